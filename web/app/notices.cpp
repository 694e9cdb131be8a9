#include "web/app/notices.h"

#include "core/session/messages.h"
#include "lessons/kit/widgets.h"

namespace nabla {

std::vector<Notice> notices(const Session& session, const std::optional<ErrorInfo>& refused) {
    std::vector<Notice> all;
    if (refused) all.push_back({.id = "notice.refused", .text = message_of(*refused)});
    if (const auto error = session.error())
        all.push_back({.id = "notice.error", .text = message_of(*error), .serious = true});
    if (const auto told = session.notice()) {
        const bool stuck = told->code == "stuck_at_chance";
        all.push_back({.id = stuck ? "notice.stuck" : "notice.diverged", .text = message_of(*told), .serious = !stuck});
    }
    return all;
}

void draw_notices(Stage& stage, const std::vector<Notice>& all, float width) {
    const Theme& theme = stage.theme();
    for (const Notice& n : all) {
        kit::notice(stage.ui, n.id, {}, stage.ui.tr(n.text), n.serious ? theme.danger : theme.warning,
                    n.serious ? theme.danger_soft : theme.warning_soft, width);
        kit::gap(8);
    }
}

}  // namespace nabla
