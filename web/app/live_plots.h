#pragma once
#include <deque>
#include <string>
#include <vector>

#include "lessons/kit/plot.h"
#include "web/app/layout.h"
#include "web/app/stage.h"

namespace nabla {

/// Loss and metric of this run and of the kept ones on the same axes, while they happen.
class LivePlots {
public:
    /// Side by side where there is room, else one below the other; `in_panel` leaves the wheel to the panel's scrolling.
    void draw(Stage& stage, Area area, bool in_panel);
    float height_in_panel() const { return tools_height + 2 * 168.0f; }

private:
    static constexpr float tools_height = 36;
    struct Curve;
    void draw_tools(Stage& stage, Area area);
    void draw_chips(Stage& stage, ImVec2 at, float width, float height);
    void draw_plot(Stage& stage, kit::Plot& plot, kit::Plot& other, Area area, std::string_view metric, bool in_panel);
    void add_run(Stage& stage, std::string_view metric, const std::string& name, const History& history,
                 const std::vector<TrainerView::BatchPoint>* points, ImU32 color, bool current, bool alone);
    const std::string& keep(std::string name);

    kit::Plot loss_, metric_;
    std::vector<kit::Series> series_;
    std::deque<std::string> names_;   // of this frame; addresses stay
    double smoothing_ = 0.6;
    bool log_loss_ = false;
};

/// Runs keep their colour from their first batch to the last comparison: that of the lesson's figure where it has one for
/// them, else by their number. `run` null: the present one.
ImU32 run_color(const Stage& stage, int number, const KeptRun* run);
/// Whether a kept run is drawn beside the present one: visible, and on data and with a loss that its axes can hold.
bool drawn(const Session& session, const KeptRun& run);
/// Whether there is anything to plot: the present run has begun, or a kept one is drawn.
bool any_curve(const Session& session);
/// The number of the run that is being trained, or that was last.
int current_run_number(const Session& session);
/// The metric beside the loss: "accuracy", "mae", or nothing.
std::string second_metric(const Session& session);

}  // namespace nabla
