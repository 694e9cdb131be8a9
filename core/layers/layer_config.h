#pragma once
#include "core/experiment/json_reader.h"
#include "core/kernels/activation.h"

namespace nabla {

/// A layer wider than this would not fit a page's memory; the Experiment limits the total, too.
inline constexpr double max_units = 1'000'000;

/// Keys that Keras and TensorFlow.js write into every layer's config and that change nothing here.
void ignore_common_keys(const JsonReader& reader);
Activation read_activation(const JsonReader& reader, std::string_view key, std::string_view fallback = "linear");
Json read_initializer(const JsonReader& reader, std::string_view key, std::string_view fallback);
Json read_regularizer(const JsonReader& reader, std::string_view key);

}  // namespace nabla
