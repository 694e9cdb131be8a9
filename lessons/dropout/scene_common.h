#pragma once
#include <memory>
#include <string>

#include "lessons/dropout/state.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::lessons::dropout {

using kit::StepScene;
using kit::View;
using kit::draw_waiting;
using kit::narrow_below;

std::unique_ptr<View> make_mask_view();
std::unique_ptr<View> make_scale_view();
std::unique_ptr<View> make_modes_view();
std::unique_ptr<View> make_compare_view();
std::unique_ptr<View> make_why_view();
std::unique_ptr<View> make_thirty_view();
std::unique_ptr<View> make_knockout_view();
std::unique_ptr<View> make_small_view();

/// A number with its name above it; returns its width.
float draw_number(SceneContext& context, ImVec2 at, std::string_view name, const std::string& number, ImU32 color = 0, float size = 22);
/// A hidden layer's units as squares, `columns` in a row, those that are off crossed out: a mask, a knock-out. `shade` 0..1 for
/// each unit, empty: all alike. Returns the height.
struct UnitGrid {
    std::string_view id;
    ImVec2 at;
    float width = 0;
    int columns = 16;
    std::vector<bool> off = {};
    std::span<const float> shade = {};
};
float draw_units(SceneContext& context, const UnitGrid& grid);
/// The button that trains the pair, with how far the two runs are. Returns the height.
float draw_pair_button(SceneContext& context, const char* control, std::string_view group, ImVec2 at, float width);

}  // namespace nabla::lessons::dropout
