#include "core/optimizers/optimizer.h"

#include <cassert>

namespace nabla {

void Optimizer::build(std::size_t parameter_count) {
    slots_ = make_slots();
    for (auto& slot : slots_) slot.values.assign(parameter_count, initial_slot_value());
    iterations_ = 0;
}

void Optimizer::apply(std::span<float> w, std::span<const float> g) {
    assert(w.size() == g.size());
    update(w, g, ++iterations_);
}

}  // namespace nabla
