#pragma once
#include <string>

#include "core/experiment/json_reader.h"
#include "core/kernels/window.h"

namespace nabla {

/// "valid", "same" and, in one dimension, "causal".
Padding read_padding(const JsonReader& reader, bool causal);
std::string_view padding_name(Padding padding);
Json size_list(const Shape& sizes);

/// The window on one sample [(rows,) columns, channels]; size, strides and dilation have one entry an axis, empty: all 1.
/// Throws Error naming the layer where the sample has other axes or the window does not fit.
Window place_window(const std::string& layer, const Shape& sample, const Shape& size, const Shape& strides, const Shape& dilation, Padding padding);
/// What comes out of it: [(rows,) columns, channels].
Shape output_of(const Window& window, std::size_t axes, std::int64_t channels);

}  // namespace nabla
