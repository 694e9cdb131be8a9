#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lessons/forward-propagation/state.h"
#include "lessons/kit/box.h"
#include "lessons/kit/scene.h"
#include "lessons/kit/type.h"

namespace nabla::lessons::forward_propagation {

/// The picture of one step. `area` is the place there is; a view may need more height and then scrolls.
class View {
public:
    virtual ~View() = default;
    /// Draws from area.min on and returns the height used.
    virtual float draw(SceneContext& context, kit::Box area) = 0;
};
std::unique_ptr<View> make_hand_view();     // wires, first, zero, output
std::unique_ptr<View> make_many_view();
std::unique_ptr<View> make_matrix_view();
std::unique_ptr<View> make_count_view();
std::unique_ptr<View> make_digit_view();

constexpr float narrow_below = 520;

/// A sentence in the muted face; returns its height.
float note(SceneContext& context, ImVec2 at, float width, std::string_view words);

}  // namespace nabla::lessons::forward_propagation
