#include <algorithm>
#include <set>

#include "core/data/chosen_columns.h"
#include "core/data/csv.h"
#include "core/data/own_table.h"
#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

constexpr double default_test_split = 0.2;

/// Words or numbers as positions among the sorted distinct ones.
Column read_categories(const Csv& csv, std::size_t place, std::vector<double>& values) {
    std::set<std::string> words;
    for (std::size_t row = 0; row < csv.rows(); ++row) words.insert(csv.cell(row, place));
    Column column{.name = csv.header()[place], .categories = {}, .category_names = {words.begin(), words.end()}};
    for (std::size_t i = 0; i < words.size(); ++i) column.categories.push_back(static_cast<double>(i));
    for (std::size_t row = 0; row < csv.rows(); ++row) values.push_back(static_cast<double>(std::distance(words.begin(), words.find(csv.cell(row, place)))));
    return column;
}

bool among(const std::vector<std::string>& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// Every column but the targets and the dropped ones is a feature; where the model's inputs name theirs, these are.
bool is_feature(const DatasetSpec& spec, const std::vector<std::string>& targets, const std::string& name) {
    return !among(targets, name) && !among(spec.drop, name) && (spec.inputs.empty() || is_chosen(spec, name));
}

void check_columns(const Csv& csv, const DatasetSpec& spec, const std::vector<std::string>& targets) {
    for (const auto* list : {&spec.drop, &spec.one_hot, &targets})
        for (const auto& name : *list) csv.column(name);
    for (const auto& [input, names] : spec.inputs)
        for (const auto& name : names) csv.column(name);
}

/// The columns that are used are known here for the first time: rows that lack one of them go if the spec says so.
void keep_whole_rows(Csv& csv, const DatasetSpec& spec, const std::vector<std::string>& targets) {
    check_columns(csv, spec, targets);
    if (!spec.dropna) return;
    std::vector<std::size_t> used;
    for (std::size_t place = 0; place < csv.header().size(); ++place)
        if (const auto& name = csv.header()[place]; among(targets, name) || is_feature(spec, targets, name)) used.push_back(place);
    csv.drop_missing(used);
    if (csv.rows() == 0)
        throw Error({.code = "no_whole_rows", .where = csv.file(), .expected = "rows in which no value is missing", .received = "none", .advice = "Drop the column that is mostly empty."});
}

Table csv_features(const Csv& csv, const DatasetSpec& spec, const std::vector<std::string>& targets) {
    std::vector<std::vector<double>> by_column;
    Table table;
    for (std::size_t place = 0; place < csv.header().size(); ++place) {
        const auto& name = csv.header()[place];
        if (!is_feature(spec, targets, name)) continue;
        auto& values = by_column.emplace_back();
        if (among(spec.one_hot, name)) {
            table.columns.push_back(read_categories(csv, place, values));
        } else {
            table.columns.push_back({name});
            for (std::size_t row = 0; row < csv.rows(); ++row) values.push_back(csv.number(row, place));
        }
    }
    if (table.columns.empty())
        throw Error({.code = "missing_column", .where = csv.file(), .expected = "at least one column besides the targets", .received = "none", .advice = {}});
    for (std::size_t row = 0; row < csv.rows(); ++row)
        for (const auto& values : by_column) table.x.push_back(values[row]);
    return table;
}

Json csv_targets(const Csv& csv, const std::vector<std::string>& names, bool words) {
    Json targets = Json::array();
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        Json values = Json::array();
        for (const auto& name : names) {
            const auto place = csv.column(name);
            if (words && !csv.missing(row, place)) values.push_back(csv.cell(row, place));
            else values.push_back(csv.number(row, place));
        }
        targets.push_back(names.size() == 1 ? values[0] : values);
    }
    return targets;
}

/// Class names rather than numbers: by the task, some cell is a word; without one, every cell is.
bool has_words(const Csv& csv, std::size_t place, const std::optional<std::string>& task) {
    std::size_t words = 0;
    for (std::size_t row = 0; row < csv.rows(); ++row) words += !csv.missing(row, place) && !csv.is_number(row, place);
    return task == "classification" ? words > 0 : !task && words == csv.rows();
}

/// One output's targets as a list that read_targets takes.
Json output_targets(const Csv& csv, const std::vector<std::string>& names, const std::optional<std::string>& task) {
    return csv_targets(csv, names, names.size() == 1 && has_words(csv, csv.column(names[0]), task));
}

/// {"price": ["medv"], "kind": "type"}: columns by output.
OwnTable named_csv(const DatasetSpec& spec, Csv& csv, const Json& by_output) {
    std::vector<std::pair<std::string, std::vector<std::string>>> outputs;
    std::vector<std::string> all;
    for (const auto& [output, names] : by_output.items()) {
        outputs.emplace_back(output, names.is_array() ? names.get<std::vector<std::string>>() : std::vector{names.get<std::string>()});
        all.insert(all.end(), outputs.back().second.begin(), outputs.back().second.end());
    }
    keep_whole_rows(csv, spec, all);
    Json values = Json::object();
    for (const auto& [output, columns] : outputs) values[output] = output_targets(csv, columns, task_of(task_json(spec.json), output));
    return with_targets(csv_features(csv, spec, all), read_named_targets(values, task_json(spec.json), spec.to_categorical, csv.file()), csv.file());
}

OwnTable read_csv(const DatasetSpec& spec, const RawFiles::File& file) {
    auto csv = Csv::parse(file.chunks[0], {.file = chunk_name(file)});
    csv.need_rows();
    if (const auto& targets = spec.json.at("targets"); targets.is_object()) return named_csv(spec, csv, targets);
    const auto names = JsonReader(spec.json, "dataset").texts("targets");
    const auto task = own_task(spec.json);
    keep_whole_rows(csv, spec, names);
    return with_targets(csv_features(csv, spec, names), read_targets(output_targets(csv, names, task), task, csv.file()), names[0], csv.file());
}

Dataset build_csv(const DatasetSpec& spec, const RawFiles* files, const RawFiles*, std::uint64_t) {
    const auto* file = table_file(files);
    if (!file)
        throw Error({.code = "missing_file", .where = spec.json.value("csv", std::string("csv")), .expected = "a CSV file", .received = "nothing", .advice = "Open the file."});
    return finish_own(spec, read_csv(spec, *file), spec.test_split.value_or(default_test_split));
}

}  // namespace

DatasetFamily csv_family() {
    return {.info = {.name = "csv", .title = {"내 CSV 파일", "Own CSV file"}, .note = {"직접 연 CSV 파일이에요.", "A CSV file of your own."}},
            .kind = DatasetFamily::Kind::own,
            .test_split = default_test_split,
            .build = build_csv};
}

}  // namespace nabla
