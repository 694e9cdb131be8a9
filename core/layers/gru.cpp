#include "core/layers/gru.h"

#include <algorithm>

namespace nabla {

Shape Gru::bias_shape() const { return options_.reset_after ? Shape{2, 3 * options_.units} : Shape{3 * options_.units}; }

/// Both biases of z and r stand in one sum; that of h's recurrent part waits for the reset gate.
const float* Gru::input_bias(const Memory& memory) const {
    const float* bias = parameters_[2].value.data();
    if (!options_.reset_after) return bias;
    std::copy_n(bias, 3 * options_.units, memory.bias);
    for (std::int64_t j = 0; j < 2 * options_.units; ++j) memory.bias[j] += recurrent_bias()[j];
    return memory.bias;
}

void Gru::advance(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    float *gates = memory.at(memory.gates, 3 * units, s.row, s.step), *state = memory.at(memory.state, units, s.row, s.step);
    float* kept = memory.at(memory.kept, 2 * units, s.row, s.step);
    add_product(memory, s, 0, state, units, gates, memory.steps * 3 * units);
    if (options_.reset_after)
        memory.products[1].multiply(s.rows, {state, memory.steps * units, 1}, kept, s.scratch,
                                    {.bias = options_.use_bias ? recurrent_bias() + 2 * units : nullptr, .out_stride = memory.steps * 2 * units});
    for (std::int64_t r = 0; r < s.rows; ++r) {
        float *zr = memory.at(gates, 3 * units, r, 0), *reset = zr + units, *sum = zr + 2 * units, *own = memory.at(kept, 2 * units, r, 0);
        const float* h = memory.at(state, units, r, 0);
        options_.recurrent_activation.forward({zr, 2 * count}, {zr, 2 * count}, count);
        if (options_.reset_after)
            for (std::int64_t j = 0; j < units; ++j) sum[j] += reset[j] * own[j];
        else
            for (std::int64_t j = 0; j < units; ++j) own[j] = reset[j] * h[j];
    }
    if (!options_.reset_after) add_product(memory, s, 1, kept, 2 * units, gates + 2 * units, memory.steps * 3 * units);
    for (std::int64_t r = 0; r < s.rows; ++r) {
        float *z = memory.at(gates, 3 * units, r, 0), *n = z + 2 * units, *next = s.h + r * units;
        const float* h = memory.at(state, units, r, 0);
        options_.activation.forward({n, count}, {n, count}, count);
        for (std::int64_t j = 0; j < units; ++j) next[j] = z[j] * h[j] + (1 - z[j]) * n[j];
    }
}

/// deltas of z and n, and dh' * z.
void Gru::gate_deltas(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    for (std::int64_t r = 0; r < s.rows; ++r) {
        float *delta = memory.at(memory.deltas, 3 * units, s.row + r, s.step), *dh = s.h + r * units;
        if (!memory.counts(s.row + r, s.step)) {
            std::fill_n(delta, 3 * units, 0.0f);
            continue;
        }
        const float *z = memory.at(memory.gates, 3 * units, s.row + r, s.step), *n = z + 2 * units, *h = memory.at(memory.state, units, s.row + r, s.step);
        for (std::int64_t j = 0; j < units; ++j) {
            delta[j] = dh[j] * (h[j] - n[j]);
            delta[2 * units + j] = dh[j] * (1 - z[j]);
            dh[j] *= z[j];
        }
        options_.recurrent_activation.backward({z, count}, {z, count}, {delta, count}, {delta, count}, count);
        const std::span<float> dn(delta + 2 * units, count);
        options_.activation.backward({n, count}, {n, count}, dn, dn, count);
    }
}

/// delta of r, and the way back through the recurrent part of n. Where a row does not count its deltas are 0 already.
void Gru::reset_deltas(const Memory& memory, const Step& s) const {
    const auto units = options_.units;
    const auto count = static_cast<std::size_t>(units);
    if (!options_.reset_after) {
        std::fill_n(s.spare, s.rows * units, 0.0f);  // dL/d(r * h)
        add_product(memory, s, 1, memory.at(memory.deltas, 3 * units, s.row, s.step) + 2 * units, 3 * units, s.spare, units);
    }
    for (std::int64_t r = 0; r < s.rows; ++r) {
        float *delta = memory.at(memory.deltas, 3 * units, s.row + r, s.step), *dr = delta + units, *dn = delta + 2 * units, *dh = s.h + r * units;
        float *own = memory.at(memory.kept, 2 * units, s.row + r, s.step), *spare = s.spare + r * units;
        const float *reset = memory.at(memory.gates, 3 * units, s.row + r, s.step) + units, *h = memory.at(memory.state, units, s.row + r, s.step);
        for (std::int64_t j = 0; j < units; ++j) {
            if (options_.reset_after) {
                dr[j] = dn[j] * own[j];
                own[units + j] = dn[j] * reset[j];
            } else {
                dr[j] = spare[j] * h[j];
                dh[j] += spare[j] * reset[j];
            }
        }
        options_.recurrent_activation.backward({reset, count}, {reset, count}, {dr, count}, {dr, count}, count);
    }
    if (options_.reset_after) add_product(memory, s, 1, memory.at(memory.kept, 2 * units, s.row, s.step) + units, 2 * units, s.h, units);
}

void Gru::retreat(const Memory& memory, const Step& s) const {
    gate_deltas(memory, s);
    reset_deltas(memory, s);
    add_product(memory, s, 0, memory.at(memory.deltas, 3 * options_.units, s.row, s.step), 3 * options_.units, s.h, options_.units);
}

void Gru::recurrent_gradient(const Pass& pass, const Memory& memory, std::int64_t batch) {
    const auto units = options_.units, rows = batch * memory.steps;
    float* gradient = parameters_[1].gradient.data();
    const ProductOptions options{.accumulate = pass.accumulate, .out_stride = 3 * units};
    const MatrixView h = transposed(memory.state, units), reset_h{memory.kept, 1, 2 * units}, dn{memory.deltas + 2 * units, 3 * units, 1}, own{memory.kept + units, 2 * units, 1};
    multiply(*pass.pool, units, 2 * units, rows, h, rows_of(memory.deltas, 3 * units), gradient, options);
    multiply(*pass.pool, units, units, rows, options_.reset_after ? h : reset_h, options_.reset_after ? own : dn, gradient + 2 * units, options);
}

void Gru::bias_gradient(const Pass& pass, const Memory& memory, std::int64_t batch) {
    const auto units = options_.units, rows = batch * memory.steps;
    float *gradient = parameters_[2].gradient.data(), *recurrent = gradient + 3 * units;
    sum_rows(rows, 3 * units, memory.deltas, gradient, pass.accumulate);
    if (!options_.reset_after) return;
    if (!pass.accumulate) std::fill_n(recurrent, 3 * units, 0.0f);
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t j = 0; j < 3 * units; ++j)
            recurrent[j] += j < 2 * units ? memory.deltas[row * 3 * units + j] : memory.kept[row * 2 * units + j - units];
}

}  // namespace nabla
