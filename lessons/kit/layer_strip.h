#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Activations of each layer of a network for one sample, as pictures from left to right.
class LayerStrip {
public:
    struct Layer {
        std::string title, note;           // "Hidden layer 1", "256 · 92 active"
        std::span<const float> values;
        bool is_signed = false;            // tanh, linear: the signed scale; else magnitude
    };
    /// Draws within `width`, wrapping; returns the height. `version` grows whenever values change.
    float draw(Ui& ui, std::string_view id, ImVec2 at, float width, std::span<const Layer> layers, std::uint64_t version);

private:
    std::vector<Heatmap> maps_;
};

}  // namespace nabla::kit
