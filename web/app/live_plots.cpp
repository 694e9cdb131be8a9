#include "web/app/live_plots.h"

#include <algorithm>
#include <ranges>

#include "core/session/comparable.h"
#include "core/train/logged_name.h"
#include "lessons/kit/widgets.h"
#include "web/app/words.h"

namespace nabla {

using namespace kit;

ImU32 run_color(const Stage& stage, int number, const KeptRun* run) {
    const auto& series_of = stage.session.lesson().series_of;
    const int series = series_of ? series_of(stage.session, run) : -1;
    return stage.theme().series_color(static_cast<std::size_t>(series >= 0 ? series : std::max(0, number - 1)));
}

bool drawn(const Session& session, const KeptRun& run) { return run.visible && comparable(run, session.experiment()); }

bool any_curve(const Session& session) {
    const TrainerView& view = session.view();
    return !view.batch_points.empty() || view.history.epochs() > 0 || std::ranges::any_of(session.runs(), [&](const KeptRun& run) { return drawn(session, run); });
}

int current_run_number(const Session& session) {
    if (session.current_run() > 0) return session.current_run();
    return session.runs().empty() ? 1 : session.runs().back().number + 1;
}

std::string second_metric(const Session& session) {
    for (const auto& [name, values] : session.view().history.series)
        if (const auto read = read_logged_name(name); !read.is_loss() && !read.validation && !values.empty()) return name;
    const auto& metrics = session.experiment().compile.metrics;
    return metrics.empty() ? std::string() : metrics.front();
}

const std::string& LivePlots::keep(std::string name) { return names_.emplace_back(std::move(name)); }

void LivePlots::add_run(Stage& stage, std::string_view metric, const std::string& name, const History& history,
                        const std::vector<TrainerView::BatchPoint>* points, ImU32 color, bool current, bool alone) {
    const bool loss = metric == "loss";
    const auto* train = history.find(metric);
    const auto* validation = history.find("val_" + std::string(metric));
    const float opacity = current ? 1.0f : 0.55f;
    const bool batches = points && points->size() > 1 && !(train && points->size() <= train->size() + 1);   // one an epoch is the epoch's own line
    if (batches) {
        const auto& first = points->front();
        series_.push_back({.x = Values(&first.epoch, points->size(), sizeof first),
                           .y = Values(loss ? &first.loss : &first.metric, points->size(), sizeof first),
                           .color = color, .smooth = true, .width = 1.25f, .opacity = 0.5f});
    }
    const bool validated = validation && !validation->empty();
    const auto series_name = [&](const Text& text) -> std::string_view { return keep(alone ? stage.ui.tr(text) : name + " " + stage.ui.tr(text)); };
    // Among several runs only one line of each is named at its end: validation if there is any.
    const std::string_view at_end = alone ? std::string_view() : std::string_view(keep(name));
    const float width = current ? 2.0f : 1.5f;
    if (train && !train->empty())
        series_.push_back({.name = series_name(words::training_series), .end_name = alone || !validated ? at_end : std::string_view("-"),
                           .x = Values::counting(1, 1, train->size()), .y = std::span<const double>(*train), .color = color,
                           .markers = train->size() <= 30, .width = width, .opacity = opacity});
    if (validated)
        series_.push_back({.name = series_name(words::validation_series), .end_name = at_end, .x = Values::counting(1, 1, validation->size()),
                           .y = std::span<const double>(*validation), .color = color, .dashed = true,
                           .markers = validation->size() <= 30, .width = width, .opacity = opacity});
}

void LivePlots::draw_plot(Stage& stage, Plot& plot, Plot& other, Area area, std::string_view metric, bool in_panel) {
    const Session& session = stage.session;
    const TrainerView& view = session.view();
    const bool loss = metric == "loss", fresh = !view.batch_points.empty() || view.history.epochs() > 0;
    const History* history = &view.history;
    const int number = current_run_number(session);
    series_.clear();
    double epochs = static_cast<double>(std::max<std::int64_t>(1, view.epochs));
    bool current_visible = true;
    std::string current_name = "#" + std::to_string(number);
    std::size_t shown = 0;
    for (const KeptRun& run : session.runs()) {
        if (run.number == number) {
            current_visible = run.visible, current_name = run.name;
            if (session.looking_back()) history = &run.history;   // what came later is known
        } else {
            shown += drawn(session, run);
        }
    }
    const bool draw_current = fresh && current_visible, alone = shown + (draw_current ? 1u : 0u) <= 1;
    for (const KeptRun& run : session.runs()) {
        if (!drawn(session, run) || run.number == number) continue;   // the present one is drawn from the view, which is newer
        epochs = std::max(epochs, static_cast<double>(run.history.epochs()));
        add_run(stage, metric, run.name, run.history, nullptr, run_color(stage, run.number, &run), !draw_current, alone);
    }
    if (draw_current) add_run(stage, metric, current_name, *history, &view.batch_points, run_color(stage, number, nullptr), true, alone);

    const Text title = words::metric(metric);
    ImGui::SetCursorScreenPos(area.min());
    const std::string id = loss ? "plot.loss" : "plot.metric";
    plot.draw(stage.ui, {.id = id, .title = stage.ui.tr(title), .x_name = stage.ui.tr(words::epoch), .size = {area.width, area.height},
                         .log_y = loss && log_loss_, .x_min = 0, .x_max = epochs, .smoothing = static_cast<float>(smoothing_),
                         .integer_x = true, .wheel_zooms = !in_panel, .empty = loss ? stage.ui.tr(words::no_curve) : std::string_view(),
                         .cursor = other.hovered(), .cursor_x = other.hovered_x()},
              series_);
    if (!session.looking_back()) return;
    const ImVec2 at = plot.to_screen(static_cast<double>(view.epoch), 0);
    if (at.x < plot.area_min().x - 1 || at.x > plot.area_max().x + 1) return;
    const Theme& theme = stage.theme();
    const float x = theme.snap(at.x);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled({x, plot.area_min().y}, {x + 1.5f, plot.area_max().y}, theme.accent);
    draw->AddCircleFilled({x + 0.75f, plot.area_max().y}, 4, theme.accent, 20);
}

void LivePlots::draw_chips(Stage& stage, ImVec2 at, float width, float height) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    std::vector<const KeptRun*> fitting;   // the newest, oldest of them first
    const auto chip_width = [&](const KeptRun& run) { return text_size(theme, {12}, run.name).x + 30; };
    float used = 0;
    for (const KeptRun& run : std::views::reverse(stage.session.runs())) {
        if (!comparable(run, stage.session.experiment())) continue;
        if (used += chip_width(run) + 4; used > width + 4) break;
        fitting.insert(fitting.begin(), &run);
    }
    float x = at.x;
    for (const KeptRun* fits : fitting) {
        const KeptRun& run = *fits;
        const ImVec2 min{x, at.y}, max{x + chip_width(run), at.y + height};
        const std::string id = "chip." + std::to_string(run.number);
        const Target t = target(ui, id, min, max);
        const float y = (min.y + max.y) / 2, hover = ui.ease(t.id, t.hovered ? 1.0f : 0.0f);
        const ImU32 color = run_color(stage, run.number, &run);
        draw->AddRectFilled({min.x, y - 12}, {max.x, y + 12}, with_alpha(theme.ink, 0.04f + 0.05f * hover), 12);
        if (run.visible) draw->AddCircleFilled({min.x + 13, y}, 4.5f, color, 20);
        else draw->AddCircle({min.x + 13, y}, 4.0f, theme.faint, 20, 1.5f);
        draw_text_middle(draw, theme, {min.x + 22, y}, {12}, run.visible ? theme.ink : theme.faint, run.name);
        hint(ui, id, ui.tr(run.visible ? words::hide_run : words::show_run), min, max, t.hovered);
        if (t.pressed)
            stage.act([number = run.number, name = run.name, visible = !run.visible](Session& s) { s.set_run(number, name, visible); });
        x = max.x + 4;
    }
}

void LivePlots::draw_tools(Stage& stage, Area area) {
    Ui& ui = stage.ui;
    const float height = ui.touch ? 44.0f : 28.0f;
    // A phone has room for the slider alone; its runs are listed below the controls.
    const bool narrow = area.width < 480;
    const float slider_width = std::min(230.0f, area.width * (narrow ? 0.68f : 0.5f));
    float right = area.x + area.width - slider_width;
    ImGui::SetCursorScreenPos({right, area.y + (tools_height - ui.control_height()) / 2});
    slider(ui, "plot.smoothing", ui.tr(words::smoothing), smoothing_,
           {.min = 0, .max = 0.98, .step = 0.01, .width = slider_width, .editable = false, .hint = ui.tr(words::hint_smoothing), .digits = 2});
    const ButtonOptions log{.look = ButtonOptions::Look::quiet, .height = height, .selected = log_loss_};
    right -= 12 + button_width(ui, ui.tr(words::log_scale), log);
    ImGui::SetCursorScreenPos({right, area.y + (tools_height - height) / 2});
    if (button(ui, "plot.log", ui.tr(words::log_scale), log)) log_loss_ = !log_loss_;
    if (loss_.zoomed() || metric_.zoomed()) {
        const ButtonOptions all{.look = ButtonOptions::Look::quiet, .height = height};
        right -= 6 + button_width(ui, ui.tr(words::all), all);
        ImGui::SetCursorScreenPos({right, area.y + (tools_height - height) / 2});
        if (button(ui, "plot.all", ui.tr(words::all), all)) loss_.show_all(), metric_.show_all();
    }
    if (!narrow) draw_chips(stage, {area.x, area.y + (tools_height - height) / 2}, right - area.x - 8, height);
}

void LivePlots::draw(Stage& stage, Area area, bool in_panel) {
    names_.clear();
    draw_tools(stage, {area.x, area.y, area.width, tools_height});
    Area rest{area.x, area.y + tools_height, area.width, area.height - tools_height};
    const std::string metric = second_metric(stage.session);
    if (metric.empty()) return draw_plot(stage, loss_, metric_, rest, "loss", in_panel);
    if (area.width >= 420) {
        rest.width = (area.width - margin) / 2;
        draw_plot(stage, loss_, metric_, rest, "loss", in_panel);
        rest.x += rest.width + margin;
    } else {
        rest.height /= 2;
        draw_plot(stage, loss_, metric_, rest, "loss", in_panel);
        rest.y += rest.height;
    }
    draw_plot(stage, metric_, loss_, rest, metric, in_panel);
}

}  // namespace nabla
