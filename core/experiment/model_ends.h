#pragma once
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/json.h"

namespace nabla {

inline constexpr std::size_t most_outputs = 32;

/// Names of a model's inputs and outputs, in its own order: those of the layers there. A Sequential model's are "input" and "output";
/// a layer that puts out twice is "name" and "name_1". Says nothing of whether the config is sound.
std::vector<std::string> input_names(const Json& model);
std::vector<std::string> output_names(const Json& model);

/// One sample's shape for each input: all of the data's x, or the columns that are named for it, in the shape that the input has if that
/// holds as many numbers. Empty while the data's shape is not known. Throws Error that names the input, or the column list, that does not fit.
std::vector<Shape> input_shapes(const Json& model, const DatasetShape& data);

/// Which of the data's columns each input takes, in the model's order; empty: each takes all of x.
std::vector<std::vector<std::uint32_t>> input_columns(const Json& model, const std::vector<InputColumns>& inputs);

/// What an output is compared with: the targets that are named for it; all of y where none are named.
TargetColumns target_of(const DatasetShape& data, const std::string& output);
bool has_target(const DatasetShape& data, const std::string& output);

}  // namespace nabla
