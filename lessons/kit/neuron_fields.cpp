#include "lessons/kit/neuron_fields.h"

#include <algorithm>

namespace nabla::kit {

bool NeuronFields::follow(Ui& ui, Model& model, const Options& o) {
    if (model.input_shape().elements() != 2) return false;
    const bool same = !maps_.empty() && maps_.size() + 1 == model.nodes().size() && shown_.version == o.version && shown_.low == o.low && shown_.high == o.high &&
                      shown_.side == o.side && dark_ == ui.theme.dark;
    if (same) return true;
    shown_ = o;
    dark_ = ui.theme.dark;
    ++drawn_;
    const std::int64_t rows = std::int64_t{o.side} * o.side;
    float* x = model.input(rows).data;
    const double step = (o.high - o.low) / o.side;
    for (int row = 0; row < o.side; ++row)
        for (int column = 0; column < o.side; ++column) {
            *x++ = static_cast<float>(o.low + step * (column + 0.5));
            *x++ = static_cast<float>(o.high - step * (row + 0.5));
        }
    model.forward(rows, {});
    maps_.resize(model.nodes().size() - 1);
    std::size_t layer = 0;
    std::vector<float> values(static_cast<std::size_t>(rows));
    for (std::size_t node = 0; node < model.nodes().size(); ++node) {
        if (!model.nodes()[node].layer) continue;
        const ConstTensor out = model.activation(node, rows);
        const auto units = static_cast<std::size_t>(out.stride());
        const bool probability = model.nodes()[node].layer->activation_function().name() == "sigmoid";
        maps_[layer].resize(units);
        for (std::size_t unit = 0; unit < units; ++unit) {
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = out.data[i * units + unit];
            if (probability) for (float& v : values) v = 2 * v - 1;
            maps_[layer][unit].set(ui, values, {.width = o.side, .shades = Shades::signed_values, .range = probability ? 1.0f : std::min(range_of(values), 1.0f), .version = drawn_, .smooth = true});
        }
        ++layer;
    }
    maps_.resize(layer);
    return !maps_.empty();
}

}  // namespace nabla::kit
