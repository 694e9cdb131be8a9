#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "lessons/hand_network.h"
#include "lessons/kit/network_diagram.h"
#include "lessons/kit/scene.h"

namespace nabla::kit {

/// The 2-2-1 network worked out by hand, as far as it is known: what is not shown yet is a question mark or left out.
struct HandDiagram {
    std::string_view id;
    Box area;
    const lessons::HandNumbers* numbers = nullptr;
    bool products = false;               // forward values on the first links
    std::array<bool, 2> sums{};          // z below the hidden neurons
    std::array<bool, 2> hidden{};        // h inside of them
    std::array<bool, 2> contributions{}; // v h on the second links
    bool sum = false, output = false;    // z3, y
    bool biases = false;                 // in the notes of sums
    std::string_view asked = {};         // key of the neuron that is looked for: "h1", "y"
    bool gradients = false;              // backward values on every edge and neuron
    std::string_view gradient_keys = {}; // only on these, if given: "y v1 v2"
    std::string_view slopes = {};        // keys of neurons whose own slope is shown: "y h1"
    bool delta = false;                  // dL/dz3, below the output
    std::string_view fade = {};          // keys of neurons that play no part
    float pulse1 = -1, pulse2 = -1;      // a spark on the links of each layer
    std::string_view selected = {};
};
/// The key of the part pressed in this frame, "" for none.
std::string hand_diagram(SceneContext& context, Spotlight& light, const HandDiagram& options);
/// What a press leaves selected: the part pressed, or nothing where it was selected already, or where the press went elsewhere (a
/// tap anywhere, a click on the diagram's ground). None: as it was.
std::optional<std::string> part_chosen(const Ui& ui, const HandDiagram& options, const std::string& pressed);
/// What the diagram's colours and arrows mean, as far as it shows them; returns the height.
float hand_diagram_key(const Ui& ui, const HandDiagram& options, ImVec2 at, float width);
/// Height that fits `width`.
float hand_diagram_height(float width);

}  // namespace nabla::kit
