#include "core/data/own_table.h"

#include <algorithm>
#include <utility>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

/// Names given under "features", or x1, x2, ...
std::vector<Column> own_columns(const Json& json, std::size_t count, const std::string& path) {
    std::vector<Column> columns;
    const auto names = JsonReader(json, path).texts("features");
    if (!names.empty() && names.size() != count)
        throw Error({.code = "wrong_length", .where = path + ".features", .expected = std::to_string(count) + " names, one a column", .received = std::to_string(names.size()), .advice = {}});
    for (std::size_t i = 0; i < count; ++i) columns.push_back({names.empty() ? "x" + std::to_string(i + 1) : names[i]});
    return columns;
}

}  // namespace

std::optional<std::string> own_task(const Json& json) {
    const auto found = json.find("task");
    return found != json.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

OwnTable with_targets(Table table, OwnTargets targets, std::string target_name, const std::string& path) {
    table.y = std::move(targets.y);
    table.target_width = targets.width;
    const auto rows = table.y.size() / static_cast<std::size_t>(targets.width);
    if (rows != table.rows())
        throw Error({.code = "count_mismatch", .where = path, .expected = std::to_string(table.rows()) + " targets, one a row", .received = std::to_string(rows), .advice = {}});
    return {std::move(table), {.task = targets.task, .class_names = std::move(targets.class_names), .target_name = std::move(target_name)}};
}

OwnTable with_targets(Table table, NamedTargets targets, const std::string& path) {
    auto first = targets.columns.front().output;
    auto own = with_targets(std::move(table), std::move(targets.joined), std::move(first), path);
    own.options.targets = std::move(targets.columns);
    return own;
}

bool has_classes(Task task, const std::vector<TargetColumns>& targets) {
    return task == Task::classification || std::any_of(targets.begin(), targets.end(), [](const TargetColumns& target) { return target.task == Task::classification; });
}

Json task_json(const Json& dataset) { return dataset.value("task", Json()); }

bool wants_categories(const Json& dataset) {
    const auto key = dataset.find("to_categorical");
    return key != dataset.end() && key->is_boolean() && key->get<bool>();
}

OwnTable read_inline(const Json& json, const std::string& path) {
    Table table;
    const auto width = read_number_rows(json.at("rows"), path + ".rows", table.x);
    table.columns = own_columns(json, width, path);
    if (json.at("targets").is_object())
        return with_targets(std::move(table), read_named_targets(json.at("targets"), task_json(json), wants_categories(json), path + ".targets"), path + ".targets");
    return with_targets(std::move(table), read_targets(json.at("targets"), own_task(json), path + ".targets"), json.value("target", std::string("y")), path + ".targets");
}

Dataset finish_own(const DatasetSpec& spec, OwnTable own, double share) {
    const auto rows = own.table.rows();
    if (spec.to_categorical && !has_classes(own.options.task, own.options.targets))
        throw Error({.code = "wrong_type", .where = "dataset.to_categorical", .expected = "class targets", .received = "measured numbers", .advice = "Set \"task\": \"classification\"."});
    if (static_cast<double>(rows) * share + 1e-9 >= static_cast<double>(rows))
        throw Error({.code = "too_few_rows", .where = "dataset.test_split", .expected = "a share that leaves at least one row to train", .received = std::to_string(rows) + " rows", .advice = {}});
    return dataset_from_table(spec, std::move(own.table), split_rows(rows, share, share > 0), std::move(own.options));
}

namespace {

Dataset build_inline(const DatasetSpec& spec, const RawFiles*, const RawFiles*, std::uint64_t) {
    return finish_own(spec, read_inline(spec.json, "dataset"), spec.test_split.value_or(0));
}

}  // namespace

DatasetFamily inline_family() {
    return {.info = {.name = "inline", .title = {"직접 적은 데이터", "Rows written here"}, .note = {"실험 안에 적은 행이에요.", "Rows written in the experiment itself."}, .needs_files = false},
            .kind = DatasetFamily::Kind::own,
            .test_split = 0,
            .build = build_inline};
}

}  // namespace nabla
