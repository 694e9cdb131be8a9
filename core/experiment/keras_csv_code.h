#pragma once
#include <string>

#include "core/data/dataset.h"

namespace nabla {

/// A learner's own CSV in pandas: x_train, y_train and, with a test share, x_test, y_test, scaled. For one list of targets
/// and every column as input.
std::string keras_csv_code(const DatasetSpec& spec);
/// An array by its name, standardized with given numbers: "x / 100", "(x - 147) / 85.6".
std::string scaled_python(const std::string& array, const GivenScale& scale);
/// The share of the rows that test.
double csv_test_share(const DatasetSpec& spec);

}  // namespace nabla
