#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/image_grid.h"
#include "lessons/kit/scene.h"
#include "lessons/kit/type.h"
#include "lessons/mnist/state.h"

namespace nabla::lessons::mnist {

/// The picture of one step. `area` is the place there is; a view may need more height and then scrolls.
class View {
public:
    virtual ~View() = default;
    /// Draws from area.min on and returns the height used.
    virtual float draw(SceneContext& context, kit::Box area) = 0;
};
std::unique_ptr<View> make_look_view();
std::unique_ptr<View> make_shape_view();
std::unique_ptr<View> make_rescale_view();
std::unique_ptr<View> make_label_view();
std::unique_ptr<View> make_train_view();
std::unique_ptr<View> make_curves_view();
std::unique_ptr<View> make_mistakes_view();
std::unique_ptr<View> make_draw_view();
std::unique_ptr<View> make_challenge_view();

constexpr float narrow_below = 520;

std::string fixed(double value, int digits);
/// The 784 bytes of one picture; empty where the part holds no pictures.
std::span<const std::uint8_t> picture_bytes(const Part& part, std::size_t row);
void paint_picture(const Theme& theme, std::span<const std::uint8_t> bytes, std::span<ImU32> out);
std::vector<float> picture_values(std::span<const std::uint8_t> bytes);   // 0..1
/// Tells train from test and rows from each other, for Heatmap versions.
std::uint64_t picture_version(bool test, std::size_t row);

/// Words in the middle of an area while data are on their way, with how much has come.
float draw_waiting(SceneContext& context, kit::Box area, const char* words);
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
