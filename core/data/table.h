#pragma once
#include <cstdint>
#include <vector>

#include "core/data/family.h"

namespace nabla {

/// Rows of numbers as they came, and what is to be predicted from them.
struct Table {
    std::vector<Column> columns;       // features
    std::vector<double> x;             // [rows, columns]
    std::vector<float> y;              // [rows, target_width]; class numbers for classification
    std::int64_t target_width = 1;

    std::size_t rows() const { return columns.empty() ? 0 : x.size() / columns.size(); }
};

/// Which rows train and which test, in order.
struct RowOrder {
    std::vector<std::uint32_t> train, test;
};
/// The first rows train, the last floor(rows * share) test. `shuffled`: dealt in a random order that is always the same.
RowOrder split_rows(std::size_t rows, double test_share, bool shuffled);

/// What table sets have in common: columns dropped and written as categories, rows taken, standardized, reshaped.
/// The result has both parts (no test part where no row tests).
struct TableOptions {
    Task task = Task::classification;
    std::vector<Text> class_names = {};
    std::string target_name = {};
    std::vector<TargetColumns> targets = {};
};
Dataset dataset_from_table(const DatasetSpec& spec, Table table, RowOrder order, TableOptions options);
TableOptions table_options(const DatasetFamily& family);

/// The columns that are left after drop and one_hot, as named features: "RM", "CHAS=0", "CHAS=1".
std::vector<std::string> feature_names(const DatasetSpec& spec, const std::vector<Column>& columns);

/// The file "table" of a set; null if it is not there.
const RawFiles::File* table_file(const RawFiles* files);
std::string chunk_name(const RawFiles::File& file, std::size_t chunk = 0);
/// The named columns of a CSV, and the target as numbers. Throws Error for what is missing or not a number.
Table read_table(const RawFiles::File& file, const std::vector<Column>& columns, const std::string& target);
/// Error "count_mismatch" unless the table has as many rows as the published one.
void need_rows(const Table& table, std::size_t rows, const std::string& file);

/// Reads `target` as one of the class names instead of as a number; rows in which a value is missing are left out.
Table read_classes(const RawFiles::File& file, const std::vector<Column>& columns, const std::string& target, const std::vector<std::string>& names);

/// Normal clouds, one a class, for stand-ins: mean and deviation of each feature.
struct Cloud {
    std::size_t rows;
    std::vector<double> mean, deviation;
};
Table draw_clouds(const std::vector<Column>& columns, const std::vector<Cloud>& clouds, std::uint64_t tag);

/// A column's mean and deviation (or smallest value and span) over the rows of x: [rows, features].
void fit_column(Scaler& scaler, std::span<const float> x, std::size_t column);
/// (x - mean) / deviation, in place. x: [rows, features].
void apply_scaler(const Scaler& scaler, std::span<float> x);

}  // namespace nabla
