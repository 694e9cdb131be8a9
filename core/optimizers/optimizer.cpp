#include "core/optimizers/optimizer.h"

#include <cassert>
#include <utility>

namespace nabla {

void Optimizer::build(std::size_t parameter_count, std::vector<std::size_t> variable_sizes) {
    variable_sizes_ = std::move(variable_sizes);
    if (variable_sizes_.empty()) variable_sizes_ = {parameter_count};
    clipped_.resize(clipping ? parameter_count : 0);
    slots_ = make_slots();
    for (auto& slot : slots_) slot.values.assign(parameter_count, initial_slot_value());
    iterations_ = 0;
}

void Optimizer::apply(std::span<float> w, std::span<const float> g) {
    assert(w.size() == g.size());
    if (!clipping) return update(w, g, ++iterations_);
    clip_gradients(clipping, g, variable_sizes_, clipped_);
    update(w, clipped_, ++iterations_);
}

}  // namespace nabla
