#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace nabla {

/// A feature of a table. One that holds one of a few numbers can be written as one column for each of them.
struct Column {
    std::string name;
    std::vector<double> categories = {};  // every value it takes; empty: a quantity
    std::vector<std::string> category_names = {};  // where the values were words; else they are written as numbers
};

/// Everything known about one name that "dataset": {"name": ...} takes. Each lives in a file of its own and is listed in families.cpp.
struct DatasetFamily {
    enum class Kind { images, table, texts, toy, own };

    DatasetInfo info;
    Kind kind = Kind::table;
    std::vector<Text> class_names = {};        // classification
    std::vector<Column> columns = {};          // tables
    std::string target_name = {};
    std::optional<double> test_split = {};     // the default share; none: the set has its own split
    double noise = 0;                          // toys: the default
    Dataset (*build)(const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t seed) = nullptr;
    /// Null where the test rows come with the training rows.
    void (*add_test)(Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) = nullptr;

    std::int64_t classes() const { return static_cast<std::int64_t>(class_names.size()); }
};

std::span<const DatasetFamily> dataset_families();
const DatasetFamily* find_family(std::string_view name);

DatasetFamily mnist_family();
DatasetFamily fashion_mnist_family();
DatasetFamily boston_housing_family();
DatasetFamily advertising_family();
DatasetFamily iris_family();
DatasetFamily penguins_family();
DatasetFamily digits_family();
DatasetFamily imdb_family();
DatasetFamily reuters_family();
std::vector<DatasetFamily> toy_families();
DatasetFamily inline_family();
DatasetFamily csv_family();

/// Where stand-ins get their numbers from: they are the same whatever the Experiment's seed, as files would be.
inline constexpr std::uint64_t stand_in_seed = 20;

/// "0" to "9".
std::vector<Text> digit_names();
/// Labels as targets: class numbers, or one column a class.
std::vector<float> class_targets(std::span<const std::uint8_t> labels, std::int64_t classes, bool to_categorical);

}  // namespace nabla
