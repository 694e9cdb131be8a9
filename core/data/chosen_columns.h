#pragma once
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace nabla {

class JsonReader;

/// {"size": ["RM", "AGE"], "place": ["CHAS"]}: names of features for each of the model's inputs; absent: none.
std::vector<std::pair<std::string, std::vector<std::string>>> read_inputs(const JsonReader& dataset);

/// Where they stand among the features of a sample. A column that is written as one a category is meant with all of these by its
/// own name. Throws Error "unknown_name" below dataset.inputs.
std::vector<InputColumns> find_inputs(const DatasetSpec& spec, const std::vector<std::string>& features);

/// True if an input names the column.
bool is_chosen(const DatasetSpec& spec, const std::string& column);

}  // namespace nabla
