#pragma once
#include <memory>
#include <string>

#include "lessons/boston-housing/state.h"
#include "lessons/kit/legend.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::lessons::boston_housing {

using kit::StepScene;
using kit::View;
using kit::draw_waiting;
using kit::narrow_below;

std::unique_ptr<View> make_baseline_view();
std::unique_ptr<View> make_table_view();
std::unique_ptr<View> make_scale_view();
std::unique_ptr<View> make_train_view();
std::unique_ptr<View> make_folds_view();
std::unique_ptr<View> make_epoch_view();
std::unique_ptr<View> make_scores_view();
std::unique_ptr<View> make_column_b_view();
std::unique_ptr<View> make_chas_view();
std::unique_ptr<View> make_report_view();

constexpr double mean_mae = 6.533, linear_mae = 3.464;   // of the first step, on the 102 test areas

/// What the present weights predict for the 102 test areas; remade only when they change.
class TestPredictions {
public:
    /// Empty while there are no data or the network does not fit them.
    const std::vector<float>& follow(SceneContext& context);
    double mae(const Dataset& data) const { return mean_absolute_error(values_, data.test->y); }

private:
    std::vector<float> values_;
    std::uint64_t version_ = 0;
    std::shared_ptr<const Dataset> data_;
};

/// A number with its name above it.
void draw_number(SceneContext& context, ImVec2 at, const char* name, const std::string& number, ImU32 color, float size = 24);
/// Test scores on one axis of seeds or runs: dots with their mean and deviation.
struct DotRow {
    std::string name;
    std::vector<double> values;
    ImU32 color = 0;
};
float draw_dot_rows(SceneContext& context, std::string_view id, ImVec2 at, float width, std::span<const DotRow> rows);

/// The button that trains the four folds and how far they are.
float draw_folds_button(SceneContext& context, ImVec2 at, float width);
/// The four validation curves, thin, with their average and its best epoch; `chosen` > 0 marks the learner's.
class AverageCurve {
public:
    void draw(SceneContext& context, std::string_view id, kit::Box box, const FoldCurves& curves, int chosen);

private:
    kit::Plot plot_;
};

/// 20 paired folds: both settings as strips, and what the change does fold by fold. Labels of the step: "as_is", "changed",
/// "difference", "worse", "waiting".
float draw_pairs(SceneContext& context, Comparison comparison, std::string_view button, bool possible, ImVec2 at, float width);

}  // namespace nabla::lessons::boston_housing
