#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lessons/forward-propagation/state.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"

namespace nabla::lessons::forward_propagation {

using kit::StepScene;
using kit::View;
using kit::narrow_below;
using kit::note;

std::unique_ptr<View> make_hand_view();     // wires, first, zero, output
std::unique_ptr<View> make_many_view();
std::unique_ptr<View> make_matrix_view();
std::unique_ptr<View> make_count_view();
std::unique_ptr<View> make_digit_view();

}  // namespace nabla::lessons::forward_propagation
