#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lessons/kit/heatmap.h"
#include "lessons/kit/image_grid.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"
#include "lessons/mnist/state.h"
#include "lessons/numerals.h"

namespace nabla::lessons::mnist {

using kit::StepScene;
using kit::View;
using kit::draw_waiting;
using kit::narrow_below;

std::unique_ptr<View> make_look_view();
std::unique_ptr<View> make_shape_view();
std::unique_ptr<View> make_rescale_view();
std::unique_ptr<View> make_label_view();
std::unique_ptr<View> make_train_view();
std::unique_ptr<View> make_curves_view();
std::unique_ptr<View> make_mistakes_view();
std::unique_ptr<View> make_draw_view();
std::unique_ptr<View> make_challenge_view();

/// The 784 bytes of one picture; empty where the part holds no pictures.
std::span<const std::uint8_t> picture_bytes(const Part& part, std::size_t row);
void paint_picture(const Theme& theme, std::span<const std::uint8_t> bytes, std::span<ImU32> out);
std::vector<float> picture_values(std::span<const std::uint8_t> bytes);   // 0..1
/// Tells train from test and rows from each other, for Heatmap versions.
std::uint64_t picture_version(bool test, std::size_t row);

/// A picture on its frame, squares crisp.
void draw_picture(SceneContext& context, kit::Heatmap& map, kit::Box box, std::span<const std::uint8_t> bytes, std::uint64_t version);

/// A row of ten small buttons 0..9 (before them "all" if named); sends the chosen one to `control`. Returns the height.
struct DigitChips {
    std::string control;
    int value = -1;
    std::string all = {};
    ImVec2 at;
    float width = 0;
};
float digit_chips(SceneContext& context, const DigitChips& options);

}  // namespace nabla::lessons::mnist
