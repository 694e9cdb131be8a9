#pragma once
#include <array>
#include <cstdint>

namespace nabla {

/// How long our own code took for the last frames, and how many there were: the proof that an idle page is idle.
class FrameClock {
public:
    void add(double seconds);
    /// A moment came in which nothing had to be drawn.
    void idle() { since_idle_ = 0; }
    std::int64_t frames() const { return frames_; }
    std::int64_t since_idle() const { return since_idle_; }
    /// Milliseconds, of so many of the newest frames (at most 600); share 0.5 is the median. 0 before the first frame.
    double percentile_ms(double share, std::int64_t newest = 600) const;
    double last_seconds() const { return last_; }

private:
    std::array<float, 600> ring_{};
    std::int64_t frames_ = 0, since_idle_ = 0;
    double last_ = 0;
};

}  // namespace nabla
