#include "core/layers/recurrent.h"

#include <algorithm>
#include <utility>

#include "core/layers/gru.h"
#include "core/layers/lstm.h"
#include "core/layers/simple_rnn.h"

namespace nabla {

Recurrent::Recurrent(std::string_view class_name, RecurrentOptions options, std::vector<Gates> products, std::int64_t kept)
    : options_(std::move(options)), gates_(products.back().first + products.back().count), kept_(kept), class_name_(class_name), products_(std::move(products)) {}

Shape Recurrent::build(std::span<const Shape> inputs) {
    if (inputs[0].rank() != 2)
        throw Error({.code = "layer_input", .where = name, .expected = "an input of shape (steps, features)", .received = inputs[0].text(),
                     .advice = "Put an Embedding or a Reshape layer in front, or set return_sequences of the recurrent layer before."});
    steps_ = inputs[0][0], features_ = inputs[0][1];
    const auto units = options_.units, width = gates_ * units;
    parameters_ = {{.name = "kernel", .shape = {features_, width}, .initializer = options_.kernel_initializer, .regularizer = options_.kernel_regularizer},
                   {.name = "recurrent_kernel", .shape = {units, width}, .initializer = options_.recurrent_initializer, .regularizer = options_.recurrent_regularizer}};
    if (options_.use_bias) parameters_.push_back({.name = "bias", .shape = bias_shape(), .initializer = bias_initializer(), .regularizer = options_.bias_regularizer});
    return options_.return_sequences ? Shape{steps_, units} : Shape{units};
}

std::size_t Recurrent::packed_floats() const {
    std::size_t forward = 0, back = 0;
    for (const auto& gates : products_) {
        forward += PackedMatrix::floats(options_.units, gates.count * options_.units);
        back += PackedMatrix::floats(gates.count * options_.units, options_.units);
    }
    return std::max(forward, back);
}

std::size_t Recurrent::task_floats() const {
    return static_cast<std::size_t>(3 * PackedMatrix::rows_per_task() * options_.units) + PackedMatrix::scratch_floats(gates_ * options_.units);
}

std::size_t Recurrent::workspace_floats(std::int64_t batch) const {
    const auto tasks = (batch + PackedMatrix::rows_per_task() - 1) / PackedMatrix::rows_per_task();
    const auto numbers = batch * steps_ * options_.units * (2 * gates_ + 1 + kept_) + gates_ * options_.units;
    return static_cast<std::size_t>(numbers) + packed_floats() + static_cast<std::size_t>(tasks) * task_floats();
}

Recurrent::Memory Recurrent::memory_of(const Pass& pass, std::int64_t batch) const {
    float* at = pass.workspace.data();
    const auto take = [&](std::int64_t floats) { return std::exchange(at, at + floats); };
    const auto numbers = batch * steps_ * options_.units;
    Memory memory{.steps = steps_, .gates = take(numbers * gates_), .deltas = take(numbers * gates_), .state = take(numbers), .kept = take(numbers * kept_),
                  .bias = take(gates_ * options_.units), .packed = take(static_cast<std::int64_t>(packed_floats())), .tasks = nullptr, .mask = pass.mask, .products = {}};
    memory.tasks = at;
    return memory;
}

Recurrent::Step Recurrent::task_of(const Memory& memory, std::int64_t batch, std::size_t task) const {
    const auto most = PackedMatrix::rows_per_task(), row = static_cast<std::int64_t>(task) * most;
    float* at = memory.tasks + task * task_floats();
    const auto take = [&] { return std::exchange(at, at + most * options_.units); };
    Step step{.row = row, .rows = std::min(most, batch - row), .step = 0, .before = -1, .h = take(), .carry = take(), .spare = take(), .scratch = nullptr};
    step.scratch = at;
    return step;
}

void Recurrent::pack(Memory& memory, bool back) const {
    const auto units = options_.units, width = gates_ * units;
    float* at = memory.packed;
    for (std::size_t i = 0; i < products_.size(); ++i) {
        const float* columns = parameters_[1].value.data() + products_[i].first * units;
        const auto n = products_[i].count * units;
        memory.products[i] = back ? PackedMatrix(n, units, {columns, 1, width}, at) : PackedMatrix(units, n, {columns, width, 1}, at);
        at += back ? PackedMatrix::floats(n, units) : PackedMatrix::floats(units, n);
    }
}

void Recurrent::add_product(const Memory& memory, const Step& step, std::size_t n, float* a, std::int64_t a_width, float* out, std::int64_t out_stride) const {
    memory.products[n].multiply(step.rows, {a, memory.steps * a_width, 1}, out, step.scratch, {.accumulate = true, .out_stride = out_stride});
}

void Recurrent::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto batch = output.batch(), width = gates_ * options_.units;
    Memory memory = memory_of(pass, batch);
    multiply(*pass.pool, batch * steps_, width, features_, rows_of(inputs[0].data, features_), rows_of(parameters_[0].value.data(), width), memory.gates,
             {.bias = options_.use_bias ? input_bias(memory) : nullptr});
    pack(memory, false);
    const auto tasks = (batch + PackedMatrix::rows_per_task() - 1) / PackedMatrix::rows_per_task();
    pass.pool->each(static_cast<std::size_t>(tasks), [&](std::size_t task) { run_forward(memory, task_of(memory, batch, task), output.data); });
}

void Recurrent::run_forward(const Memory& memory, Step step, float* output) const {
    const auto units = options_.units;
    std::fill_n(step.h, step.rows * units, 0.0f);
    for (std::int64_t number = 0; number < steps_; ++number) {
        step.step = step_at(number);
        step.before = number > 0 ? step_at(number - 1) : -1;
        for (std::int64_t r = 0; r < step.rows; ++r) std::copy_n(step.h + r * units, units, memory.at(memory.state, units, step.row + r, step.step));
        advance(memory, step);
        for (std::int64_t r = 0; r < step.rows; ++r) {
            const auto row = step.row + r;
            float* h = step.h + r * units;
            if (!memory.counts(row, step.step)) std::copy_n(memory.at(memory.state, units, row, step.step), units, h);
            if (options_.return_sequences) std::copy_n(h, units, output + (row * steps_ + number) * units);
            else if (number + 1 == steps_) std::copy_n(h, units, output + row * units);
        }
    }
}

void Recurrent::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                         std::span<const Tensor> input_gradients) {
    const auto batch = output.batch(), width = gates_ * options_.units, rows = batch * steps_;
    Memory memory = memory_of(pass, batch);
    pack(memory, true);
    const auto tasks = (batch + PackedMatrix::rows_per_task() - 1) / PackedMatrix::rows_per_task();
    pass.pool->each(static_cast<std::size_t>(tasks), [&](std::size_t task) { run_backward(memory, task_of(memory, batch, task), output_gradient.data); });

    multiply(*pass.pool, features_, width, rows, transposed(inputs[0].data, features_), rows_of(memory.deltas, width), parameters_[0].gradient.data(),
             {.accumulate = pass.accumulate});
    recurrent_gradient(pass, memory, batch);
    if (options_.use_bias) bias_gradient(pass, memory, batch);
    if (input_gradients[0])
        multiply(*pass.pool, rows, features_, width, rows_of(memory.deltas, width), transposed(parameters_[0].value.data(), width), input_gradients[0].data);
}

void Recurrent::run_backward(const Memory& memory, Step step, const float* output_gradient) const {
    const auto units = options_.units;
    std::fill_n(step.h, step.rows * units, 0.0f);
    std::fill_n(step.carry, step.rows * units, 0.0f);
    for (std::int64_t number = steps_; number-- > 0;) {
        step.step = step_at(number);
        step.before = number > 0 ? step_at(number - 1) : -1;
        for (std::int64_t r = 0; r < step.rows; ++r) {
            if (!options_.return_sequences && number + 1 < steps_) break;
            const float* dy = output_gradient + (options_.return_sequences ? (step.row + r) * steps_ + number : step.row + r) * units;
            for (std::int64_t j = 0; j < units; ++j) step.h[r * units + j] += dy[j];
        }
        retreat(memory, step);
    }
}

void Recurrent::recurrent_gradient(const Pass& pass, const Memory& memory, std::int64_t batch) {
    const auto units = options_.units, width = gates_ * units;
    multiply(*pass.pool, units, width, batch * steps_, transposed(memory.state, units), rows_of(memory.deltas, width), parameters_[1].gradient.data(),
             {.accumulate = pass.accumulate});
}

void Recurrent::bias_gradient(const Pass& pass, const Memory& memory, std::int64_t batch) {
    sum_rows(batch * steps_, gates_ * options_.units, memory.deltas, parameters_[2].gradient.data(), pass.accumulate);
}

std::unique_ptr<Recurrent> recurrent_of(std::string_view class_name, RecurrentOptions options) {
    if (class_name == "LSTM") return std::make_unique<Lstm>(std::move(options));
    if (class_name == "GRU") return std::make_unique<Gru>(std::move(options));
    return std::make_unique<SimpleRnn>(std::move(options));
}

std::unique_ptr<Layer> make_recurrent(const std::string& class_name, const Json& config, const std::string& path) {
    return recurrent_of(class_name, read_recurrent(class_name, config, path));
}

}  // namespace nabla
