#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lessons/backpropagation/state.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"

namespace nabla::lessons::backpropagation {

using kit::StepScene;
using kit::View;
using kit::note;

std::unique_ptr<View> make_hand_view();      // sign, output, weights, through
std::unique_ptr<View> make_nudge_view();
std::unique_ptr<View> make_update_view();
std::unique_ptr<View> make_twins_view();
std::unique_ptr<View> make_wishes_view();
std::unique_ptr<View> make_vanish_view();

/// A tall number with its name above, for what matters most in a figure.
float big_number(SceneContext& context, ImVec2 at, std::string_view name, std::string_view value, ImU32 color = 0);

}  // namespace nabla::lessons::backpropagation
