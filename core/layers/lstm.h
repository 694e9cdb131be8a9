#pragma once
#include "core/layers/recurrent.h"

namespace nabla {

/// Hochreiter and Schmidhuber, 1997, with a forget gate (Gers et al., 2000). Gates in Keras's order i, f, c, o, each z = x W + h U + b of
/// its own: c' = sigma(z_f) * c + sigma(z_i) * f(z_c), h' = sigma(z_o) * f(c').
/// Backward, given dh': dc' += dh' * o * f'(c'), then dz_o = dh' * f(c') * sigma', dz_i = dc' * g * sigma', dz_f = dc' * c * sigma',
/// dz_c = dc' * i * f', and dc = dc' * f goes to the step before.
class Lstm final : public Recurrent {
public:
    explicit Lstm(RecurrentOptions options) : Recurrent("LSTM", std::move(options), {{.first = 0, .count = 4}}, 2) {}

private:
    void advance(const Memory& memory, const Step& step) const override;
    void retreat(const Memory& memory, const Step& step) const override;
    Json bias_initializer() const override;
    void advance_row(const Memory& memory, const Step& step, std::int64_t r) const;
    void retreat_row(const Memory& memory, const Step& step, std::int64_t r) const;
};

}  // namespace nabla
