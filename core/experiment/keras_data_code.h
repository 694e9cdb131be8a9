#pragma once
#include <string>

#include "core/data/dataset.h"

namespace nabla {

/// True where the targets are given by output.
bool names_targets(const DatasetSpec& spec);

/// Which of x and y are dictionaries, by the names of the model's inputs and outputs; else they are arrays.
struct NamedData {
    bool inputs = false, targets = false;
};
/// The imports and the lines that make x_train, y_train, x_test, y_test as the spec asks for.
std::string keras_data_code(const DatasetSpec& spec, NamedData named);

}  // namespace nabla
