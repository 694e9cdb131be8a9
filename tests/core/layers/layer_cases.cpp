#include "tests/core/layers/layer_cases.h"

namespace nabla::test {
namespace {

using Cases = std::vector<LayerCase>;

constexpr const char* activations[] = {"linear", "sigmoid",  "hard_sigmoid", "tanh",  "relu", "leaky_relu", "elu",
                                       "selu",   "softplus", "softsign",     "swish", "gelu", "softmax"};

void add_plain(Cases& cases) {
    for (const char* a : activations) {
        cases.push_back({std::string("Dense ") + a, layer("Dense", {{"units", 5}, {"activation", a}}), {{7}}});
        cases.push_back({std::string("Activation ") + a, layer("Activation", {{"activation", a}}), {{9}}});
    }
    cases.push_back({"Dense one unit, one input", layer("Dense", {{"units", 1}, {"activation", "tanh"}}), {{1}}});
    cases.push_back({"Dense without bias", layer("Dense", {{"units", 3}, {"use_bias", false}}), {{4}}});
    cases.push_back({"Dense on the last axis", layer("Dense", {{"units", 3}, {"activation", "tanh"}}), {{2, 4}}});
    cases.push_back({"Activation on three axes", layer("Activation", {{"activation", "softmax"}}), {{2, 3, 4}}});
    cases.push_back({"Dropout in training", layer("Dropout", {{"rate", 0.4}}), {{11}}});
    cases.push_back({"Dropout in inference", layer("Dropout", {{"rate", 0.4}}), {{11}}, false});
    cases.push_back({"Dropout of nothing", layer("Dropout", {{"rate", 0}}), {{3}}});
    cases.push_back({"Flatten", layer("Flatten"), {{2, 3, 2}}});
    cases.push_back({"Reshape", layer("Reshape", {{"target_shape", {3, -1}}}), {{2, 3, 2}}});
    for (const char* name : {"ReLU", "LeakyReLU", "ELU", "Softmax"}) cases.push_back({name, layer(name), {{9}}});
}

void add_convolutions(Cases& cases) {
    const auto conv2d = [&](const std::string& what, Json config, const Shape& input) { cases.push_back({"Conv2D " + what, layer("Conv2D", std::move(config)), {input}}); };
    const auto conv1d = [&](const std::string& what, Json config, const Shape& input) { cases.push_back({"Conv1D " + what, layer("Conv1D", std::move(config)), {input}}); };
    conv2d("valid", {{"filters", 3}, {"kernel_size", {2, 3}}, {"activation", "tanh"}}, {4, 5, 2});
    conv2d("same", {{"filters", 2}, {"kernel_size", 3}, {"padding", "same"}, {"activation", "sigmoid"}}, {4, 3, 2});
    conv2d("of one pixel", {{"filters", 2}, {"kernel_size", 1}}, {1, 1, 3});
    conv2d("of one pixel, larger window", {{"filters", 1}, {"kernel_size", 3}, {"padding", "same"}}, {1, 1, 1});
    conv2d("strides", {{"filters", 2}, {"kernel_size", {3, 2}}, {"strides", {2, 1}}}, {5, 4, 2});
    conv2d("strides larger than the window", {{"filters", 2}, {"kernel_size", 2}, {"strides", 3}}, {7, 6, 1});
    conv2d("same, strides", {{"filters", 2}, {"kernel_size", 3}, {"strides", 2}, {"padding", "same"}}, {5, 4, 2});
    conv2d("dilation", {{"filters", 2}, {"kernel_size", 2}, {"dilation_rate", {2, 3}}}, {4, 5, 2});
    conv2d("dilation, same", {{"filters", 2}, {"kernel_size", {3, 2}}, {"dilation_rate", 2}, {"padding", "same"}}, {4, 5, 1});
    conv2d("relu", {{"filters", 3}, {"kernel_size", 2}, {"activation", "relu"}}, {3, 3, 1});
    conv2d("swish, without bias", {{"filters", 3}, {"kernel_size", 2}, {"activation", "swish"}, {"use_bias", false}}, {3, 3, 1});
    conv1d("valid", {{"filters", 3}, {"kernel_size", 3}, {"activation", "tanh"}}, {5, 2});
    conv1d("same, strides", {{"filters", 2}, {"kernel_size", 4}, {"strides", 3}, {"padding", "same"}}, {7, 3});
    conv1d("causal, dilation", {{"filters", 2}, {"kernel_size", 2}, {"dilation_rate", 2}, {"padding", "causal"}}, {5, 2});
    conv1d("of one step", {{"filters", 2}, {"kernel_size", 3}, {"padding", "same"}}, {1, 1});
    conv1d("softmax", {{"filters", 3}, {"kernel_size", 2}, {"activation", "softmax"}}, {4, 1});
}

void add_pooling(Cases& cases) {
    const auto pool = [&](const std::string& kind, int axes, Json config, const Shape& input) {
        const std::string name = kind + "Pooling" + std::to_string(axes) + "D";
        cases.push_back({name + " " + config.dump(), layer(name, std::move(config)), {input}});
    };
    for (const char* kind : {"Max", "Average"}) {
        pool(kind, 2, Json::object(), {4, 5, 2});
        pool(kind, 2, {{"pool_size", 3}, {"strides", 1}, {"padding", "same"}}, {3, 4, 2});
        pool(kind, 2, {{"pool_size", {2, 1}}, {"strides", {3, 2}}}, {5, 4, 1});
        pool(kind, 2, {{"pool_size", 3}, {"strides", 2}, {"padding", "same"}}, {5, 4, 1});
        pool(kind, 2, {{"pool_size", 1}}, {1, 1, 3});
        pool(kind, 2, {{"pool_size", 4}, {"padding", "same"}}, {1, 1, 1});
        pool(kind, 1, {{"pool_size", 3}, {"strides", 2}}, {7, 2});
        pool(kind, 1, {{"padding", "same"}}, {1, 2});
        for (const bool one : {true, false}) {
            const std::string name = std::string("Global") + kind + "Pooling" + (one ? "1D" : "2D");
            cases.push_back({name, layer(name), {one ? Shape{5, 3} : Shape{2, 3, 2}}});
            cases.push_back({name + " of one", layer(name), {one ? Shape{1, 1} : Shape{1, 1, 1}}});
        }
    }
    cases.push_back({"GlobalAveragePooling1D with a mask", layer("GlobalAveragePooling1D"), {{6, 2}}, true, 0, true});
}

void add_normalization(Cases& cases) {
    for (const bool training : {true, false}) {
        const std::string when = training ? " in training" : " in inference";
        cases.push_back({"BatchNormalization" + when, layer("BatchNormalization"), {{4}}, training});
        cases.push_back({"BatchNormalization of an image" + when, layer("BatchNormalization", {{"axis", {3}}}), {{3, 2, 2}}, training});
        cases.push_back({"BatchNormalization without gamma" + when, layer("BatchNormalization", {{"scale", false}, {"epsilon", 0.1}}), {{3}}, training});
        cases.push_back({"BatchNormalization without beta" + when, layer("BatchNormalization", {{"center", false}, {"momentum", 0.5}}), {{2, 3}}, training});
        cases.push_back({"BatchNormalization with a mask" + when, layer("BatchNormalization", {{"epsilon", 0.1}}), {{5, 2}}, training, 0, true});
    }
    cases.push_back({"LayerNormalization", layer("LayerNormalization"), {{6}}});
    cases.push_back({"LayerNormalization of steps", layer("LayerNormalization", {{"epsilon", 0.01}}), {{3, 4}}});
    cases.push_back({"LayerNormalization of one channel", layer("LayerNormalization"), {{3, 1}}});
    cases.push_back({"LayerNormalization alone", layer("LayerNormalization", {{"scale", false}, {"center", false}, {"axis", 1}}), {{5}}});
    cases.push_back({"LayerNormalization without gamma", layer("LayerNormalization", {{"scale", false}}), {{5}}});
}

void add_sequences(Cases& cases) {
    cases.push_back({"Embedding", layer("Embedding", {{"input_dim", 7}, {"output_dim", 3}}), {{5}}, true, 7});
    cases.push_back({"Embedding of one word, wide", layer("Embedding", {{"input_dim", 2}, {"output_dim", 19}, {"mask_zero", true}}), {{1}}, true, 2});
    cases.push_back({"SpatialDropout1D", layer("SpatialDropout1D", {{"rate", 0.4}}), {{4, 3}}});
    cases.push_back({"SpatialDropout1D in inference", layer("SpatialDropout1D", {{"rate", 0.4}}), {{4, 3}}, false});
    cases.push_back({"PReLU", layer("PReLU"), {{6}}});
    cases.push_back({"PReLU with shared axes", layer("PReLU", {{"shared_axes", {1, 2}}}), {{2, 3, 2}}});
    cases.push_back({"PReLU, one axis shared", layer("PReLU", {{"shared_axes", {2}}}), {{2, 3, 2}}});
}

void add_recurrent(Cases& cases) {
    const auto add = [&](const std::string& name, const std::string& what, Json config, const Shape& input, bool masked = false) {
        cases.push_back({name + " " + what, layer(name, std::move(config)), {input}, true, 0, masked});
    };
    for (const char* name : {"SimpleRNN", "LSTM", "GRU"}) {
        add(name, "last step", {{"units", 3}}, {4, 2});
        add(name, "every step", {{"units", 2}, {"return_sequences", true}}, {3, 3});
        add(name, "one step, one unit, one feature", {{"units", 1}}, {1, 1});
        add(name, "backwards, without bias", {{"units", 3}, {"go_backwards", true}, {"use_bias", false}}, {3, 2});
        add(name, "backwards, every step", {{"units", 2}, {"go_backwards", true}, {"return_sequences", true}}, {4, 1});
        add(name, "with a mask", {{"units", 3}}, {5, 2}, true);
        add(name, "every step, with a mask", {{"units", 2}, {"return_sequences", true}}, {5, 2}, true);
        add(name, "backwards, with a mask", {{"units", 2}, {"go_backwards", true}}, {4, 2}, true);
        add(name, "softsign", {{"units", 2}, {"activation", "softsign"}}, {3, 2});
        for (const bool sequences : {false, true}) {
            const Json inner = layer(name, {{"units", 2}, {"return_sequences", sequences}});
            for (const char* mode : {"concat", "sum", "mul", "ave"})
                add("Bidirectional", std::string(name) + " " + mode + (sequences ? ", every step" : ""), {{"layer", inner}, {"merge_mode", mode}}, {3, 2});
            add("Bidirectional", std::string(name) + " with a mask" + (sequences ? ", every step" : ""), {{"layer", inner}}, {4, 2}, true);
        }
    }
    for (const bool after : {false, true})
        for (const bool bias : {false, true})
            add("GRU", std::string(after ? "reset after" : "reset before") + (bias ? "" : ", without bias"), {{"units", 3}, {"reset_after", after}, {"use_bias", bias}}, {4, 2}, true);
    add("GRU", "reset before, every step", {{"units", 2}, {"reset_after", false}, {"return_sequences", true}}, {3, 2});
    add("LSTM", "hard gates, relu", {{"units", 2}, {"activation", "relu"}, {"recurrent_activation", "hard_sigmoid"}}, {3, 2});
    add("SimpleRNN", "relu", {{"units", 3}, {"activation", "relu"}}, {3, 2});
}

void add_branches(Cases& cases) {
    for (const char* name : {"Add", "Multiply", "Average", "Maximum", "Minimum"}) {
        cases.push_back({std::string(name) + " of two", layer(name), {{2, 3}, {2, 3}}});
        cases.push_back({std::string(name) + " of three", layer(name), {{4}, {4}, {4}}});
    }
    cases.push_back({"Subtract", layer("Subtract"), {{3}, {3}}});
    cases.push_back({"Concatenate", layer("Concatenate"), {{2, 3}, {2, 1}, {2, 2}}});
    cases.push_back({"Concatenate along steps", layer("Concatenate", {{"axis", 1}}), {{2, 3}, {1, 3}}});
    cases.push_back({"Concatenate images", layer("Concatenate", {{"axis", -2}}), {{2, 3, 2}, {2, 1, 2}}});
}

}  // namespace

std::vector<LayerCase> layer_cases() {
    Cases cases;
    add_plain(cases);
    add_convolutions(cases);
    add_pooling(cases);
    add_normalization(cases);
    add_sequences(cases);
    add_recurrent(cases);
    add_branches(cases);
    return cases;
}

}  // namespace nabla::test
