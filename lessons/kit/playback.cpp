#include "lessons/kit/playback.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/widgets.h"

namespace nabla::kit {

double Playback::follow(SceneContext& context, std::int64_t length, double steps_per_second) {
    Ui& ui = context.ui;
    const auto state = lessons::PlaybackState::read(context.session);
    const auto end = static_cast<double>(length), at = state.at < 0 ? end : std::min(static_cast<double>(state.at), end);
    if (!state.playing) {
        position_ = at, playing_ = false;
        return position_;
    }
    if (!playing_ || turn_ != state.turn) position_ = at, turn_ = state.turn, playing_ = true;
    else position_ += std::min(ui.delta, 0.1) * ui.pace * steps_per_second;
    if (ui.reduced_motion || position_ >= end) {
        position_ = end;
        ui.set_control("figure.at", length);
    } else ui.animate = true;
    return position_;
}

float Playback::draw(SceneContext& context, ImVec2 at, float width, std::int64_t length, std::string_view unit) {
    Ui& ui = context.ui;
    const auto state = lessons::PlaybackState::read(context.session);
    const float height = ui.control_height();
    const ButtonOptions square{.width = height, .height = height, .enabled = length > 0};
    ImGui::SetCursorScreenPos(at);
    if (icon_button(ui, "figure.play", state.playing ? Icon::pause : Icon::play, state.playing ? ui.tr("멈추기", "Pause") : ui.tr("재생", "Play"), square)) {
        // Paused where it is seen to be, not where it began.
        if (state.playing) ui.set_control("figure.at", static_cast<std::int64_t>(position_));
        else ui.set_control("figure.play", nullptr);
    }
    ImGui::SetCursorScreenPos({at.x + height + 6, at.y});
    if (icon_button(ui, "figure.step", Icon::step_batch, ui.tr("한 단계", "One step"), square)) {
        if (state.playing) ui.set_control("figure.at", std::min(length, static_cast<std::int64_t>(position_) + 1));
        else ui.set_control("figure.step", nullptr);
    }
    const float left = 2 * (height + 6) + 4;
    ImGui::SetCursorScreenPos({at.x + left, at.y});
    double value = std::floor(position_);
    if (slider(ui, "figure.at", unit, value, {.min = 0, .max = static_cast<double>(std::max<std::int64_t>(1, length)), .step = 1, .width = width - left, .enabled = length > 0, .digits = 6}))
        ui.set_control("figure.at", static_cast<std::int64_t>(value));
    return height;
}

}  // namespace nabla::kit
