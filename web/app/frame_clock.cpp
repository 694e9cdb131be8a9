#include "web/app/frame_clock.h"

#include <algorithm>

namespace nabla {

void FrameClock::add(double seconds) {
    ring_[static_cast<std::size_t>(frames_) % ring_.size()] = static_cast<float>(seconds);
    ++frames_, ++since_idle_;
    last_ = seconds;
}

double FrameClock::percentile_ms(double share) const {
    const auto count = std::min(ring_.size(), static_cast<std::size_t>(frames_));
    if (count == 0) return 0;
    std::array<float, 600> sorted = ring_;
    const auto rank = std::min(count - 1, static_cast<std::size_t>(share * static_cast<double>(count)));
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(rank), sorted.begin() + static_cast<std::ptrdiff_t>(count));
    return 1000.0 * static_cast<double>(sorted[rank]);
}

}  // namespace nabla
