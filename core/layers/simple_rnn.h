#pragma once
#include "core/layers/recurrent.h"

namespace nabla {

/// h' = f(x W + h U + b).
class SimpleRnn final : public Recurrent {
public:
    explicit SimpleRnn(RecurrentOptions options) : Recurrent("SimpleRNN", std::move(options), {{.first = 0, .count = 1}}, 0) {}

private:
    void advance(const Memory& memory, const Step& step) const override;
    void retreat(const Memory& memory, const Step& step) const override;
};

}  // namespace nabla
