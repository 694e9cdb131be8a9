#pragma once
#include <array>

#include "core/kernels/packed_matrix.h"
#include "core/layers/layer.h"
#include "core/layers/recurrent_options.h"

namespace nabla {

/// What SimpleRNN, LSTM and GRU share: x [batch, steps, features] is read step by step, h [batch, units] is carried on.
/// Parameters: "kernel" W [features, gates * units], "recurrent_kernel" U [units, gates * units], "bias".
/// The input's part of all gates of all steps is one product, x W + bias. Then a task takes some samples through all steps (samples do
/// not meet), so that threads wait for each other once a pass and not once a step. The way back runs the steps in reverse; the
/// gradients of W, U and x are one product each over all steps. Steps that the mask leaves out carry h on unchanged.
class Recurrent : public Layer {
public:
    std::string_view class_name() const override { return class_name_; }
    Json config() const override { return recurrent_config(class_name_, options_); }
    Shape build(std::span<const Shape> inputs) override;
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    std::int64_t mask_steps(std::span<const std::int64_t> inputs) const override { return options_.return_sequences ? inputs[0] : 0; }
    const RecurrentOptions& options() const { return options_; }

protected:
    /// Neighbouring gates that meet U in one product.
    struct Gates {
        std::int64_t first, count;
    };
    /// kept: numbers that a cell keeps for a unit and step besides its gates.
    Recurrent(std::string_view class_name, RecurrentOptions options, std::vector<Gates> products, std::int64_t kept);

    /// The workspace of one pass. Of an array [batch, steps, width], at(array, width, row, step) is one sample's step.
    struct Memory {
        std::int64_t steps;
        float *gates, *deltas;  // [batch, steps, gates * units]: after their functions; dL/d(sum in front of them)
        float *state, *kept;    // [batch, steps, units]: h in front of the step; [batch, steps, kept * units]
        float *bias, *packed, *tasks;
        std::span<const float> mask;
        std::array<PackedMatrix, 2> products;  // with U; on the way back with its transpose

        float* at(float* array, std::int64_t width, std::int64_t row, std::int64_t step) const { return array + (row * steps + step) * width; }
        bool counts(std::int64_t row, std::int64_t step) const { return mask.empty() || mask[static_cast<std::size_t>(row * steps + step)] != 0; }
    };
    /// Some samples at one step, in a task's own memory.
    struct Step {
        std::int64_t row, rows, step, before;  // before: the step that was read before; -1: none
        float *h, *carry, *spare;              // [rows, units] each
        float* scratch;                        // of the products
    };
    /// Gates (which hold x W + bias), kept numbers and the new h, from the state.
    virtual void advance(const Memory& memory, const Step& step) const = 0;
    /// From h = dL/d(h behind the step), deltas, and h = dL/d(h in front of it). Rows that do not count: deltas 0, h as it is.
    /// carry: what else a cell sends back through time, 0 at first.
    virtual void retreat(const Memory& memory, const Step& step) const = 0;

    virtual Shape bias_shape() const { return {gates_ * options_.units}; }
    virtual Json bias_initializer() const { return options_.bias_initializer; }
    /// What the input's product adds; may use memory.bias [gates * units].
    virtual const float* input_bias(const Memory& /*memory*/) const { return parameters_[2].value.data(); }
    virtual void recurrent_gradient(const Pass& pass, const Memory& memory, std::int64_t batch);
    virtual void bias_gradient(const Pass& pass, const Memory& memory, std::int64_t batch);

    /// h or deltas times product number n with U (or its transpose), added to out; strides as in Memory::at.
    void add_product(const Memory& memory, const Step& step, std::size_t n, float* a, std::int64_t a_width, float* out, std::int64_t out_stride) const;

    RecurrentOptions options_;
    std::int64_t gates_, kept_;

private:
    Memory memory_of(const Pass& pass, std::int64_t batch) const;
    Step task_of(const Memory& memory, std::int64_t batch, std::size_t task) const;
    std::int64_t step_at(std::int64_t number) const { return options_.go_backwards ? steps_ - 1 - number : number; }
    std::size_t packed_floats() const;
    std::size_t task_floats() const;
    void pack(Memory& memory, bool back) const;
    void run_forward(const Memory& memory, Step step, float* output) const;
    void run_backward(const Memory& memory, Step step, const float* output_gradient) const;

    std::string class_name_;
    std::vector<Gates> products_;
    std::int64_t steps_ = 1, features_ = 1;
};

/// class_name: "SimpleRNN", "LSTM" or "GRU".
std::unique_ptr<Recurrent> recurrent_of(std::string_view class_name, RecurrentOptions options);
std::unique_ptr<Layer> make_recurrent(const std::string& class_name, const Json& config, const std::string& path);

}  // namespace nabla
