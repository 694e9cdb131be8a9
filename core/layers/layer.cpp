#include "core/layers/layer.h"

#include <algorithm>
#include <array>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/layers/activation_layer.h"
#include "core/layers/batch_normalization.h"
#include "core/layers/bidirectional.h"
#include "core/layers/concatenate.h"
#include "core/layers/convolution.h"
#include "core/layers/dense.h"
#include "core/layers/dropout.h"
#include "core/layers/embedding.h"
#include "core/layers/global_pooling.h"
#include "core/layers/layer_normalization.h"
#include "core/layers/merge.h"
#include "core/layers/pooling.h"
#include "core/layers/prelu.h"
#include "core/layers/recurrent.h"
#include "core/layers/reshape.h"
#include "core/layers/spatial_dropout.h"

namespace nabla {
namespace {

struct Factory {
    std::string_view class_name;
    std::unique_ptr<Layer> (*make)(const std::string& class_name, const Json& config, const std::string& path);
};

template <std::unique_ptr<Layer> (*make)(const Json&, const std::string&)>
std::unique_ptr<Layer> one_class(const std::string&, const Json& config, const std::string& path) {
    return make(config, path);
}

constexpr std::array factories = {
    Factory{"Dense", one_class<make_dense>},
    Factory{"Activation", make_activation_layer},
    Factory{"Dropout", one_class<make_dropout>},
    Factory{"Flatten", one_class<make_flatten>},
    Factory{"Reshape", one_class<make_reshape>},
    Factory{"LeakyReLU", make_activation_layer},
    Factory{"ELU", make_activation_layer},
    Factory{"ReLU", make_activation_layer},
    Factory{"Softmax", make_activation_layer},
    Factory{"Conv1D", make_convolution},
    Factory{"Conv2D", make_convolution},
    Factory{"MaxPooling1D", make_pooling},
    Factory{"MaxPooling2D", make_pooling},
    Factory{"AveragePooling1D", make_pooling},
    Factory{"AveragePooling2D", make_pooling},
    Factory{"GlobalMaxPooling1D", make_global_pooling},
    Factory{"GlobalMaxPooling2D", make_global_pooling},
    Factory{"GlobalAveragePooling1D", make_global_pooling},
    Factory{"GlobalAveragePooling2D", make_global_pooling},
    Factory{"BatchNormalization", one_class<make_batch_normalization>},
    Factory{"LayerNormalization", one_class<make_layer_normalization>},
    Factory{"PReLU", one_class<make_prelu>},
    Factory{"SpatialDropout1D", one_class<make_spatial_dropout>},
    Factory{"Embedding", one_class<make_embedding>},
    Factory{"SimpleRNN", make_recurrent},
    Factory{"LSTM", make_recurrent},
    Factory{"GRU", make_recurrent},
    Factory{"Bidirectional", one_class<make_bidirectional>},
    Factory{"Add", make_merge},
    Factory{"Subtract", make_merge},
    Factory{"Multiply", make_merge},
    Factory{"Average", make_merge},
    Factory{"Maximum", make_merge},
    Factory{"Minimum", make_merge},
    Factory{"Concatenate", one_class<make_concatenate>},
};

constexpr auto class_names = [] {
    std::array<std::string_view, factories.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = factories[i].class_name;
    return names;
}();

}  // namespace

std::span<const std::string_view> layer_class_names() { return class_names; }

std::unique_ptr<Layer> make_layer(const Json& json, const std::string& path) {
    const NamedJson named = read_named(json, path);
    const auto factory = std::find_if(factories.begin(), factories.end(), [&](const Factory& f) { return f.class_name == named.name; });
    if (factory == factories.end()) throw unknown_name(path, "a layer class", named.name, class_names);
    auto layer = factory->make(named.name, named.config, named.config_path);
    if (named.config.is_object() && named.config.contains("name") && named.config["name"].is_string()) layer->name = named.config["name"].get<std::string>();
    return layer;
}

std::int64_t Layer::mask_steps(std::span<const std::int64_t> inputs) const { return *std::max_element(inputs.begin(), inputs.end()); }

void Layer::compute_mask(std::span<const ConstTensor>, std::span<const std::span<const float>> masks, std::span<float> mask) const {
    std::fill(mask.begin(), mask.end(), 1.0f);
    for (const auto& input : masks)
        for (std::size_t i = 0; i < input.size(); ++i) mask[i] *= input[i];
}

}  // namespace nabla
