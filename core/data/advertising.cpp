#include <cmath>

#include "core/data/table.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

constexpr std::uint32_t rows = 200;

std::vector<Column> columns() { return {{"TV"}, {"Radio"}, {"Newspaper"}}; }

/// The stand-in: budgets spread evenly over the real ones' ranges, Sales = 2.94 + 0.0458 TV + 0.1885 Radio + noise (deviation 1.6).
Table formula_rows() {
    const auto rng = rng_for(stand_in_seed, Stream::data).fork(11);
    Table table;
    table.columns = columns();
    for (std::uint32_t i = 0; i < rows; ++i) {
        const auto row = rng.fork(i);
        const double tv = 0.7 + 295.7 * row.uniform(0), radio = 49.6 * row.uniform(1), newspaper = 0.3 + 113.7 * row.uniform(2) * row.uniform(3);
        for (double value : {tv, radio, newspaper}) table.x.push_back(std::round(value * 10) / 10);
        table.y.push_back(static_cast<float>(std::round((2.94 + 0.0458 * tv + 0.1885 * radio + 1.6 * row.normal(4)) * 10) / 10));
    }
    return table;
}

/// The slip of keeping the file's first column, the row number, as a feature in front of the others.
void keep_row_number(Table& table) {
    Table with;
    with.columns = table.columns;
    with.columns.insert(with.columns.begin(), Column{"row"});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        with.x.push_back(static_cast<double>(row + 1));
        const auto begin = table.x.begin() + static_cast<std::ptrdiff_t>(row * table.columns.size());
        with.x.insert(with.x.end(), begin, begin + static_cast<std::ptrdiff_t>(table.columns.size()));
    }
    with.y = table.y;
    table = std::move(with);
}

Dataset build(const DatasetSpec& spec, const RawFiles* files, const RawFiles*, std::uint64_t) {
    const auto* file = table_file(files);
    auto table = file ? read_table(*file, columns(), "Sales") : formula_rows();
    need_rows(table, rows, file ? chunk_name(*file) : "stand-in");
    if (spec.row_number) keep_row_number(table);
    const auto share = spec.test_split.value_or(0);
    auto dataset = dataset_from_table(spec, std::move(table), split_rows(rows, share, share > 0), table_options(*find_family("advertising")));
    dataset.generated = !file;
    if (!file)
        dataset.generated_how = {"Advertising 파일이 없어서 식으로 만든 행이에요: Sales = 2.94 + 0.0458 TV + 0.1885 Radio + 잡음(표준편차 1.6).",
                                 "The Advertising file is missing: these rows follow Sales = 2.94 + 0.0458 TV + 0.1885 Radio + noise (deviation 1.6)."};
    return dataset;
}

}  // namespace

DatasetFamily advertising_family() {
    return {.info = {.name = "advertising",
                     .title = {"광고비와 판매량", "Advertising and sales"},
                     .note = {"시장 200곳의 TV, 라디오, 신문 광고비(천 달러)와 판매량(천 개)이에요. 파일의 첫 열은 행 번호라서 특성이 아니에요.",
                              "TV, radio and newspaper budgets (thousands of dollars) and sales (thousands of units) in 200 markets. The file's first column is a row number, not a feature."},
                     .licence = {"James, Witten, Hastie, Tibshirani, An Introduction to Statistical Learning의 자료예요.",
                                 "Companion data of James, Witten, Hastie, Tibshirani, An Introduction to Statistical Learning."},
                     .train_rows = rows, .test_rows = 0, .sample_shape = {3}, .task = Task::regression},
            .columns = columns(),
            .target_name = "Sales",
            .test_split = 0,
            .build = build};
}

}  // namespace nabla
