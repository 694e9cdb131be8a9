#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/api.h"
#include "core/session/session.h"
#include "lessons/kit/scene.h"
#include "web/app/edit_field.h"
#include "web/app/frame_clock.h"
#include "web/app/frame_pace.h"
#include "web/app/graphics.h"
#include "web/app/input.h"
#include "web/app/layout.h"
#include "web/app/live_plots.h"
#include "web/app/panel.h"
#include "web/platform.h"

namespace nabla {

/// The application around the lessons: a window, a Session, and the parts of the screen.
class App {
public:
    App();
    ~App();
    /// False with the reason on stderr: no window or no OpenGL.
    bool init();
    /// Handles input, lets the session work, draws if anything changed. True: call again soon.
    bool frame();
    void shutdown();
    bool quit_requested() const { return input_.quit; }

    /// One JSON call: the application's own (views, statistics; app_calls.cpp), else the Api's.
    std::string call(std::string_view request);
    /// A hidden tab: work for so many seconds without drawing.
    void pump(double seconds);
    /// Something outside changed (size, theme, an answer): draw the next frames.
    void refresh() { settle_ = settle_frames; }
    void context_lost() { lost_ = true; }
    void context_restored();

private:
    static constexpr int settle_frames = 4;      // ImGui spreads a press and its release over frames
    static constexpr int stale_frames = 2;       // and lays a new item out in two
    struct Deferred {
        std::function<void(Session&)> act;
    };
    std::optional<Json> own_call(const Json& request);
    double budget() const;
    void draw();
    void draw_areas(Ui& ui, const Layout& layout);
    void draw_figure(Ui& ui, Area area);
    void keyboard(Ui& ui);
    void follow_lesson();
    void ask_edit(const EditRequest& request);
    /// A value typed for something of the application's own; false: it is a control's.
    bool finish_edit(std::string_view id, const Json& value);
    void run_deferred();
    void defer(std::function<void(Session&)> act) { deferred_.push_back({std::move(act)}); }

    std::unique_ptr<DataProvider> data_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Api> api_;
    std::unique_ptr<Scene> scene_;
    std::string scene_lesson_;
    Graphics graphics_;
    Input input_;
    FrameClock clock_;
    FramePace pace_;
    WidgetMap widgets_;
    EditField edit_field_;
    LivePlots plots_;
    Panel panel_;
    View view_ = View::both;
    platform::Canvas canvas_;
    std::vector<Deferred> deferred_;
    std::optional<ErrorInfo> refused_;           // what the learner's last action met
    std::string pinned_, reveal_, edit_after_;
    int settle_ = settle_frames;
    bool animate_ = false, lost_ = false, ready_sent_ = false, reduced_motion_ = false;
    int stale_ = 0;                           // so many frames show what training changed
    double drawn_at_ = 0, left_at_ = 0;
    double waited_ = 0, waited_before_ = 0;   // s between frames, the browser's
};

}  // namespace nabla
