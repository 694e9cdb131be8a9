#include "core/model/model.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/layers/initializer.h"
#include "core/layers/regularizer.h"

namespace nabla {

Model::Model(const Json& config, const Shape& input, const std::string& path) : Model(config, std::span(&input, 1), path) {}

Model::Model(const Json& config, std::span<const Shape> inputs, const std::string& path)
    : graph_(read_graph(config, inputs, path)), alone_(std::make_unique<ThreadPool>(1)) {
    bind();
    plan_backward();
    plan_masks();
}

Model Model::clone() const {
    std::vector<Shape> shapes;
    for (std::size_t i = 0; i < graph_.inputs.size(); ++i) shapes.push_back(input_shape(i));
    Model copy(config(), shapes);
    std::copy(weights_.begin(), weights_.end(), copy.weights_.begin());
    std::copy(state_.begin(), state_.end(), copy.state_.begin());
    return copy;
}

std::vector<Layer*> Model::layers() const {
    std::vector<Layer*> out;
    for (const auto& node : graph_.nodes)
        if (node.layer && std::find(out.begin(), out.end(), node.layer.get()) == out.end()) out.push_back(node.layer.get());
    return out;
}

void Model::bind() {
    std::size_t trainable = 0, fixed = 0;
    for (auto* layer : layers())
        for (auto& p : layer->parameters()) (p.trainable ? trainable : fixed) += static_cast<std::size_t>(p.shape.elements());
    weights_.assign(trainable, 0.0f);
    gradients_.assign(trainable, 0.0f);
    state_.assign(fixed, 0.0f);
    trainable = fixed = 0;
    for (auto* layer : layers()) {
        for (auto& p : layer->parameters()) {
            const auto size = static_cast<std::size_t>(p.shape.elements());
            auto& at = p.trainable ? trainable : fixed;
            p.value = std::span(p.trainable ? weights_ : state_).subspan(at, size);
            if (p.trainable) p.gradient = std::span(gradients_).subspan(at, size);
            at += size;
            if (const Penalty penalty = penalty_of(p.regularizer)) penalties_.push_back({p.value, p.gradient, penalty.l1, penalty.l2});
        }
    }
    const std::size_t count = graph_.nodes.size();
    activations_.resize(count);
    activation_gradients_.resize(count);
    workspaces_.resize(count);
}

std::vector<std::size_t> Model::variable_sizes() const {
    std::vector<std::size_t> sizes;
    for (const auto* layer : layers())
        for (const auto& p : layer->parameters())
            if (p.trainable) sizes.push_back(p.value.size());
    return sizes;
}

void Model::plan_backward() {
    const auto& nodes = graph_.nodes;
    needs_gradient_.assign(nodes.size(), 0);
    several_consumers_.assign(nodes.size(), 0);
    repeats_.assign(nodes.size(), 0);
    gradient_written_.assign(nodes.size(), 0);
    std::vector<int> consumers(nodes.size());
    for (const int output : graph_.outputs) ++consumers[static_cast<std::size_t>(output)];
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!nodes[i].layer) continue;
        const auto& parameters = nodes[i].layer->parameters();
        needs_gradient_[i] = std::any_of(parameters.begin(), parameters.end(), [](const Parameter& p) { return p.trainable; });
        for (const int input : nodes[i].inputs) {
            needs_gradient_[i] |= needs_gradient_[static_cast<std::size_t>(input)];
            ++consumers[static_cast<std::size_t>(input)];
        }
        for (std::size_t later = i + 1; later < nodes.size(); ++later) repeats_[i] |= nodes[later].layer == nodes[i].layer;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) several_consumers_[i] = consumers[i] > 1;
}

void Model::initialize(std::uint64_t seed) {
    const Rng root = rng_for(seed, Stream::weights);
    std::uint64_t number = 0;
    for (auto* layer : layers())
        for (auto& p : layer->parameters()) nabla::initialize(p.initializer, p.shape, root.fork(number++), p.value);
}

void Model::reserve(std::int64_t batch, bool training) {
    const auto grow = [](std::vector<float>& buffer, std::int64_t floats) {
        if (buffer.size() < static_cast<std::size_t>(floats)) buffer.resize(static_cast<std::size_t>(floats));
    };
    capacity_ = std::max(capacity_, batch);
    if (training) training_capacity_ = std::max(training_capacity_, batch);
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
        const auto size = graph_.nodes[i].output_shape.elements();
        grow(activations_[i], capacity_ * size);
        grow(masks_[i], capacity_ * mask_steps_[i]);
        if (needs_gradient_[i]) grow(activation_gradients_[i], training_capacity_ * size);
        std::int64_t shared = 0;
        for (const int input : graph_.nodes[i].inputs)
            if (several_consumers_[static_cast<std::size_t>(input)]) shared += node(input).output_shape.elements();
        grow(extra_gradient_, training_capacity_ * shared);
        if (graph_.nodes[i].layer) grow(workspaces_[i], static_cast<std::int64_t>(graph_.nodes[i].layer->workspace_floats(capacity_)));
    }
}

Tensor Model::input(std::int64_t batch, std::size_t i) {
    if (batch > capacity_) reserve(batch, false);
    const auto node = static_cast<std::size_t>(graph_.inputs[i]);
    return {activations_[node].data(), graph_.nodes[node].output_shape.with_batch(batch)};
}

bool Model::takes_sparse() const {
    if (graph_.inputs.size() != 1) return false;
    const int input = graph_.inputs[0];
    return std::all_of(graph_.nodes.begin(), graph_.nodes.end(), [&](const Node& node) {
        const bool reads = std::find(node.inputs.begin(), node.inputs.end(), input) != node.inputs.end();
        return !reads || (node.inputs.size() == 1 && node.layer->reads_sparse());
    });
}

Pass Model::pass_for(std::size_t node, const PassOptions& options) {
    const Rng rng = rng_for(options.seed, Stream::dropout).fork(node).fork(options.update);
    return {.training = options.training, .rng = rng, .pool = options.pool ? options.pool : alone_.get(), .workspace = workspaces_[node]};
}

ConstTensor Model::forward(std::int64_t batch, const PassOptions& options) {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i)
        if (graph_.nodes[i].layer) forward_node(i, batch, options);
    return activation(static_cast<std::size_t>(graph_.outputs[0]), batch);
}

void Model::forward_node(std::size_t i, std::int64_t batch, const PassOptions& options) {
    if (batch > (options.training ? training_capacity_ : capacity_)) reserve(batch, options.training);
    const Node& node = graph_.nodes[i];
    std::array<ConstTensor, max_layer_inputs> inputs;
    for (std::size_t k = 0; k < node.inputs.size(); ++k) inputs[k] = activation(static_cast<std::size_t>(node.inputs[k]), batch);
    Pass pass = pass_for(i, options);
    pass.mask = mask(node.inputs[0], batch);
    if (node.inputs[0] == graph_.inputs[0]) pass.sparse = options.sparse;
    node.layer->forward(pass, std::span(inputs).first(node.inputs.size()), {activations_[i].data(), node.output_shape.with_batch(batch)});
    if (mask_steps_[i] > 0) compute_mask(i, batch);
}

Tensor Model::output_gradient(std::int64_t batch, std::size_t i) {
    if (batch > training_capacity_) reserve(batch, true);
    const auto node = static_cast<std::size_t>(graph_.outputs[i]);
    if (activation_gradients_[node].empty()) return {};  // nothing to learn
    return {activation_gradients_[node].data(), graph_.nodes[node].output_shape.with_batch(batch)};
}

void Model::backward(std::int64_t batch, const PassOptions& options, unsigned from_logits) {
    std::fill(gradient_written_.begin(), gradient_written_.end(), char{0});
    for (const int output : graph_.outputs) gradient_written_[static_cast<std::size_t>(output)] = 1;
    for (std::size_t i = graph_.nodes.size(); i-- > 0;) {
        if (!graph_.nodes[i].layer || !needs_gradient_[i] || !gradient_written_[i]) continue;
        const auto output = std::find(graph_.outputs.begin(), graph_.outputs.end(), static_cast<int>(i)) - graph_.outputs.begin();
        backward_node(i, batch, options, static_cast<std::size_t>(output) < graph_.outputs.size() && (from_logits >> output & 1u));
    }
}

void Model::backward_node(std::size_t i, std::int64_t batch, const PassOptions& options, bool from_logits) {
    const Node& node = graph_.nodes[i];
    std::array<ConstTensor, max_layer_inputs> inputs;
    std::array<Tensor, max_layer_inputs> input_gradients;
    std::array<bool, max_layer_inputs> added{};  // inputs whose share goes through extra_gradient_
    float* extra = extra_gradient_.data();
    for (std::size_t k = 0; k < node.inputs.size(); ++k) {
        const auto source = static_cast<std::size_t>(node.inputs[k]);
        inputs[k] = activation(source, batch);
        if (!needs_gradient_[source]) continue;
        added[k] = gradient_written_[source];
        input_gradients[k] = {added[k] ? extra : activation_gradients_[source].data(), graph_.nodes[source].output_shape.with_batch(batch)};
        if (added[k]) extra += input_gradients[k].size();
        gradient_written_[source] = 1;
    }
    Pass pass = pass_for(i, options);
    pass.from_logits = from_logits;
    pass.accumulate = repeats_[i];
    pass.mask = mask(node.inputs[0], batch);
    if (node.inputs[0] == graph_.inputs[0]) pass.sparse = options.sparse;
    node.layer->backward(pass, std::span(inputs).first(node.inputs.size()), activation(i, batch),
                         {activation_gradients_[i].data(), node.output_shape.with_batch(batch)}, std::span(input_gradients).first(node.inputs.size()));
    for (std::size_t k = 0; k < node.inputs.size(); ++k) {
        if (!added[k]) continue;
        float* sum = activation_gradients_[static_cast<std::size_t>(node.inputs[k])].data();
        for (std::int64_t e = 0; e < input_gradients[k].size(); ++e) sum[e] += input_gradients[k].data[e];
    }
}

ConstTensor Model::activation(std::size_t node, std::int64_t batch) const {
    return {activations_[node].data(), graph_.nodes[node].output_shape.with_batch(batch)};
}

ConstTensor Model::activation_gradient(std::size_t node, std::int64_t batch) const {
    if (batch > training_capacity_ || !needs_gradient_[node]) return {};
    return {activation_gradients_[node].data(), graph_.nodes[node].output_shape.with_batch(batch)};
}

void Model::keep_details() {
    for (auto* layer : layers()) layer->keep_details = true;
    if (capacity_) reserve(capacity_, training_capacity_ > 0);
}

ConstTensor Model::pre_activation(std::size_t node, std::int64_t batch) {
    return graph_.nodes[node].layer ? graph_.nodes[node].layer->pre_activation(pass_for(node, {}), batch) : ConstTensor{};
}

double Model::regularization(bool add_gradients) {
    double sum = 0;
    for (const auto& p : penalties_) {
        const Penalty penalty{.l1 = p.l1, .l2 = p.l2};
        sum += penalty_value(penalty, p.value);
        if (add_gradients) add_penalty_gradient(penalty, p.value, p.gradient);
    }
    return sum;
}

std::size_t Model::memory_bytes() const {
    std::size_t floats = weights_.size() + gradients_.size() + state_.size() + extra_gradient_.size();
    for (const auto* buffers : {&activations_, &activation_gradients_, &workspaces_, &masks_})
        for (const auto& buffer : *buffers) floats += buffer.size();
    return floats * sizeof(float);
}

}  // namespace nabla
