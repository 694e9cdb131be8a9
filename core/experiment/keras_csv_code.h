#pragma once
#include <string>

#include "core/data/dataset.h"

namespace nabla {

/// A learner's own CSV in pandas: x_train, y_train and, with a test share, x_test, y_test, scaled. For one list of targets
/// and every column as input.
std::string keras_csv_code(const DatasetSpec& spec);
/// The share of the rows that test.
double csv_test_share(const DatasetSpec& spec);

}  // namespace nabla
