#pragma once
#include <functional>
#include <optional>

#include "web/app/layout.h"
#include "web/app/live_plots.h"
#include "web/app/stage.h"

namespace nabla {

/// The Experiment panel: the run bar stays, below it scroll notices, plots (where they have no place of their own),
/// controls and kept runs.
class Panel {
public:
    struct Options {
        Area area;
        LivePlots* plots = nullptr;                            // null: they are drawn elsewhere
        std::optional<ErrorInfo> refused = {};
        std::function<bool(const Control&)> skip = {};         // controls shown elsewhere
    };
    void draw(Stage& stage, const Options& options);

private:
    void head(Stage& stage, float width);
    void drag_scroll(Ui& ui);
    float speed_ = 0;                                          // of a flick, CSS pixels a second
};

}  // namespace nabla
