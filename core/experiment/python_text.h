#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace nabla {

/// A JSON value as Python: True, None, "text", [1, 2], {"a": 1}.
std::string python_value(const Json& value);
/// "units=64", with Keras objects written as calls: kernel_regularizer=keras.regularizers.L2(l2=0.01).
std::string python_argument(std::string_view key, const Json& value);
/// name(a, b, c) on one line if it fits in 88 columns from `indent` on, else an argument a line.
std::string python_call(std::string_view name, const std::vector<std::string>& arguments, std::size_t indent = 0);

}  // namespace nabla
