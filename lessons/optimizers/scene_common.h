#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lessons/kit/legend.h"
#include "lessons/kit/spotlight.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/surface.h"
#include "lessons/kit/type.h"
#include "lessons/optimizers/state.h"
#include "lessons/optimizers/update_pieces.h"

namespace nabla::lessons::optimizers {

using kit::StepScene;
using kit::View;
using kit::draw_waiting;
using kit::narrow_below;

std::unique_ptr<View> make_ravine_view();
std::unique_ptr<View> make_curve_view();       // momentum, nesterov
std::unique_ptr<View> make_speed_view();
std::unique_ptr<View> make_boxes_view();
std::unique_ptr<View> make_adam_view();
std::unique_ptr<View> make_slice_view();
std::unique_ptr<View> make_table_view();
std::unique_ptr<View> make_drawer_view();

std::string count_text(std::int64_t count);
std::vector<kit::SurfacePoint> points_of(const std::vector<Waypoint>& path);

/// A rule's colour, the same in every step.
ImU32 rule_color(const Theme& theme, std::string_view rule);

/// An update with its numbers; the new value carries `color`. Returns the height.
float draw_pieces(Ui& ui, kit::Spotlight& light, std::string_view id, ImVec2 at, float width, const std::vector<Piece>& pieces, ImU32 color);

}  // namespace nabla::lessons::optimizers
