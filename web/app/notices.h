#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "web/app/stage.h"

namespace nabla {

/// What went wrong, in plain words and with what to do: errors, divergence, a run stuck at chance.
struct Notice {
    std::string id;
    Text text;
    bool serious = false;
};
/// `refused`: what the learner's last action met.
std::vector<Notice> notices(const Session& session, const std::optional<ErrorInfo>& refused);
void draw_notices(Stage& stage, const std::vector<Notice>& notices, float width);

}  // namespace nabla
