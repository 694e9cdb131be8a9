#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/spotlight.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct DiagramNeuron {
    std::string key, name;        // name: above the neuron, "h₁"
    std::string value = {};       // inside; "" leaves it empty
    std::string note = {};        // below it, muted: "z = 1"
    std::string slope = {};       // below that: its own slope, in the colour of local slopes
    std::string backward = {};    // below that, in the colour of gradients
    std::string passed = {};      // below that, too: the slope that goes on from here
    float tone = 0;               // fill: the signed scale at -1..1
    bool asked = false;           // its value is what the learner is to find
    float dimmed = 0;             // 0..1: not part of this
};

/// From one neuron to one of the next layer.
struct DiagramLink {
    int layer = 0, from = 0, to = 0;
    std::string key;
    float weight = 0;             // colour by sign, width by size
    std::string label = {};       // on the link: the weight
    std::string forward = {};     // below the label: what goes through
    std::string backward = {};    // below that, in the colour of gradients
    bool quiet = false;           // neither label nor colour
    float dimmed = 0;             // 0..1: not part of this
    float pulse = -1;             // 0..1: a spark on its way along the link (1..0 of a backward pass), outside: none
};

/// Neurons in columns and the links between them, for networks that fit on a page: every part has a key, can be pointed at
/// and lights up with whatever else shines under its key.
struct NetworkDiagram {
    std::string_view id;                                  // parts are "ID.KEY"
    Box area;
    std::span<const std::vector<DiagramNeuron>> layers;
    std::span<const DiagramLink> links;
    std::span<const std::string> titles = {};             // above the columns
    float range = 2;                                      // weight at full colour and width
    std::string_view selected = {};                       // key: stays lit
    /// Lines of the read-out beside a part; none: no read-out.
    std::function<std::vector<InspectorLine>(std::string_view key)> inspect = {};
    /// Draws inside of a neuron (a heatmap of its function, say); true: the value is left out.
    std::function<bool(ImDrawList*, std::string_view key, ImVec2 center, float radius)> inside = {};
};
/// The key of the part that was pressed in this frame; "" for none.
std::string network_diagram(Ui& ui, Spotlight& light, const NetworkDiagram& options);

/// Radius and centers, for a scene's own marks.
float neuron_radius(const NetworkDiagram& options);
ImVec2 neuron_center(const NetworkDiagram& options, std::size_t layer, std::size_t index);
/// The colour that gradients are written in, everywhere.
ImU32 gradient_ink(const Theme& theme);
/// And the local slopes that they are multiplied by.
ImU32 slope_ink(const Theme& theme);
/// The signed scale's ends dark (or bright) enough for text and lines.
ImU32 signed_ink(const Theme& theme, float value);

}  // namespace nabla::kit
