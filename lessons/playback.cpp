#include "lessons/playback.h"

#include <algorithm>

#include "core/session/control_groups.h"

namespace nabla::lessons {
namespace {

void write(Session& session, PlaybackState state) {
    session.note_lesson_state("playback", {{"step", session.step().id}, {"at", state.at}, {"playing", state.playing}, {"turn", state.turn}});
}

}  // namespace

PlaybackState PlaybackState::read(const Session& session) {
    const Json& lesson_state = session.lesson_state();
    PlaybackState state;
    const auto it = lesson_state.find("playback");
    if (it == lesson_state.end() || !it->is_object()) return state;
    const auto whole = [&](const char* key, std::int64_t fallback) {
        const auto value = it->find(key);
        return value != it->end() && value->is_number() ? value->get<std::int64_t>() : fallback;
    };
    state.turn = whole("turn", 0);
    if (it->value("step", Json()) != session.step().id) return state;
    state.at = std::max<std::int64_t>(-1, whole("at", -1));
    const auto playing = it->find("playing");
    state.playing = playing != it->end() && playing->is_boolean() && playing->get<bool>();
    return state;
}

void add_playback_controls(const Session& session, std::int64_t length, const Text& unit, std::vector<Control>& out) {
    const PlaybackState state = PlaybackState::read(session);
    const std::int64_t at = state.at < 0 ? length : std::min(state.at, length);
    auto play = state.playing ? button("figure.play", "figure", {"멈추기", "Pause"}, {"움직이는 그림을 멈춰요.", "Halts the animation."})
                              : button("figure.play", "figure", {"재생", "Play"}, {"처음부터, 또는 멈춘 곳부터 움직여요.", "Moves on from the start or from where it stands."});
    auto step = button("figure.step", "figure", {"한 단계", "One step"}, {"한 번만 나아가요.", "Moves on by one."});
    play.enabled = step.enabled = length > 0;
    out.push_back(std::move(play));
    out.push_back(std::move(step));
    out.push_back(slider("figure.at", "figure", unit, static_cast<double>(at), 0, static_cast<double>(std::max<std::int64_t>(1, length)), 1, {"몇 번째까지 보여 줄지 정해요.", "Sets how far the figure shows."}));
}

bool set_playback(Session& session, std::string_view id, const Json& value, std::int64_t length) {
    PlaybackState state = PlaybackState::read(session);
    const std::int64_t at = state.at < 0 ? length : std::min(state.at, length);
    if (id == "figure.play") {
        state.playing = !state.playing;
        if (state.playing) state.at = at >= length ? 0 : at, ++state.turn;
    } else if (id == "figure.step") {
        state.playing = false;
        state.at = at >= length ? 0 : at + 1;
    } else if (id == "figure.at") {
        state.playing = false;
        state.at = std::clamp<std::int64_t>(value.is_number() ? static_cast<std::int64_t>(value.get<double>()) : length, 0, length);
    } else return false;
    write(session, state);
    return true;
}

void play_from_start(Session& session) {
    PlaybackState state = PlaybackState::read(session);
    write(session, {.at = 0, .playing = true, .turn = state.turn + 1});
}

void show_end(Session& session) {
    PlaybackState state = PlaybackState::read(session);
    if (state.at == -1 && !state.playing) return;
    write(session, {.at = -1, .playing = false, .turn = state.turn});
}

}  // namespace nabla::lessons
