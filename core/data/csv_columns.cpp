#include "core/data/csv_columns.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace nabla {
namespace {

/// The first column is 0, 1, 2, ... or 1, 2, 3, ... from row to row.
bool counts_rows(const Csv& csv) {
    if (csv.rows() < 3) return false;
    const double first = csv.number(0, 0);
    if (first != 0 && first != 1) return false;
    for (std::size_t row = 1; row < csv.rows(); ++row)
        if (csv.number(row, 0) != first + static_cast<double>(row)) return false;
    return true;
}

CsvColumn describe(const Csv& csv, std::size_t place) {
    CsvColumn column{.name = csv.header()[place]};
    std::set<std::string_view> words;
    bool numbers = true;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        if (csv.missing(row, place)) {
            ++column.missing;
            continue;
        }
        numbers = numbers && csv.is_number(row, place);
        if (words.size() <= most_categories) words.insert(csv.cell(row, place));
    }
    column.values = words.size();
    if (column.name.empty() || (place == 0 && numbers && column.missing == 0 && counts_rows(csv))) column.kind = CsvColumn::Kind::counter;
    else if (!numbers) column.kind = words.size() <= most_categories && 2 * words.size() <= csv.rows() - column.missing ? CsvColumn::Kind::category : CsvColumn::Kind::text;
    return column;
}

}  // namespace

std::vector<CsvColumn> describe_columns(const Csv& csv) {
    std::vector<CsvColumn> columns;
    for (std::size_t place = 0; place < csv.header().size(); ++place) columns.push_back(describe(csv, place));
    // What counts the rows is all that there is to learn from: x = 1, 2, 3, ... and y.
    const auto rest = std::count_if(columns.begin(), columns.end(), [&](const CsvColumn& column) { return usable(column, csv.rows()); });
    if (rest < 2 && !columns.empty() && columns[0].kind == CsvColumn::Kind::counter && !columns[0].name.empty()) columns[0].kind = CsvColumn::Kind::quantity;
    return columns;
}

bool usable(const CsvColumn& column, std::size_t rows) {
    return (column.kind == CsvColumn::Kind::quantity || column.kind == CsvColumn::Kind::category) && column.missing * 5 <= rows && column.values > 0;
}

}  // namespace nabla
