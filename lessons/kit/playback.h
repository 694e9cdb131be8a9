#pragma once
#include <cstdint>
#include <string_view>

#include "lessons/kit/scene.h"
#include "lessons/playback.h"

namespace nabla::kit {

/// Play, pause, step and scrub: moves a figure on between two acts of the learner, at Ui::pace (0.1 to 10), and draws the buttons.
/// With reduced motion it jumps to the end.
class Playback {
public:
    /// How far the figure is in this frame, 0..length; a fraction lies between two steps.
    double follow(SceneContext& context, std::int64_t length, double steps_per_second = 6);
    /// Buttons and position in one line; returns the height.
    float draw(SceneContext& context, ImVec2 at, float width, std::int64_t length, std::string_view unit);

private:
    double position_ = 0;
    std::int64_t turn_ = -1;
    bool playing_ = false;
};

}  // namespace nabla::kit
