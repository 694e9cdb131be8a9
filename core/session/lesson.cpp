#include "core/session/lesson.h"

#include <algorithm>

namespace nabla {

const Text& Step::label(std::string_view key) const {
    static const Text none;
    const auto it = std::find_if(labels.begin(), labels.end(), [&](const auto& label) { return label.first == key; });
    return it == labels.end() ? none : it->second;
}

const Step* Lesson::find_step(std::string_view step) const {
    const auto it = std::find_if(steps.begin(), steps.end(), [&](const Step& s) { return s.id == step; });
    return it == steps.end() ? nullptr : &*it;
}

}  // namespace nabla
