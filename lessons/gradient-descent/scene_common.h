#pragma once
#include <memory>
#include <string>

#include "lessons/gradient-descent/state.h"
#include "lessons/kit/box.h"
#include "lessons/kit/scene.h"
#include "lessons/kit/type.h"

namespace nabla::lessons::gradient_descent {

/// The picture of one step. `area` is the place there is; a view may need more height and then scrolls.
class View {
public:
    virtual ~View() = default;
    /// Draws from area.min on and returns the height used.
    virtual float draw(SceneContext& context, kit::Box area) = 0;
};
std::unique_ptr<View> make_fit_view();
std::unique_ptr<View> make_slope_view();
std::unique_ptr<View> make_rates_view();
std::unique_ptr<View> make_ravine_view();
std::unique_ptr<View> make_scale_view();
std::unique_ptr<View> make_batches_view();
std::unique_ptr<View> make_epochs_view();
std::unique_ptr<View> make_row_number_view();

constexpr float narrow_below = 520;

float draw_waiting(SceneContext& context, kit::Box area);
/// "43", or "> 3,000" for -1.
std::string count_text(std::int64_t count);

}  // namespace nabla::lessons::gradient_descent
