#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// A square to draw on, by mouse, finger or pen. It keeps the stroke under way; finished strokes belong to the caller.
class DigitPad {
public:
    struct Options {
        std::string_view id, hint;            // hint: shown while the pad is empty
        Box area;
        float units = 280;                    // the pad's side in its own units
        float pen = 11;                       // radius, in units
        std::span<const std::vector<ImVec2>> strokes;   // in units
    };
    /// Returns the stroke that ended in this frame, in units.
    std::optional<std::vector<ImVec2>> draw(Ui& ui, const Options& options);
    /// The stroke under way, in units; empty between strokes.
    const std::vector<ImVec2>& live() const { return live_; }

private:
    std::vector<ImVec2> live_;
};

}  // namespace nabla::kit
