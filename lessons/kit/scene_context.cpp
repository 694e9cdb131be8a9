#include "lessons/kit/scene.h"

namespace nabla {

const char* SceneContext::label(std::string_view key) const {
    return session.step().label(key).in(ui.language).c_str();
}

}  // namespace nabla
