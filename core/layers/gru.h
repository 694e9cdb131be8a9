#pragma once
#include "core/layers/recurrent.h"

namespace nabla {

/// Cho et al., 2014. Gates in Keras's order z, r, h; z = sigma(x W_z + h U_z + b_z), r alike, and h' = z * h + (1 - z) * n with
///   reset_after:  n = f(x W_h + b_h + r * (h U_h + c_h)); "bias" is [2, 3 * units], b and the recurrent c (as cuDNN has it);
///   otherwise:    n = f(x W_h + (r * h) U_h + b_h); "bias" is [3 * units].
/// Backward, given dh': dz = dh' * (h - n) * sigma', dn = dh' * (1 - z) * f', and dh' * z goes straight back.
class Gru final : public Recurrent {
public:
    explicit Gru(RecurrentOptions options) : Recurrent("GRU", std::move(options), {{.first = 0, .count = 2}, {.first = 2, .count = 1}}, 2) {}

private:
    // Kept: reset_after: h U_h + c_h and dL/d of it; otherwise: r * h and nothing.
    void advance(const Memory& memory, const Step& step) const override;
    void retreat(const Memory& memory, const Step& step) const override;
    Shape bias_shape() const override;
    const float* input_bias(const Memory& memory) const override;
    void recurrent_gradient(const Pass& pass, const Memory& memory, std::int64_t batch) override;
    void bias_gradient(const Pass& pass, const Memory& memory, std::int64_t batch) override;
    void gate_deltas(const Memory& memory, const Step& step) const;
    void reset_deltas(const Memory& memory, const Step& step) const;

    const float* recurrent_bias() const { return options_.use_bias ? parameters_[2].value.data() + 3 * options_.units : nullptr; }
};

}  // namespace nabla
