#include "core/session/view_controls.h"

#include "core/session/control_groups.h"

namespace nabla {

std::vector<Control> view_controls(const Session& session) {
    std::vector<Control> controls;
    if (const auto last = session.last_epoch(); last > 0) {
        const auto shown = std::min(session.view().epoch, last);
        controls.push_back({.id = "run.epoch", .kind = Control::Kind::slider, .label = {"보고 있는 에포크", "Epoch shown"}, .group = "run", .value = shown,
                            .min = 0, .max = static_cast<double>(last), .step = 1,
                            .hint = {"지난 에포크로 돌아가면 모든 그림이 따라가요.", "Goes back to a past epoch; every figure follows."}});
    }
    if (session.step().animated)
        controls.push_back({.id = "view.speed", .kind = Control::Kind::log_slider, .label = {"그림 속도", "Figure speed"}, .group = "figure",
                            .value = session.animation_speed(), .min = 0.1, .max = 10,
                            .hint = {"그림이 움직이는 속도예요. 훈련에는 영향이 없어요.", "How fast the figure moves. Training is not touched."}});
    if (session.hint_offered())
        controls.push_back(button("view.hint", "run", session.hints_shown() == 0 ? Text{"힌트 보기", "Show a hint"} : Text{"다음 힌트", "Next hint"},
                                  {"과제에 도움이 되는 말을 하나 더 보여 줘요.", "Shows a sentence that helps with the task."}));
    return controls;
}

bool set_view_control(Session& session, std::string_view id, const Json& value) {
    if (id == "run.epoch") session.show_epoch(static_cast<std::int64_t>(value.get<double>()));
    else if (id == "view.speed") session.set_animation_speed(value.get<double>());
    else if (id == "view.hint") session.show_hint();
    else if (id == "view.all_controls") session.set_all_controls(value.get<bool>());
    else return false;
    return true;
}

}  // namespace nabla
