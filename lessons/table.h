#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "core/session/lesson.h"

namespace nabla {
class Scene;
namespace lessons {

/// Every lesson folder, in order, with its texts. The build generates this from the folders.
std::vector<Lesson> all();
/// The picture of a lesson; null for an unknown id.
std::unique_ptr<Scene> make_scene(std::string_view id);

}  // namespace lessons
}  // namespace nabla
