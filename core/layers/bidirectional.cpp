#include "core/layers/bidirectional.h"

#include <algorithm>

#include "core/experiment/named.h"
#include "core/layers/layer_config.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 4> merge_names = {"concat", "sum", "mul", "ave"};
constexpr std::array<std::string_view, 3> inner_classes = {"SimpleRNN", "LSTM", "GRU"};

std::string inner_base(std::string_view class_name) { return class_name == "SimpleRNN" ? "simple_rnn" : class_name == "LSTM" ? "lstm" : "gru"; }

std::unique_ptr<Recurrent> make_inner(const NamedJson& named, bool turned) {
    RecurrentOptions options = read_recurrent(std::string(named.name), named.config, named.config_path);
    if (turned) options.go_backwards = !options.go_backwards;
    return recurrent_of(named.name, std::move(options));
}

}  // namespace

Bidirectional::Bidirectional(std::unique_ptr<Recurrent> forward, std::unique_ptr<Recurrent> backward, Merge merge, std::string inner_name)
    : forward_(std::move(forward)), backward_(std::move(backward)), merge_(merge), inner_name_(std::move(inner_name)) {}

Json Bidirectional::config() const {
    Json inner = forward_->config();
    inner["name"] = inner_name_;
    return {{"layer", {{"class_name", std::string(forward_->class_name())}, {"config", std::move(inner)}}},
            {"merge_mode", std::string(merge_names[static_cast<std::size_t>(merge_)])}};
}

Shape Bidirectional::build(std::span<const Shape> inputs) {
    parameters_.clear();
    const auto add = [&](Recurrent& layer, const char* prefix) {
        layer.name = name;
        const Shape shape = layer.build(inputs);
        for (Parameter p : layer.parameters()) {
            p.name = prefix + inner_name_ + "/" + p.name;
            parameters_.push_back(std::move(p));
        }
        return shape;
    };
    inner_ = add(*forward_, "forward_");
    add(*backward_, "backward_");
    input_ = inputs[0];
    Shape output = inner_;
    if (merge_ == Merge::concat) output[output.rank() - 1] *= 2;
    return output;
}

std::size_t Bidirectional::workspace_floats(std::int64_t batch) const {
    const auto inner = static_cast<std::size_t>(batch * inner_.elements()), input = static_cast<std::size_t>(batch * input_.elements());
    return 2 * (forward_->workspace_floats(batch) + 2 * inner) + input;
}

std::array<Bidirectional::Side, 2> Bidirectional::sides(const Pass& pass, std::int64_t batch) const {
    const auto inner = static_cast<std::size_t>(batch * inner_.elements()), work = forward_->workspace_floats(batch);
    const auto side = [&](Recurrent& layer, std::size_t number) {
        const auto mine = pass.workspace.subspan(number * (work + 2 * inner), work + 2 * inner);
        Pass own = pass;
        own.workspace = mine.first(work);
        return Side{layer, own, mine.data() + work, mine.data() + work + inner};
    };
    return {side(*forward_, 0), side(*backward_, 1)};
}

/// The model has bound this layer's parameters; the inner layers look at the same memory.
void Bidirectional::share_parameters() {
    std::size_t at = 0;
    for (auto* layer : {forward_.get(), backward_.get()})
        for (auto& p : layer->parameters()) p.value = parameters_[at].value, p.gradient = parameters_[at].gradient, ++at;
}

/// Of a sample's step (or of the sample, if only the last step is put out), where the backward layer wrote about it.
std::int64_t Bidirectional::mirrored(std::int64_t position) const {
    if (inner_.rank() == 1) return position;
    const auto steps = inner_[0], step = position % steps;
    return position - step + steps - 1 - step;
}

void Bidirectional::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto batch = output.batch(), width = units();
    share_parameters();
    const auto both = sides(pass, batch);
    for (const Side& side : both) side.layer.forward(side.pass, inputs, {side.output, inner_.with_batch(batch)});
    for (std::int64_t position = 0; position < positions(batch); ++position) {
        const float *a = both[0].output + position * width, *b = both[1].output + mirrored(position) * width;
        float* y = output.data + position * width * (merge_ == Merge::concat ? 2 : 1);
        for (std::int64_t j = 0; j < width; ++j) switch (merge_) {
                case Merge::concat: y[j] = a[j], y[width + j] = b[j]; break;
                case Merge::sum: y[j] = a[j] + b[j]; break;
                case Merge::mul: y[j] = a[j] * b[j]; break;
                case Merge::ave: y[j] = 0.5f * (a[j] + b[j]); break;
            }
    }
}

void Bidirectional::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                             std::span<const Tensor> input_gradients) {
    const auto batch = output.batch(), width = units();
    share_parameters();
    const auto both = sides(pass, batch);
    for (std::int64_t position = 0; position < positions(batch); ++position) {
        const auto other = mirrored(position);
        const float *a = both[0].output + position * width, *b = both[1].output + other * width;
        float *da = both[0].gradient + position * width, *db = both[1].gradient + other * width;
        const float* dy = output_gradient.data + position * width * (merge_ == Merge::concat ? 2 : 1);
        for (std::int64_t j = 0; j < width; ++j) switch (merge_) {
                case Merge::concat: da[j] = dy[j], db[j] = dy[width + j]; break;
                case Merge::sum: da[j] = db[j] = dy[j]; break;
                case Merge::mul: da[j] = dy[j] * b[j], db[j] = dy[j] * a[j]; break;
                case Merge::ave: da[j] = db[j] = 0.5f * dy[j]; break;
            }
    }
    const std::span<float> dx = input_gradients[0] ? input_gradients[0].flat() : std::span<float>();
    const Tensor second = dx.empty() ? Tensor{} : Tensor{both[1].gradient + batch * inner_.elements(), input_gradients[0].shape};
    const Tensor share[] = {input_gradients[0], second};
    for (std::size_t i = 0; i < 2; ++i) {
        const Shape shape = inner_.with_batch(batch);
        both[i].layer.backward(both[i].pass, inputs, {both[i].output, shape}, {both[i].gradient, shape}, {&share[i], 1});
    }
    for (std::size_t i = 0; i < dx.size(); ++i) dx[i] += second.data[i];
}

std::unique_ptr<Layer> make_bidirectional(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    reader.ignore({"num_constants"});
    const auto named = read_named(reader.required("layer", "a recurrent layer"), reader.path_of("layer"));
    if (std::find(inner_classes.begin(), inner_classes.end(), named.name) == inner_classes.end())
        throw unknown_name(reader.path_of("layer"), "a recurrent layer", named.name, inner_classes);
    const auto mode = reader.one_of("merge_mode", "concat", {merge_names.begin(), merge_names.end()});
    auto forward = make_inner(named, false), backward = make_inner(named, true);
    if (const Json* given = reader.find("backward_layer")) {
        const auto second = read_named(*given, reader.path_of("backward_layer"));
        auto own = make_inner(second, false);
        if (second.name != named.name || own->config() != backward->config())
            reader.fail("backward_layer", "unsupported", "the layer itself, with go_backwards the other way round");
    }
    reader.finish();
    std::string inner = inner_base(named.name);
    if (named.config.contains("name") && named.config["name"].is_string()) inner = named.config["name"].get<std::string>();
    const auto merge = static_cast<Bidirectional::Merge>(std::find(merge_names.begin(), merge_names.end(), mode) - merge_names.begin());
    return std::make_unique<Bidirectional>(std::move(forward), std::move(backward), merge, std::move(inner));
}

}  // namespace nabla
