#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lessons/kit/curve.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"
#include "lessons/overfitting/state.h"

namespace nabla::lessons::overfitting {

using kit::StepScene;
using kit::View;
using kit::note;

std::unique_ptr<View> make_fit_view();        // points, size, rows
std::unique_ptr<View> make_digits_view();     // digits, shuffled
std::unique_ptr<View> make_penalty_view();
std::unique_ptr<View> make_stop_view();
std::unique_ptr<View> make_peek_view();

/// A number with its name above it. Returns the height.
float counter(SceneContext& context, ImVec2 at, std::string_view name, const std::string& value, ImU32 color);
/// The button that trains several networks side by side, and how many have ended. Returns the height.
float compare_button(SceneContext& context, ImVec2 at, float width, std::size_t ended, std::size_t of);

/// The true curve with its noise band, points, and a network's answers, on axes that do not move.
class FitPicture {
public:
    FitPicture();
    struct Options {
        std::string_view id;
        kit::Box area;
        std::span<const float> x, y;         // the points
        std::span<const float> network;      // curve_points answers; empty: none yet
        double noise = noise_level;
        bool numbers = true;
        float radius = 4;
        std::string_view true_name = {}, network_name = {};
    };
    void draw(SceneContext& context, const Options& options);

private:
    kit::Curve curve_;
    std::vector<float> x_, truth_;
};

/// Training and validation numbers of the present run, and of one more series if there is one.
void draw_history(SceneContext& context, kit::Plot& plot, kit::Box box, std::string_view id, std::string_view title, const char* series, double y_max);

}  // namespace nabla::lessons::overfitting
