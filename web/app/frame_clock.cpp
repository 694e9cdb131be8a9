#include "web/app/frame_clock.h"

#include <algorithm>

namespace nabla {

void FrameClock::add(double seconds) {
    ring_[static_cast<std::size_t>(frames_) % ring_.size()] = static_cast<float>(seconds);
    ++frames_, ++since_idle_;
    last_ = seconds;
}

double FrameClock::percentile_ms(double share, std::int64_t newest) const {
    const auto size = static_cast<std::int64_t>(ring_.size());
    const auto count = std::clamp<std::int64_t>(newest, 0, std::min(size, frames_));
    if (count == 0) return 0;
    std::array<float, 600> sorted;
    for (std::int64_t i = 0; i < count; ++i) sorted[static_cast<std::size_t>(i)] = ring_[static_cast<std::size_t>((frames_ - 1 - i) % size)];
    const auto rank = std::min(count - 1, static_cast<std::int64_t>(share * static_cast<double>(count)));
    std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.begin() + count);
    return 1000.0 * static_cast<double>(sorted[static_cast<std::size_t>(rank)]);
}

}  // namespace nabla
