#include "web/app/app.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cstdio>

#include "lessons/kit/widgets.h"
#include "lessons/table.h"
#include "web/app/header.h"
#include "web/app/run_bar.h"

namespace nabla {

App::App() = default;
App::~App() = default;

bool App::init() {
    if (!graphics_.init("Nabla")) {
        std::fprintf(stderr, "nabla: no window: %s\n", graphics_.error().c_str());
        return false;
    }
    data_ = platform::make_data_provider();
    session_ = std::make_unique<Session>(SessionOptions{.lessons = lessons::all(), .data = data_.get(), .now = platform::now,
                                                        .worker_thread = platform::has_threads(),
                                                        .max_threads = platform::has_threads() ? platform::hardware_threads() : 1});
    api_ = std::make_unique<Api>(*session_);
    api_->on_event([this](const Json& event) {
        platform::emit(event);
        stale_ = stale_frames;   // while something runs, events come by the dozen
        if (!session_->busy()) refresh();
        platform::wake();
    });
    reduced_motion_ = platform::reduced_motion();
    session_->set_paced(!reduced_motion_);
    input_.touch = platform::coarse_pointer();
    canvas_ = platform::fit_canvas(graphics_.window());
    return true;
}

void App::shutdown() {
    scene_.reset();
    api_.reset();
    session_.reset();
    graphics_.shutdown();
}

/// Where training shares the thread with drawing, it gets what a 60 Hz frame leaves over. Where a frame comes later (a slow
/// graphics card, one drawn in software), it gets as long as the browser took: else it would wait most of the time.
double App::budget() const {
    constexpr double frame = 1.0 / 60, rest = 0.003, most = 0.05;
    const double left = std::clamp(frame - rest - clock_.last_seconds(), 0.004, 0.013);
    return std::clamp(waited_, left, most);
}

bool App::frame() {
    const double begin = platform::now();
    pace_.begin(begin);
    const platform::Canvas canvas = platform::fit_canvas(graphics_.window());
    const bool resized = !(canvas == canvas_);
    canvas_ = canvas;
    if (input_.poll(static_cast<float>(canvas.width), static_cast<float>(canvas.height)) || resized) refresh();
    const double waited = begin - left_at_;
    waited_ = session_->busy() ? std::min(waited, waited_before_) : 0;   // of two: a single late frame is none to count on
    waited_before_ = waited;
    const bool was_busy = session_->busy();
    if (session_->tick(budget())) stale_ = stale_frames;
    if (was_busy && !session_->busy()) refresh();
    const bool shown = !lost_ && canvas.width > 0 && canvas.height > 0;   // not behind another tab of a narrow page; the page wakes us
    const bool due = animate_ || settle_ > 0 || (stale_ > 0 && pace_.due(platform::now()));
    if (due && shown) {
        settle_ = std::max(0, settle_ - 1);
        stale_ = std::max(0, stale_ - 1);
        const double start = platform::now();
        pace_.draw(start);
        const Session::Action action(*session_);   // what one frame changes is one step for undo
        draw();
        clock_.add(platform::now() - start);
        run_deferred();
        if (!ready_sent_) platform::emit({{"event", "ready"}});
        ready_sent_ = true;
    } else if (!due && stale_ == 0) {
        clock_.idle();
    }
    left_at_ = platform::now();
    const bool more = session_->busy() || (shown && (animate_ || settle_ > 0 || stale_ > 0));
    pace_.end(more);
    return more;
}

void App::pump(double seconds) {
    if (session_->tick(seconds)) refresh();
}

void App::context_restored() {
    graphics_.restore();
    lost_ = false;
    refresh();
    platform::wake();
}

void App::run_deferred() {
    auto now = std::move(deferred_);
    deferred_.clear();
    if (!now.empty()) refused_.reset();
    for (const Deferred& d : now) {
        try {
            d.act(*session_);
        } catch (const Error& error) {
            refused_ = error.info();
        }
        refresh();
    }
}

void App::follow_lesson() {
    if (scene_lesson_ == session_->lesson().id) return;
    scene_lesson_ = session_->lesson().id;
    scene_ = lessons::make_scene(scene_lesson_);
}

void App::ask_edit(const EditRequest& request) {
    const Json json = {{"id", request.id}, {"value", request.value}, {"min", request.min}, {"max", request.max},
                       {"x", request.position.x}, {"y", request.position.y}, {"w", request.size.x}, {"h", request.size.y},
                       {"label", request.label}};
    if (!platform::request_edit(json)) edit_field_.open(request);
}

bool App::finish_edit(std::string_view id, const Json& value) {
    constexpr std::string_view run_name = "app.run_name.";
    if (!id.starts_with(run_name) || !value.is_string() || value.get_ref<const std::string&>().empty()) return id.starts_with(run_name);
    const std::string number(id.substr(run_name.size()));
    for (const KeptRun& run : session_->runs())
        if (std::to_string(run.number) == number) defer([n = run.number, visible = run.visible, name = value.get<std::string>()](Session& s) { s.set_run(n, name, visible); });
    refresh();
    return true;
}

/// While the canvas has the focus; elsewhere the page does the same. Tab never comes here.
void App::keyboard(Ui& ui) {
    if (ImGui::GetIO().WantTextInput || edit_field_.is_open()) return;
    const auto go = [&](int direction) {
        if (const Step* step = neighbour_step(*session_, direction))
            defer([lesson = session_->lesson().id, id = step->id](Session& s) { s.open(lesson, id); });
    };
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow, false)) go(-1);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow, false)) go(1);
    if (ImGui::IsKeyPressed(ImGuiKey_Space, false)) defer(toggle_training);
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Z)) defer(&Session::undo);
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) || ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Y)) defer(&Session::redo);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        ImGui::ClosePopupToLevel(0, true);
        ui.pinned.clear();
    }
}

void App::draw() {
    Theme theme = make_theme(session_->dark(), canvas_.pixel_ratio);
    graphics_.fill_fonts(theme);
    graphics_.style(theme);
    follow_lesson();
    graphics_.begin_frame(canvas_);
    widgets_.clear();

    const double now = platform::now();
    Ui ui{.theme = theme, .language = session_->language(), .widgets = widgets_, .textures = graphics_.textures(),
          .edit = [this](const EditRequest& request) { ask_edit(request); },
          .set_control = [this](std::string id, Json value) {
              defer([id = std::move(id), value = std::move(value)](Session& s) { s.set_control(id, value); });
          },
          .touch = input_.touch, .reduced_motion = reduced_motion_, .time = now, .delta = std::clamp(now - drawn_at_, 0.0, 0.05), .pace = session_->animation_speed(),
          .pinch = input_.pinch, .pinch_center = input_.pinch_center, .pinned = pinned_, .reveal = reveal_, .edit_after = edit_after_};
    drawn_at_ = now;

    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetMainViewport()->Size);
    ImGui::Begin("nabla", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    keyboard(ui);
    const float width = static_cast<float>(canvas_.width), height = static_cast<float>(canvas_.height);
    const float words = header_height(ui, *session_, header_width(width, view_));
    draw_areas(ui, arrange(width, height, view_, words, ui.touch, !scene_ || scene_->wants_plots(session_->step().id, width < 560), !run_is_folded(*session_)));
    edit_field_.draw(ui, [this](const std::string& id, const Json& value) {
        if (!finish_edit(id, value)) defer([id, value](Session& s) { s.set_control(id, value); });
    });
    kit::draw_tip(ui);
    ImGui::End();

    // A tap that pinned nothing closes what was pinned.
    if (ui.touch && ImGui::IsMouseReleased(ImGuiMouseButton_Left) && !ui.pinned_now) ui.pinned.clear();
    if (ui.pinned != pinned_) ui.animate = true;
    pinned_ = ui.pinned;
    animate_ = ui.animate;
    reveal_.clear();
    edit_after_.clear();
    graphics_.end_frame(canvas_, theme.paper);
}

void App::draw_areas(Ui& ui, const Layout& layout) {
    const auto* own_runs = dynamic_cast<const OwnRuns*>(scene_.get());
    Stage stage{ui, *session_, [this](std::function<void(Session&)> act) { defer(std::move(act)); }, own_runs};
    const Theme& theme = ui.theme;
    if (!layout.figure.empty()) draw_figure(ui, layout.figure);
    if (!layout.header.empty()) draw_header(stage, layout.header);
    if (!layout.plots.empty()) {
        const Area& a = layout.plots;
        ImGui::GetWindowDrawList()->AddRectFilled({a.x + margin + 4, a.y}, {a.x + a.width - margin - 4, a.y + theme.hairline}, theme.line);
        plots_.draw(stage, {a.x + margin + 4, a.y + 6, a.width - 2 * margin - 8, a.height - 14}, false);
    }
    if (!layout.run_bar.empty()) {
        const Area& a = layout.run_bar;
        ImGui::GetWindowDrawList()->AddRectFilled(a.min(), a.max(), theme.surface);
        ImGui::SetCursorScreenPos({a.x + 16, a.y + 10});
        ImGui::BeginGroup();
        draw_run_bar(stage, a.width - 32, true);
        ImGui::EndGroup();
    }
    const bool curves = !own_runs || own_runs->wants_curves(session_->step().id);
    if (!layout.panel.empty())
        panel_.draw(stage, {.area = layout.panel, .plots = layout.plots_in_panel && curves ? &plots_ : nullptr, .refused = refused_,
                            .skip = [this](const Control& c) {
                                return c.group == "run" || (scene_ && scene_->draws_control(c.id));
                            }});
}

void App::draw_figure(Ui& ui, Area area) {
    if (!scene_) return;
    const float side = area.width < 560 ? 16 : margin + 4;
    ImGui::SetCursorScreenPos(area.min());
    ImGui::BeginChild("figure", {area.width, area.height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar);
    SceneContext context{.session = *session_, .ui = ui, .origin = {area.x + side, area.y + 4}, .size = {area.width - 2 * side, area.height - 12}};
    ui.widgets.add("figure", context.origin, {context.origin.x + context.size.x, context.origin.y + context.size.y});
    try {
        scene_->draw(context);
    } catch (const Error& error) {
        refused_ = error.info();
    }
    ImGui::EndChild();
}

}  // namespace nabla
