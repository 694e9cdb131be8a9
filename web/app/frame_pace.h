#pragma once
#include <algorithm>
#include <utility>

namespace nabla {

/// How often what training changes is drawn: as often as the screen shows a frame; where drawing makes frames late (a slow graphics
/// card, one in software), the later they are, the longer the processor is left to training. All times in seconds.
class FramePace {
public:
    /// A frame's turn has come.
    void begin(double now) {
        if (asked_ && drew_) rest(now, now - drew_at_);
        else if (asked_) follow_screen(now - begun_);
        begun_ = now;
        drew_ = false;
    }
    bool due(double now) const { return now >= resting_until_; }
    /// The frame is drawn, from now on.
    void draw(double now) { drew_at_ = now, drew_ = true; }
    /// Whether another frame was asked for: else it comes when it comes, and tells nothing.
    void end(bool asked) { asked_ = asked; }

private:
    static constexpr double sixty_hertz = 1.0 / 60, longest_rest = 0.3;

    void rest(double now, double cost) {
        const double steady = std::min(cost, std::exchange(cost_, cost));   // two in a row: one late frame may be chance
        resting_until_ = steady > 1.5 * screen_ ? now + std::min(steady * steady / screen_, longest_rest) : now;
    }
    /// A screen that saves energy shows 30 frames a second: seen while nothing is drawn, by the quickest of eight.
    void follow_screen(double interval) {
        quickest_ = std::min(quickest_, interval);
        if (++seen_ < 8) return;
        screen_ = std::clamp(quickest_, sixty_hertz, 2.1 * sixty_hertz);
        quickest_ = 1, seen_ = 0;
    }

    bool asked_ = false, drew_ = false;
    double begun_ = 0, drew_at_ = 0, resting_until_ = 0;
    double cost_ = 0;                      // from the drawing's begin to the next frame's turn
    double screen_ = sixty_hertz, quickest_ = 1;
    int seen_ = 0;
};

}  // namespace nabla
