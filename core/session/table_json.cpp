#include "core/experiment/first_experiment.h"
#include "core/session/api_json.h"

namespace nabla {
namespace {

const char* name_of(CsvColumn::Kind kind) {
    using enum CsvColumn::Kind;
    switch (kind) {
        case category: return "category";
        case text: return "text";
        case counter: return "counter";
        default: return "quantity";
    }
}

}  // namespace

Json table_json(const std::string& file, std::string_view text, const std::string& target) {
    const auto csv = Csv::parse(text, {.file = file});
    csv.need_rows();
    const auto columns = describe_columns(csv);
    Json list = Json::array();
    for (const auto& column : columns)
        list.push_back({{"name", column.name}, {"kind", name_of(column.kind)}, {"values", column.values}, {"missing", column.missing}, {"used", usable(column, csv.rows())}});
    const auto chosen = target.empty() ? likely_target(csv, columns) : target;
    return {{"rows", csv.rows()}, {"columns", std::move(list)}, {"target", chosen}, {"experiment", first_experiment(csv, columns, file, chosen).to_json()}};
}

}  // namespace nabla
