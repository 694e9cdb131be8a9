#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/session/session.h"

namespace nabla::lessons {

/// Where the step's animated figure stands: lesson_state["playback"]; another step begins with all of its own. The figure itself moves on between
/// two acts of the learner.
struct PlaybackState {
    std::int64_t at = -1;      // steps that are shown; -1: all of them
    bool playing = false;
    std::int64_t turn = 0;     // grows with every start, so that a figure notices a second one
    static PlaybackState read(const Session& session);
    static Json start() { return {{"step", ""}, {"at", -1}, {"playing", false}, {"turn", 0}}; }
};

/// Twins of the figure's buttons: play or pause, one step, the position.
void add_playback_controls(const Session& session, std::int64_t length, const Text& unit, std::vector<Control>& out);
/// Handles figure.play, figure.step and figure.at; false for any other control.
bool set_playback(Session& session, std::string_view id, const Json& value, std::int64_t length);
void play_from_start(Session& session);
void show_end(Session& session);

}  // namespace nabla::lessons
