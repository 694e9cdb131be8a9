#include "core/experiment/first_experiment.h"

#include <algorithm>

#include "core/data/own_targets.h"

namespace nabla {
namespace {

using ColumnKind = CsvColumn::Kind;

Json dense(std::int64_t units, const char* activation) { return {{"class_name", "Dense"}, {"config", {{"units", units}, {"activation", activation}}}}; }

struct Target {
    Task task;
    std::int64_t classes;
};

/// A word is a class. Numbers are classes where they are 0, 1, 2, ..., as read_targets has it.
Target describe_target(const Csv& csv, const CsvColumn& column) {
    const auto place = csv.column(column.name);
    Json values = Json::array();
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        if (column.kind == ColumnKind::category) values.push_back(csv.cell(row, place));
        else values.push_back(csv.number(row, place));
    }
    const auto targets = read_targets(values, column.kind == ColumnKind::category ? std::optional<std::string>("classification") : std::nullopt, csv.file());
    return {targets.task, static_cast<std::int64_t>(targets.class_names.size())};
}

Json first_dataset(const Csv& csv, const std::vector<CsvColumn>& columns, const std::string& file, const std::string& target, Task task) {
    Json drop = Json::array(), one_hot = Json::array();
    bool holes = false;
    for (const auto& column : columns) {
        const bool used = usable(column, csv.rows());
        if (used && column.missing > 0) holes = true;
        if (column.name == target) continue;
        if (!used) drop.push_back(column.name);
        else if (column.kind == ColumnKind::category) one_hot.push_back(column.name);
    }
    Json dataset = {{"csv", file}, {"targets", {target}}, {"task", task == Task::classification ? "classification" : "regression"}, {"standardize", true}, {"test_split", 0.2}};
    if (!drop.empty()) dataset["drop"] = drop;
    if (!one_hot.empty()) dataset["one_hot"] = one_hot;
    if (holes) dataset["dropna"] = true;
    return dataset;
}

/// The rows of which nothing is missing that is used.
Csv whole_rows(Csv csv, const std::vector<CsvColumn>& columns) {
    std::vector<std::size_t> used;
    for (std::size_t place = 0; place < columns.size(); ++place)
        if (usable(columns[place], csv.rows())) used.push_back(place);
    csv.drop_missing(used);
    if (csv.rows() == 0)
        throw Error({.code = "no_whole_rows", .where = csv.file(), .expected = "rows in which no value is missing", .received = "none", .advice = "Leave out columns with missing values."});
    return csv;
}

/// Fewer rows: smaller batches, more often.
Json first_fit(std::size_t rows) {
    const bool few = rows < 1'000, many = rows >= 10'000;
    return {{"epochs", few ? 100 : many ? 10 : 30}, {"batch_size", few ? 16 : many ? 128 : 32}, {"validation_split", 0.2}};
}

}  // namespace

std::string reason_to_drop(const CsvColumn& column, std::size_t rows) {
    if (column.kind == ColumnKind::counter) return column.name.empty() ? "it has no name" : "it counts the rows";
    if (column.kind == ColumnKind::text) return "it holds more than " + std::to_string(most_categories) + " different words";
    return std::to_string(column.missing) + " of " + std::to_string(rows) + " values are missing";
}

std::string likely_target(const Csv& csv, const std::vector<CsvColumn>& columns) {
    const auto last = std::find_if(columns.rbegin(), columns.rend(), [&](const CsvColumn& column) { return usable(column, csv.rows()) && column.values > 1; });
    if (last == columns.rend())
        throw Error({.code = "no_target", .where = csv.file(), .expected = "a column that holds numbers or a few names", .received = "none", .advice = {}});
    return last->name;
}

Experiment first_experiment(const Csv& csv, const std::vector<CsvColumn>& columns, const std::string& file, const std::string& target) {
    const auto chosen = std::find_if(columns.begin(), columns.end(), [&](const CsvColumn& column) { return column.name == target; });
    if (chosen == columns.end() || !usable(*chosen, csv.rows()) || chosen->values < 2)
        throw Error({.code = "no_target", .where = csv.file(), .expected = "a column that holds numbers or a few names", .received = "\"" + target + "\"", .advice = {}});
    if (std::none_of(columns.begin(), columns.end(), [&](const CsvColumn& column) { return column.name != target && usable(column, csv.rows()); }))
        throw Error({.code = "no_inputs", .where = csv.file(), .expected = "at least one column besides the targets", .received = "none", .advice = {}});
    const auto whole = whole_rows(csv, columns);
    const auto [task, classes] = describe_target(whole, *chosen);
    const bool regression = task == Task::regression, binary = classes == 2;
    const Json output = regression ? dense(1, "linear") : binary ? dense(1, "sigmoid") : dense(classes, "softmax");
    const Json json = {
        {"dataset", first_dataset(csv, columns, file, target, task)},
        {"model", {{"class_name", "Sequential"}, {"config", {{"layers", {dense(32, "relu"), dense(16, "relu"), output}}}}}},
        {"compile", {{"optimizer", {{"class_name", "Adam"}, {"config", {{"learning_rate", whole.rows() < 1'000 ? 0.01 : 0.001}}}}}, {"loss", regression ? "mse" : binary ? "binary_crossentropy" : "sparse_categorical_crossentropy"},
                     {"metrics", {regression ? "mae" : "accuracy"}}}},
        {"fit", first_fit(whole.rows())}};
    return Experiment::parse(json);
}

}  // namespace nabla
