#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lessons/backpropagation/state.h"
#include "lessons/kit/box.h"
#include "lessons/kit/scene.h"
#include "lessons/kit/type.h"

namespace nabla::lessons::backpropagation {

/// The picture of one step. `area` is the place there is; a view may need more height and then scrolls.
class View {
public:
    virtual ~View() = default;
    /// Draws from area.min on and returns the height used.
    virtual float draw(SceneContext& context, kit::Box area) = 0;
};
std::unique_ptr<View> make_hand_view();      // sign, output, weights, through
std::unique_ptr<View> make_nudge_view();
std::unique_ptr<View> make_update_view();
std::unique_ptr<View> make_twins_view();
std::unique_ptr<View> make_wishes_view();
std::unique_ptr<View> make_vanish_view();

/// A sentence in the muted face; returns its height.
float note(SceneContext& context, ImVec2 at, float width, std::string_view words);
/// A tall number with its name above, for what matters most in a figure.
float big_number(SceneContext& context, ImVec2 at, std::string_view name, std::string_view value, ImU32 color = 0);

}  // namespace nabla::lessons::backpropagation
