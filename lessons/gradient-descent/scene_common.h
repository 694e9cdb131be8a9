#pragma once
#include <memory>
#include <string>

#include "lessons/gradient-descent/state.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"

namespace nabla::lessons::gradient_descent {

using kit::StepScene;
using kit::View;
using kit::draw_waiting;
using kit::narrow_below;

std::unique_ptr<View> make_fit_view();
std::unique_ptr<View> make_slope_view();
std::unique_ptr<View> make_rates_view();
std::unique_ptr<View> make_ravine_view();
std::unique_ptr<View> make_scale_view();
std::unique_ptr<View> make_batches_view();
std::unique_ptr<View> make_epochs_view();
std::unique_ptr<View> make_row_number_view();

/// "43", or "> 3,000" for -1.
std::string count_text(std::int64_t count);

}  // namespace nabla::lessons::gradient_descent
