#pragma once
#include <memory>
#include <string>

#include "lessons/activations/state.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::lessons::activations {

using kit::StepScene;
using kit::View;
using kit::draw_waiting;
using kit::narrow_below;

std::unique_ptr<View> make_none_view();
std::unique_ptr<View> make_slopes_view();
std::unique_ptr<View> make_layers_view();
std::unique_ptr<View> make_dead_view();
std::unique_ptr<View> make_output_view();
std::unique_ptr<View> make_entropy_view();
std::unique_ptr<View> make_duel_view();

/// A number with its name above it; returns its width.
float draw_number(SceneContext& context, ImVec2 at, std::string_view name, const std::string& number, ImU32 color = 0, float size = 22);
/// Choices side by side for a select control of the figure; sends the chosen one.
void draw_segmented(SceneContext& context, std::string_view control, ImVec2 at, float width);

}  // namespace nabla::lessons::activations
