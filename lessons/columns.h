#pragma once
#include <memory>
#include <string_view>

#include "core/data/dataset.h"

namespace nabla::lessons {

/// A data set without one feature; the other columns are the same to the bit.
std::shared_ptr<const Dataset> without_feature(const Dataset& data, std::string_view feature);
/// A column of 0 and 1 for each value of a feature, in its place and unscaled, as build_dataset makes of "one_hot".
std::shared_ptr<const Dataset> one_hot_feature(const Dataset& data, std::string_view feature);

}  // namespace nabla::lessons
