#include "core/optimizers/optimizer.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace nabla {
namespace {

constexpr std::size_t part_size = 4096;        // parameters: what a rule reads twice is still in the core's cache
constexpr std::size_t worth_waking = 1 << 15;  // parameters: fewer are updated before another thread is awake

}  // namespace

void Optimizer::build(std::size_t parameter_count, std::vector<std::size_t> variable_sizes) {
    variable_sizes_ = std::move(variable_sizes);
    if (variable_sizes_.empty()) variable_sizes_ = {parameter_count};
    clipped_.resize(clipping ? parameter_count : 0);
    slots_ = make_slots();
    for (auto& slot : slots_) slot.values.assign(parameter_count, initial_slot_value());
    iterations_ = 0;
}

void Optimizer::apply(std::span<float> w, std::span<const float> g, ThreadPool* pool) {
    assert(w.size() == g.size());
    if (clipping) {
        clip_gradients(clipping, g, variable_sizes_, clipped_);
        g = clipped_;
    }
    prepare(++iterations_);
    auto part = [&](std::size_t i) {
        const auto first = i * part_size, size = std::min(part_size, w.size() - first);
        update(first, w.subspan(first, size), g.subspan(first, size));
    };
    const auto parts = (w.size() + part_size - 1) / part_size;
    if (pool && w.size() >= worth_waking) return pool->each(parts, part);
    for (std::size_t i = 0; i < parts; ++i) part(i);
}

}  // namespace nabla
