#pragma once
#include <string>

#include "core/data/dataset.h"

namespace nabla {

/// True where y_train holds targets by output.
bool names_targets(const DatasetSpec& spec);

/// The imports and the lines that make x_train, y_train, x_test, y_test as the spec asks for.
std::string keras_data_code(const DatasetSpec& spec);

}  // namespace nabla
