#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/parallel.h"

namespace nabla {

/// Gradients are cut down in front of an update, as in Keras: clipvalue: each to [-clipvalue, clipvalue]; clipnorm: each variable's
/// so that its norm is at most that; global_clipnorm: the same for all variables as one vector. 0: not; at most one is set.
struct Clipping {
    float clipnorm = 0, clipvalue = 0, global_clipnorm = 0;
    explicit operator bool() const { return clipnorm > 0 || clipvalue > 0 || global_clipnorm > 0; }
};
/// Into `out`. sizes: of the variables that lie in g one behind another.
void clip_gradients(const Clipping& clipping, std::span<const float> g, std::span<const std::size_t> sizes, std::span<float> out);

/// One apply() is one iteration. Parameters and gradients are views into one arena each, so a rule is one loop over two
/// flat spans; what it remembers (velocity, mean square) has the same length. Gradients are read-only here.
class Optimizer {
public:
    virtual ~Optimizer() = default;
    virtual std::string_view class_name() const = 0;
    /// Sizes the memory and resets the iteration count. variable_sizes: of the variables in the span, for clipnorm; none: it is one.
    void build(std::size_t parameter_count, std::vector<std::size_t> variable_sizes = {});
    /// pool: shares the work of many parameters; the same bits without it.
    void apply(std::span<float> w, std::span<const float> g, ThreadPool* pool = nullptr);

    float learning_rate = 0.01f;  // a slider or a schedule may write this
    Clipping clipping = {};       // before build()
    std::int64_t iterations() const { return iterations_; }
    /// What the rule remembers, by name ("velocity", "mean_square", ...): lessons draw it, snapshots keep it.
    struct Slot {
        std::string_view name;
        std::vector<float> values;
    };
    std::vector<Slot>& slots() { return slots_; }
    const std::vector<Slot>& slots() const { return slots_; }
    void restore(std::int64_t iterations, const std::vector<Slot>& slots) { iterations_ = iterations, slots_ = slots; }

protected:
    virtual std::vector<Slot> make_slots() const = 0;  // names; build() sizes and fills them
    virtual float initial_slot_value() const { return 0; }
    /// Once before update t, from 1: what all elements have in common.
    virtual void prepare(std::int64_t /*t*/) {}
    /// Elements [first, first + w.size()) of the parameters, element by element; parts come in any order, from any thread.
    virtual void update(std::size_t first, std::span<float> w, std::span<const float> g) = 0;
    std::vector<Slot> slots_;

private:
    std::int64_t iterations_ = 0;
    std::vector<std::size_t> variable_sizes_;
    std::vector<float> clipped_;  // [parameters] if there is clipping
};

std::span<const std::string_view> optimizer_names();
std::unique_ptr<Optimizer> make_optimizer(const Named& config, const std::string& path);
/// The same rule with Keras's spelling of its name and every option filled in.
Named canonical_optimizer(const Named& config, const std::string& path);
/// Every option with its Keras default, for the panel and for to_json: {"learning_rate": 0.001, "rho": 0.9, ...}.
Json optimizer_defaults(std::string_view class_name);

}  // namespace nabla
