#pragma once
#include <functional>

#include "core/session/session.h"
#include "lessons/kit/own_runs.h"
#include "lessons/kit/ui.h"

namespace nabla {

/// What a part of the screen gets for one frame: it reads the session and asks for changes, which are made after the
/// frame, so that what is being drawn does not change under it.
struct Stage {
    Ui& ui;
    const Session& session;
    std::function<void(std::function<void(Session&)>)> act;
    const OwnRuns* own_runs = nullptr;   // the scene's, if it tells of its runs itself
    const Theme& theme() const { return ui.theme; }
};

/// Padding of every area's content.
inline constexpr float margin = 20;

}  // namespace nabla
