#include "core/model/model.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/layers/initializer.h"
#include "core/layers/regularizer.h"
#include "core/model/layer_names.h"

namespace nabla {

Model::Model(const Json& config, const Shape& input, const std::string& path) : alone_(std::make_unique<ThreadPool>(1)) {
    const NamedJson named = read_named(config, path);
    if (named.name != "Sequential")
        throw Error({.code = "unknown_name", .where = path + ".class_name", .expected = "\"Sequential\"", .received = "\"" + named.name + "\"", .advice = {}});
    const JsonReader reader(named.config, named.config_path);
    reader.ignore({"name", "build_input_shape", "dtype", "trainable"});
    const Json& layers = reader.required("layers", "a list of layers");
    const std::string layers_path = reader.path_of("layers");
    if (!layers.is_array()) reader.fail("layers", "wrong_type", "a list of layers");
    reader.finish();

    nodes_.push_back({.layer = nullptr, .inputs = {}, .output_shape = input, .name = "input"});
    LayerNames names;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const std::string where = layers_path + "[" + std::to_string(i) + "]";
        if (is_input_layer(layers[i])) continue;  // the data fix the input's shape
        std::shared_ptr<Layer> layer = make_layer(layers[i], where);
        names.assign(*layer);
        const Shape output = layer->build({&nodes_.back().output_shape, 1});
        nodes_.push_back({.layer = layer, .inputs = {static_cast<int>(nodes_.size()) - 1}, .output_shape = output, .name = layer->name});
    }
    if (nodes_.size() == 1)
        throw Error({.code = "empty_model", .where = layers_path, .expected = "at least one layer", .received = "none", .advice = "Add a Dense layer."});
    bind();
}

Model Model::clone() const {
    Model copy(config(), input_shape());
    std::copy(weights_.begin(), weights_.end(), copy.weights_.begin());
    std::copy(state_.begin(), state_.end(), copy.state_.begin());
    return copy;
}

void Model::bind() {
    std::size_t trainable = 0, fixed = 0;
    for (auto& node : nodes_)
        if (node.layer)
            for (auto& p : node.layer->parameters()) (p.trainable ? trainable : fixed) += static_cast<std::size_t>(p.shape.elements());
    weights_.assign(trainable, 0.0f);
    gradients_.assign(trainable, 0.0f);
    state_.assign(fixed, 0.0f);
    trainable = fixed = 0;
    for (auto& node : nodes_) {
        if (!node.layer) continue;
        for (auto& p : node.layer->parameters()) {
            const auto size = static_cast<std::size_t>(p.shape.elements());
            auto& at = p.trainable ? trainable : fixed;
            p.value = std::span(p.trainable ? weights_ : state_).subspan(at, size);
            if (p.trainable) p.gradient = std::span(gradients_).subspan(at, size);
            at += size;
            has_regularizers_ |= !p.regularizer.is_null();
        }
    }
    activations_.resize(nodes_.size());
    activation_gradients_.resize(nodes_.size());
    workspaces_.resize(nodes_.size());
}

void Model::initialize(std::uint64_t seed) {
    const Rng root = rng_for(seed, Stream::weights);
    std::uint64_t number = 0;
    for (auto& node : nodes_)
        if (node.layer)
            for (auto& p : node.layer->parameters()) nabla::initialize(p.initializer, p.shape, root.fork(number++), p.value);
}

void Model::reserve(std::int64_t batch, bool training) {
    const auto grow = [](std::vector<float>& buffer, std::int64_t floats) {
        if (buffer.size() < static_cast<std::size_t>(floats)) buffer.resize(static_cast<std::size_t>(floats));
    };
    capacity_ = std::max(capacity_, batch);
    if (training) training_capacity_ = std::max(training_capacity_, batch);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const auto size = nodes_[i].output_shape.elements();
        grow(activations_[i], capacity_ * size);
        if (i > 0) grow(activation_gradients_[i], training_capacity_ * size);  // the input needs none
        if (nodes_[i].layer) grow(workspaces_[i], static_cast<std::int64_t>(nodes_[i].layer->workspace_floats(capacity_)));
    }
}

Tensor Model::input(std::int64_t batch) {
    if (batch > capacity_) reserve(batch, false);
    return {activations_[0].data(), nodes_[0].output_shape.with_batch(batch)};
}

Pass Model::pass_for(std::size_t node, const PassOptions& options) {
    const Rng rng = rng_for(options.seed, Stream::dropout).fork(node).fork(options.update);
    return {.training = options.training, .rng = rng, .pool = options.pool ? options.pool : alone_.get(), .workspace = workspaces_[node]};
}

ConstTensor Model::forward(std::int64_t batch, const PassOptions& options) {
    if (batch > (options.training ? training_capacity_ : capacity_)) reserve(batch, options.training);
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
        std::array<ConstTensor, max_inputs> inputs;
        for (std::size_t k = 0; k < nodes_[i].inputs.size(); ++k) inputs[k] = activation(static_cast<std::size_t>(nodes_[i].inputs[k]), batch);
        nodes_[i].layer->forward(pass_for(i, options), std::span(inputs).first(nodes_[i].inputs.size()),
                                 {activations_[i].data(), nodes_[i].output_shape.with_batch(batch)});
    }
    return activation(nodes_.size() - 1, batch);
}

Tensor Model::output_gradient(std::int64_t batch) {
    if (batch > training_capacity_) reserve(batch, true);
    return {activation_gradients_.back().data(), nodes_.back().output_shape.with_batch(batch)};
}

void Model::backward(std::int64_t batch, const PassOptions& options, bool from_logits) {
    for (std::size_t i = nodes_.size() - 1; i > 0; --i) backward_node(i, batch, options, from_logits && i + 1 == nodes_.size());
}

void Model::backward_node(std::size_t i, std::int64_t batch, const PassOptions& options, bool from_logits) {
    const Node& node = nodes_[i];
    std::array<ConstTensor, max_inputs> inputs;
    std::array<Tensor, max_inputs> input_gradients;
    for (std::size_t k = 0; k < node.inputs.size(); ++k) {
        const auto source = static_cast<std::size_t>(node.inputs[k]);
        inputs[k] = activation(source, batch);
        if (source > 0) input_gradients[k] = {activation_gradients_[source].data(), nodes_[source].output_shape.with_batch(batch)};
    }
    Pass pass = pass_for(i, options);
    pass.from_logits = from_logits;
    node.layer->backward(pass, std::span(inputs).first(node.inputs.size()), activation(i, batch),
                         {activation_gradients_[i].data(), node.output_shape.with_batch(batch)},
                         std::span(input_gradients).first(node.inputs.size()));
}

ConstTensor Model::activation(std::size_t node, std::int64_t batch) const {
    return {activations_[node].data(), nodes_[node].output_shape.with_batch(batch)};
}

ConstTensor Model::activation_gradient(std::size_t node, std::int64_t batch) const {
    if (batch > training_capacity_ || node == 0) return {};
    return {activation_gradients_[node].data(), nodes_[node].output_shape.with_batch(batch)};
}

void Model::keep_details() {
    for (auto& node : nodes_)
        if (node.layer) node.layer->keep_details = true;
    if (capacity_) reserve(capacity_, training_capacity_ > 0);
}

ConstTensor Model::pre_activation(std::size_t node, std::int64_t batch) {
    return nodes_[node].layer ? nodes_[node].layer->pre_activation(pass_for(node, {}), batch) : ConstTensor{};
}

double Model::regularization(bool add_gradients) {
    double sum = 0;
    if (!has_regularizers_) return sum;
    for (auto& node : nodes_) {
        if (!node.layer) continue;
        for (auto& p : node.layer->parameters()) {
            const Penalty penalty = penalty_of(p.regularizer);
            if (!penalty) continue;
            sum += penalty_value(penalty, p.value);
            if (add_gradients) add_penalty_gradient(penalty, p.value, p.gradient);
        }
    }
    return sum;
}

std::string_view Model::output_activation() const { return nodes_.back().layer->activation_function().name(); }

Json Model::config() const {
    Json layers = Json::array();
    for (const auto& node : nodes_) {
        if (!node.layer) continue;
        Json config = {{"name", node.name}};
        config.update(node.layer->config());
        layers.push_back({{"class_name", node.layer->class_name()}, {"config", std::move(config)}});
    }
    return {{"class_name", "Sequential"}, {"config", {{"layers", std::move(layers)}}}};
}

std::size_t Model::memory_bytes() const {
    std::size_t floats = weights_.size() + gradients_.size() + state_.size();
    for (const auto* buffers : {&activations_, &activation_gradients_, &workspaces_})
        for (const auto& buffer : *buffers) floats += buffer.size();
    return floats * sizeof(float);
}

}  // namespace nabla
