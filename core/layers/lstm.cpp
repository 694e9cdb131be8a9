#include "core/layers/lstm.h"

#include <algorithm>

namespace nabla {
namespace {

/// The gradients of the gates' outputs (the forget gate's is still to be multiplied by the state before) and what the state hands
/// on to the step before. __restrict: nothing overlaps, so that a compiler may take many units at once.
void share_gradient(std::int64_t units, const float* __restrict gates, const float* __restrict active, const float* __restrict through,
                    const float* __restrict dh, float* __restrict dc, float* __restrict delta) {
    const float *i = gates, *f = gates + units, *g = gates + 2 * units;
    for (std::int64_t j = 0; j < units; ++j) {
        const float d = dc[j] + through[j];
        delta[j] = d * g[j];
        delta[units + j] = d;
        delta[2 * units + j] = d * i[j];
        delta[3 * units + j] = dh[j] * active[j];
        dc[j] = d * f[j];
    }
}

}  // namespace

Json Lstm::bias_initializer() const {
    if (!options_.unit_forget_bias) return options_.bias_initializer;
    return {{"class_name", "UnitForgetBias"}, {"config", {{"others", options_.bias_initializer}}}};
}

void Lstm::advance(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    add_product(memory, s, 0, memory.at(memory.state, units, s.row, s.step), units, memory.at(memory.gates, 4 * units, s.row, s.step), memory.steps * 4 * units);
    for (std::int64_t r = 0; r < s.rows; ++r) advance_row(memory, s, r);
}

void Lstm::advance_row(const Memory& memory, const Step& s, std::int64_t r) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    float* gates = memory.at(memory.gates, 4 * units, s.row + r, s.step);
    options_.recurrent_activation.forward({gates, 2 * count}, {gates, 2 * count}, count);
    options_.activation.forward({gates + 2 * units, count}, {gates + 2 * units, count}, count);
    options_.recurrent_activation.forward({gates + 3 * units, count}, {gates + 3 * units, count}, count);

    const float *i = gates, *f = gates + units, *g = gates + 2 * units, *o = gates + 3 * units;
    float *c = memory.at(memory.kept, 2 * units, s.row + r, s.step), *active = c + units, *h = s.h + r * units;
    const float* before = s.before < 0 ? nullptr : memory.at(memory.kept, 2 * units, s.row + r, s.before);
    if (!memory.counts(s.row + r, s.step)) {
        before ? std::copy_n(before, units, c) : std::fill_n(c, units, 0.0f);
        return;
    }
    for (std::int64_t j = 0; j < units; ++j) c[j] = i[j] * g[j];
    for (std::int64_t j = 0; before && j < units; ++j) c[j] += f[j] * before[j];
    options_.activation.forward({c, count}, {active, count}, count);
    for (std::int64_t j = 0; j < units; ++j) h[j] = o[j] * active[j];
}

void Lstm::retreat(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    for (std::int64_t r = 0; r < s.rows; ++r) retreat_row(memory, s, r);
    add_product(memory, s, 0, memory.at(memory.deltas, 4 * units, s.row, s.step), 4 * units, s.h, units);
}

void Lstm::retreat_row(const Memory& memory, const Step& s, std::int64_t r) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    float* delta = memory.at(memory.deltas, 4 * units, s.row + r, s.step);
    if (!memory.counts(s.row + r, s.step)) {
        std::fill_n(delta, 4 * units, 0.0f);
        return;
    }
    const float* gates = memory.at(memory.gates, 4 * units, s.row + r, s.step);
    const float *o = gates + 3 * units, *active = memory.at(memory.kept, 2 * units, s.row + r, s.step) + units;
    const float* before = s.before < 0 ? nullptr : memory.at(memory.kept, 2 * units, s.row + r, s.before);
    float *dh = s.h + r * units, *dc = s.carry + r * units, *through = s.spare;

    for (std::int64_t j = 0; j < units; ++j) through[j] = dh[j] * o[j];
    options_.activation.backward({active, count}, {active, count}, {through, count}, {through, count}, count);
    share_gradient(units, gates, active, through, dh, dc, delta);
    float* forget = delta + units;
    for (std::int64_t j = 0; before && j < units; ++j) forget[j] *= before[j];
    if (!before) std::fill_n(forget, units, 0.0f);
    std::fill_n(dh, units, 0.0f);
    const auto back = [&](const Activation& activation, std::int64_t first, std::size_t length) {
        const std::span<const float> y(gates + first * units, length);
        const std::span<float> d(delta + first * units, length);
        activation.backward(y, y, d, d, count);
    };
    back(options_.recurrent_activation, 0, 2 * count);
    back(options_.activation, 2, count);
    back(options_.recurrent_activation, 3, count);
}

}  // namespace nabla
