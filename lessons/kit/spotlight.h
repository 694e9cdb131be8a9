#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/ui.h"

namespace nabla::kit {

/// What is pointed at, by key, shared by the parts of a figure: a formula's term lights its source in the diagram, and the
/// other way round. Keys are words without spaces; "w11 x1" names two parts at once.
class Spotlight {
public:
    /// Once a frame, before anything is drawn: what was pointed at in the last frame shines in this one.
    void begin(Ui& ui);
    void point(std::string_view keys);
    /// One of these keys is pointed at.
    bool on(std::string_view keys) const;
    bool any() const { return !lit_.empty(); }

private:
    std::vector<std::string> lit_, next_;
};

}  // namespace nabla::kit
