#include "core/layers/window_config.h"

#include <array>

namespace nabla {
namespace {

constexpr std::array<std::string_view, 3> padding_names = {"valid", "same", "causal"};  // in the order of Padding

WindowAxis axis_of(const Shape& sample, const Shape& size, const Shape& strides, const Shape& dilation, std::size_t axis, Padding padding) {
    WindowAxis out{.in = sample[axis], .size = size[axis], .stride = strides[axis], .dilation = dilation.rank() ? dilation[axis] : 1};
    out.place(padding);
    return out;
}

}  // namespace

Padding read_padding(const JsonReader& reader, bool causal) {
    const auto name = reader.one_of("padding", "valid", std::span(padding_names).first(causal ? 3 : 2));
    return static_cast<Padding>(std::find(padding_names.begin(), padding_names.end(), name) - padding_names.begin());
}

std::string_view padding_name(Padding padding) { return padding_names[static_cast<std::size_t>(padding)]; }

Json size_list(const Shape& sizes) { return std::vector<std::int64_t>(sizes.begin(), sizes.end()); }

Window place_window(const std::string& layer, const Shape& sample, const Shape& size, const Shape& strides, const Shape& dilation, Padding padding) {
    const std::size_t axes = size.rank();
    if (sample.rank() != axes + 1)
        throw Error({.code = "layer_input", .where = layer, .expected = axes == 1 ? "an input of shape (steps, channels)" : "an input of shape (rows, columns, channels)",
                     .received = sample.text(), .advice = "Put a Reshape layer in front."});
    Window window{.rows = {}, .columns = axis_of(sample, size, strides, dilation, axes - 1, padding), .channels = sample.back()};
    if (axes == 2) window.rows = axis_of(sample, size, strides, dilation, 0, padding);
    if (window.positions() == 0)
        throw Error({.code = "layer_input", .where = layer, .expected = "an input at least as large as the window, " + size.text(), .received = sample.text(),
                     .advice = "Use a smaller window, or padding \"same\"."});
    return window;
}

Shape output_of(const Window& window, std::size_t axes, std::int64_t channels) {
    return axes == 1 ? Shape{window.columns.out, channels} : Shape{window.rows.out, window.columns.out, channels};
}

}  // namespace nabla
