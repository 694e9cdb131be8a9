#include <algorithm>
#include <utility>

#include "core/data/chosen_columns.h"
#include "core/data/family.h"
#include "core/data/own_table.h"
#include "core/data/texts.h"
#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

using Kind = DatasetFamily::Kind;

constexpr double most_toy_rows = 100'000;

std::int64_t tests_of(std::int64_t rows, double share) { return static_cast<std::int64_t>(static_cast<double>(rows) * share + 1e-9); }

/// Training rows before "rows" cuts them.
std::int64_t available_rows(const DatasetFamily& family, const DatasetSpec& spec) {
    const auto all = family.info.train_rows + family.info.test_rows;
    return family.test_split ? all - tests_of(all, spec.test_split.value_or(*family.test_split)) : family.info.train_rows;
}

const DatasetFamily& read_name(const JsonReader& read, const Json& json) {
    if (!json.contains("name") && json.contains("csv")) return *find_family("csv");
    if (!json.contains("name") && (json.contains("targets") || (json.contains("rows") && json["rows"].is_array()))) return *find_family("inline");
    const auto name = read.text("name");
    if (const auto* family = find_family(name)) return *family;
    std::vector<std::string_view> names;
    for (const auto& info : known_datasets()) names.push_back(info.name);
    throw unknown_name(read.path_of("name"), "a data set", name, names);
}

std::vector<std::string> read_columns(const JsonReader& read, std::string_view key, const std::vector<std::string>& known, std::string_view what) {
    auto names = read.texts(key);
    const std::vector<std::string_view> choices(known.begin(), known.end());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto path = read.path_of(key) + "[" + std::to_string(i) + "]";
        if (std::find(known.begin(), known.end(), names[i]) == known.end()) throw unknown_name(path, what, names[i], choices);
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) != names.begin() + static_cast<std::ptrdiff_t>(i))
            throw Error({.code = "duplicate_column", .where = path, .expected = "each column once", .received = "\"" + names[i] + "\" again", .advice = {}});
    }
    return names;
}

/// "standardize": true, or {"mean": 0, "deviation": 100}.
void read_scaling(const JsonReader& read, DatasetSpec& spec) {
    if (const Json* given = read.find("standardize"); given && given->is_object()) {
        const JsonReader inner(*given, read.path_of("standardize"));
        spec.given_scale = GivenScale{.mean = inner.number("mean", 0, NumberRange::between(-1e9, 1e9)), .deviation = inner.number("deviation", 1, NumberRange::between(1e-6, 1e9))};
        inner.finish();
    } else {
        if (given && !given->is_boolean()) read.fail("standardize", "wrong_type", "true, false or {\"mean\": 0, \"deviation\": 1}");
        spec.standardize = read.boolean("standardize", false);
    }
    spec.min_max = read.boolean("min_max", false);
    if ((spec.standardize || spec.given_scale) && spec.min_max) read.fail("min_max", "conflict", "one way of scaling", "Leave standardize or min_max out.");
}

/// A key that is there keeps its place.
void write_scaling(const DatasetSpec& spec, Json& json) {
    if (spec.standardize) json["standardize"] = true;
    else if (spec.given_scale) json["standardize"] = {{"mean", spec.given_scale->mean}, {"deviation", spec.given_scale->deviation}};
    else json.erase("standardize");
    if (spec.min_max) json["min_max"] = true;
    else json.erase("min_max");
}

void read_table_keys(const JsonReader& read, const DatasetFamily& family, DatasetSpec& spec) {
    read_scaling(read, spec);
    if (family.kind == Kind::own) {
        if (spec.name == "csv") spec.drop = read.texts("drop"), spec.one_hot = read.texts("one_hot"), spec.dropna = read.boolean("dropna", false);
        return;
    }
    spec.drop = read_columns(read, "drop", family.info.features, "a column");
    if (spec.drop.size() == family.columns.size()) read.fail("drop", "missing_column", "at least one column that stays");
    if (family.info.categorical.empty()) return read.only_default("one_hot", Json::array());
    spec.one_hot = read_columns(read, "one_hot", family.info.categorical, "a column with few values");
    for (const auto& name : spec.one_hot)
        if (std::find(spec.drop.begin(), spec.drop.end(), name) != spec.drop.end())
            read.fail("one_hot", "duplicate_column", "columns that are not dropped", "\"" + name + "\" is in drop, too.");
}

/// A toy draws as many rows as asked; of the others there are only so many.
void read_row_count(const JsonReader& read, const DatasetFamily& family, DatasetSpec& spec) {
    if (spec.name == "inline" || !read.has("rows")) return;
    const double most = family.kind == Kind::toy ? most_toy_rows : spec.name == "csv" ? 1e9 : static_cast<double>(available_rows(family, spec));
    spec.rows = read.integer("rows", NumberRange::between(1, most));
}

void read_text_keys(const JsonReader& read, DatasetSpec& spec) {
    spec.as_sequence = read.one_of("as", "multi_hot", {"multi_hot", "sequence"}) == "sequence";
    spec.num_words = read.integer("num_words", text_vocabulary, NumberRange::between(4, text_vocabulary));
    if (spec.as_sequence) spec.maxlen = read.integer("maxlen", text_steps, NumberRange::between(1, 2000));
    else read.only_default("maxlen", nullptr);
}

/// ["y"], or for several outputs {"a": ["y"], "b": "z"}.
void check_target_columns(const JsonReader& read) {
    constexpr std::string_view expected = "the names of one or more columns, [\"y\"]";
    const auto& targets = read.required("targets", expected);
    if (!targets.is_object()) {
        if (read.texts("targets").empty()) read.fail("targets", "missing_key", std::string(expected));
        return;
    }
    if (targets.empty()) read.fail("targets", "missing_key", "columns for each of the model's outputs, {\"a\": [\"y\"]}");
    const JsonReader by_output(targets, read.path_of("targets"));
    for (const auto& [output, names] : targets.items())
        if (!names.is_string() && by_output.texts(output).empty()) by_output.fail(output, "missing_key", std::string(expected));
}

void read_own_keys(const JsonReader& read, DatasetSpec& spec) {
    check_task(spec.json, read.path());
    read.ignore({"task"});
    if (spec.name == "csv") {
        if (read.text("csv").empty()) read.fail("csv", "wrong_type", "the name of a CSV file");
        return check_target_columns(read);
    }
    read.only_default("name", "inline");
    read.ignore({"features"});
    read.text("target", "y");
    read.required("rows", "rows of numbers, [[..], ..]");
    read.required("targets", "one target a row, [..]");
    const auto own = read_inline(spec.json, read.path());
    // Targets that come as one column a class need no conversion.
    if (own.options.targets.empty() && own.options.task == Task::classification && own.table.target_width > 1) spec.to_categorical = true;
}

void read_sample_shape(const JsonReader& read, DatasetSpec& spec) {
    const auto shape = read.shape("shape");
    if (!shape) return;
    const auto own = dataset_shape(spec).sample;
    if (own.rank() == 0 || shape->rank() == 0 || shape->elements() != own.elements())
        read.fail("shape", "wrong_shape", own.rank() ? "sizes whose product is " + std::to_string(own.elements()) : "no shape for a CSV file");
    if (!spec.inputs.empty()) read.fail("shape", "conflict", "no shape, as each input has its own", "Leave one of the two out.");
    if (*shape != own) spec.shape = *shape;
}

/// Keys that this kind of set has no use for may stand at their default.
void pass_defaults(const JsonReader& read, const DatasetFamily& family) {
    const bool table = family.kind != Kind::images && family.kind != Kind::texts;
    if (!table) read.only_default("standardize", false), read.only_default("min_max", false);
    if (family.info.name != "csv") read.only_default("dropna", false);
    if (!table || family.kind == Kind::toy) read.only_default("drop", Json::array()), read.only_default("one_hot", Json::array());
    if (!table) read.only_default("inputs", nullptr);
}

}  // namespace

DatasetSpec parse_dataset(const Json& json, const std::string& path) {
    const JsonReader read(json, path);
    DatasetSpec spec;
    spec.json = Json::object();
    for (const auto& [key, value] : json.items())
        if (!value.is_null()) spec.json[key] = value;   // null is a key left out, to later readers, too
    const auto& family = read_name(read, json);
    spec.name = family.info.name;
    pass_defaults(read, family);
    const bool table_like = family.kind != Kind::images && family.kind != Kind::texts;
    if (family.kind == Kind::own) read_own_keys(read, spec);
    if (family.test_split && read.has("test_split")) spec.test_split = read.number("test_split", NumberRange::half_open(0, 1));
    read_row_count(read, family, spec);
    if (family.kind == Kind::table || family.kind == Kind::own) read_table_keys(read, family, spec);
    if (family.kind == Kind::texts) read_text_keys(read, spec);
    if (family.kind == Kind::toy) {
        read_scaling(read, spec);
        spec.noise = read.number("noise", family.noise, NumberRange::between(0, 10));
    }
    const bool has_grey = family.kind == Kind::images || spec.name == "digits";
    if (has_grey) spec.rescale = read.boolean("rescale", true);
    else read.only_default("rescale", true);
    if (family.kind == Kind::images) spec.shuffle_targets = read.boolean("shuffle_targets", false);
    else read.only_default("shuffle_targets", false);
    if (table_like) spec.inputs = read_inputs(read);
    if (spec.name == "advertising") spec.row_number = read.boolean("row_number", false);
    if (read.boolean("to_categorical", false)) spec.to_categorical = true;
    const auto shape = dataset_shape(spec);
    if (spec.to_categorical && !has_classes(shape.task, shape.targets))
        read.fail("to_categorical", "wrong_type", "false, as the targets are measured numbers");
    read_sample_shape(read, spec);
    read.finish();
    return spec;
}

Json dataset_json(const DatasetSpec& spec) {
    const auto& family = *find_family(spec.name);
    Json json = Json::object();
    if (family.kind == Kind::own) {
        for (const auto& [key, value] : spec.json.items())
            if (!value.is_null() && key != "name") json[key] = value;
        if (spec.to_categorical) json["to_categorical"] = true;
        else json.erase("to_categorical");
        write_scaling(spec, json);
        if (!spec.dropna) json.erase("dropna");
        return json;
    }
    json["name"] = spec.name;
    if (spec.rows) json["rows"] = *spec.rows;
    if (spec.shape.rank()) json["shape"] = std::vector<std::int64_t>(spec.shape.begin(), spec.shape.end());
    write_scaling(spec, json);
    if (spec.as_sequence) json["as"] = "sequence", json["maxlen"] = spec.maxlen;
    if (spec.num_words != text_vocabulary) json["num_words"] = spec.num_words;
    if (!spec.rescale) json["rescale"] = false;
    if (spec.to_categorical) json["to_categorical"] = true;
    if (!spec.drop.empty()) json["drop"] = spec.drop;
    if (!spec.one_hot.empty()) json["one_hot"] = spec.one_hot;
    if (spec.test_split) json["test_split"] = *spec.test_split;
    if (family.kind == Kind::toy && spec.noise != family.noise) json["noise"] = spec.noise;
    if (spec.row_number) json["row_number"] = true;
    for (const auto& [input, names] : spec.inputs) json["inputs"][input] = names;
    if (spec.shuffle_targets) json["shuffle_targets"] = true;
    return json;
}

namespace {

/// Rows written in the Experiment itself: everything about them is known.
DatasetShape inline_shape(const DatasetSpec& spec) {
    const auto& rows = spec.json["rows"];
    const auto own = read_inline(spec.json, "dataset");
    const auto count = static_cast<std::int64_t>(rows.size());
    return {.sample = {static_cast<std::int64_t>(own.table.columns.size())}, .task = own.options.task, .classes = static_cast<std::int64_t>(own.options.class_names.size()),
            .target_width = own.table.target_width, .train_rows = count - tests_of(count, spec.test_split.value_or(0)),
            .inputs = find_inputs(spec, feature_names(spec, own.table.columns)), .targets = own.options.targets};
}

}  // namespace

DatasetShape dataset_shape(const DatasetSpec& spec) {
    const auto& family = *find_family(spec.name);
    DatasetShape shape{.sample = family.info.sample_shape, .task = family.info.task, .classes = family.classes()};
    if (spec.name == "csv") return {.task = own_task(spec.json) == "regression" ? Task::regression : Task::classification};
    if (spec.name == "inline") {
        shape = inline_shape(spec);
    } else {
        if (family.kind == Kind::texts) shape.sample = {spec.as_sequence ? (spec.maxlen > 0 ? spec.maxlen : text_steps) : spec.num_words};
        auto features = feature_names(spec, family.columns);
        if (spec.row_number) features.insert(features.begin(), "row");
        if (!family.columns.empty()) shape.sample = {static_cast<std::int64_t>(features.size())};
        shape.inputs = find_inputs(spec, features);
        shape.train_rows = spec.rows.value_or(available_rows(family, spec));
    }
    if (spec.to_categorical && shape.target_width == 1 && shape.targets.empty()) shape.target_width = shape.classes;
    if (spec.shape.rank()) shape.sample = spec.shape;
    return shape;
}

}  // namespace nabla
