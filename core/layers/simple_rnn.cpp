#include "core/layers/simple_rnn.h"

#include <algorithm>

namespace nabla {

void SimpleRnn::advance(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    add_product(memory, s, 0, memory.at(memory.state, units, s.row, s.step), units, memory.at(memory.gates, units, s.row, s.step), memory.steps * units);
    for (std::int64_t r = 0; r < s.rows; ++r) {
        float* z = memory.at(memory.gates, units, s.row + r, s.step);
        options_.activation.forward({z, count}, {z, count}, count);
        std::copy_n(z, units, s.h + r * units);
    }
}

void SimpleRnn::retreat(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    for (std::int64_t r = 0; r < s.rows; ++r) {
        float *dh = s.h + r * units, *delta = memory.at(memory.deltas, units, s.row + r, s.step);
        if (!memory.counts(s.row + r, s.step)) {
            std::fill_n(delta, units, 0.0f);
            continue;
        }
        const std::span<const float> y(memory.at(memory.gates, units, s.row + r, s.step), count);
        options_.activation.backward(y, y, {dh, count}, {delta, count}, count);
        std::fill_n(dh, units, 0.0f);
    }
    add_product(memory, s, 0, memory.at(memory.deltas, units, s.row, s.step), units, s.h, units);
}

}  // namespace nabla
