// SimpleRNN, LSTM and GRU against their formulas in double, written out plainly; what TensorFlow.js lacks (reset_after, masks of GRU) among them.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/expect_error.h"
#include "tests/core/gradient_check.h"
#include "tests/core/layers/layer_cases.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

using Values = std::vector<double>;

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

struct Weights {
    const float *kernel, *recurrent, *bias;
    std::int64_t features, units, gates;
    /// x W (+ b) of unit j in gate g.
    double input(const float* x, std::int64_t g, std::int64_t j) const {
        double sum = bias ? bias[g * units + j] : 0;
        for (std::int64_t i = 0; i < features; ++i) sum += double{x[i]} * kernel[i * gates * units + g * units + j];
        return sum;
    }
    double state(const Values& h, std::int64_t g, std::int64_t j) const {
        double sum = 0;
        for (std::int64_t i = 0; i < units; ++i) sum += h[static_cast<std::size_t>(i)] * recurrent[i * gates * units + g * units + j];
        return sum;
    }
};

struct State {
    Values h, c;
};

State step(const std::string& name, bool reset_after, const Weights& w, const float* x, const State& before) {
    State after = before;
    for (std::int64_t j = 0; j < w.units; ++j) {
        const auto at = static_cast<std::size_t>(j);
        const auto z = [&](std::int64_t g) { return w.input(x, g, j) + w.state(before.h, g, j); };
        if (name == "SimpleRNN") after.h[at] = std::tanh(z(0));
        if (name == "LSTM") {
            after.c[at] = sigmoid(z(1)) * before.c[at] + sigmoid(z(0)) * std::tanh(z(2));
            after.h[at] = sigmoid(z(3)) * std::tanh(after.c[at]);
        }
        if (name != "GRU") continue;
        const float* recurrent_bias = reset_after && w.bias ? w.bias + 3 * w.units : nullptr;
        const auto extra = [&](std::int64_t g) { return recurrent_bias ? double{recurrent_bias[g * w.units + j]} : 0.0; };
        const double update = sigmoid(z(0) + extra(0));
        double n = 0;
        if (reset_after) {
            n = std::tanh(w.input(x, 2, j) + sigmoid(z(1) + extra(1)) * (w.state(before.h, 2, j) + extra(2)));
        } else {
            Values reset_h = before.h;
            for (std::int64_t i = 0; i < w.units; ++i) reset_h[static_cast<std::size_t>(i)] *= sigmoid(w.input(x, 1, i) + w.state(before.h, 1, i));
            n = std::tanh(w.input(x, 2, j) + w.state(reset_h, 2, j));
        }
        after.h[at] = update * before.h[at] + (1 - update) * n;
    }
    return after;
}

}  // namespace

TEST_CASE("recurrent layers agree with their formulas in double, step by step, masked steps left out") {
    const std::int64_t batch = 3, steps = 5, features = 2, units = 3;
    for (const char* name : {"SimpleRNN", "LSTM", "GRU"})
        for (int variant = 0; variant < 16; ++variant) {
            const bool masked = variant & 1, backwards = variant & 2, bias = variant & 4, reset_after = variant & 8;
            if (reset_after && name != std::string("GRU")) continue;
            Json config = {{"units", units}, {"return_sequences", true}, {"go_backwards", backwards}, {"use_bias", bias}};
            if (name == std::string("GRU")) config["reset_after"] = reset_after;
            const auto made = make_layer(layer(name, config), "layer");
            LayerBench bench(*made, {{steps, features}}, batch);
            if (masked)
                for (std::int64_t i = 0; i < batch * steps; ++i) bench.mask.push_back(Rng(1, 2).below(static_cast<std::uint64_t>(i), 3) > 0 ? 1.0f : 0.0f);
            bench.forward(false);
            const auto& p = made->parameters();
            const Weights w{p[0].value.data(), p[1].value.data(), bias ? p[2].value.data() : nullptr, features, units, p[0].shape[1] / units};
            double worst = 0;
            for (std::int64_t row = 0; row < batch; ++row) {
                State state{Values(3), Values(3)};
                for (std::int64_t number = 0; number < steps; ++number) {
                    const auto at = row * steps + (backwards ? steps - 1 - number : number);
                    if (!masked || bench.mask[static_cast<std::size_t>(at)] != 0) state = step(name, reset_after, w, bench.input().data() + at * features, state);
                    for (std::int64_t j = 0; j < units; ++j)
                        worst = std::max(worst, std::abs(state.h[static_cast<std::size_t>(j)] - bench.output()[static_cast<std::size_t>((row * steps + number) * units + j)]));
                }
            }
            INFO(name << ", variant " << variant);
            CHECK(worst < 1e-6);  // float32 sums of a few numbers below 1
        }
}

TEST_CASE("without return_sequences the last step is put out; Bidirectional's second half is the other way round") {
    const Json inner = {{"units", 2}, {"return_sequences", true}};
    const auto both = make_layer(layer("Bidirectional", {{"layer", layer("LSTM", inner)}}), "layer"), one = make_layer(layer("LSTM", {{"units", 2}}), "layer");
    LayerBench wide(*both, {{4, 3}}, 2), last(*one, {{4, 3}}, 2);
    const auto forward = wide.parameters().size() / 2;
    std::copy_n(wide.parameters().begin(), forward, last.parameters().begin());
    last.input() = wide.input();
    wide.forward(false), last.forward(false);
    for (std::size_t row = 0; row < 2; ++row)
        for (std::size_t j = 0; j < 2; ++j) CHECK(wide.output()[(row * 4 + 3) * 4 + j] == last.output()[row * 2 + j]);
    // The backward half has seen everything at the first step.
    std::copy_n(wide.parameters().begin() + static_cast<std::ptrdiff_t>(forward), forward, last.parameters().begin());
    for (std::size_t row = 0; row < 2; ++row)
        for (std::size_t t = 0; t < 4; ++t) std::copy_n(wide.input().begin() + static_cast<std::ptrdiff_t>((row * 4 + 3 - t) * 3), 3, last.input().begin() + static_cast<std::ptrdiff_t>((row * 4 + t) * 3));
    last.forward(false);
    for (std::size_t row = 0; row < 2; ++row)
        for (std::size_t j = 0; j < 2; ++j) CHECK(wide.output()[row * 16 + 2 + j] == last.output()[row * 2 + j]);
}

TEST_CASE("recurrent layers refuse what does not fit, and say where") {
    const auto refused = [](const char* name, Json config, const Shape& input) {
        return error_of([&] {
            const auto made = make_layer(layer(name, std::move(config)), "layers[0]");
            made->name = "memory";
            made->build({&input, 1});
        });
    };
    CHECK(refused("LSTM", {{"units", 2}}, {5}).where == "memory");
    CHECK(refused("Bidirectional", {{"layer", layer("LSTM", {{"units", 2}})}}, {5}).where == "memory");
    CHECK(refused("GRU", {{"units", 2}, {"dropout", 0.5}}, {5, 2}).where == "layers[0].config.dropout");
    CHECK(refused("LSTM", {{"units", 2}, {"activation", "gelu"}}, {5, 2}).where == "layers[0].config.activation");
    CHECK(refused("Bidirectional", {{"layer", layer("Dense", {{"units", 2}})}}, {5, 2}).code == "unknown_name");
    CHECK(refused("Bidirectional", Json::object(), {5, 2}).code == "missing_key");
    CHECK(refused("Bidirectional", {{"layer", layer("LSTM", {{"units", 2}})}, {"backward_layer", layer("LSTM", {{"units", 3}, {"go_backwards", true}})}}, {5, 2}).code == "unsupported");
}

TEST_CASE("LSTM: the forget gate's bias begins at 1") {
    Model model(sequential({layer("LSTM", {{"units", 2}})}), Shape{3, 2});
    model.initialize(1);
    const auto bias = model.nodes().back().layer->parameters()[2].value;
    CHECK(std::vector<float>(bias.begin(), bias.end()) == std::vector<float>{0, 0, 1, 1, 0, 0, 0, 0});
}

TEST_CASE("an Embedding's mask reaches the recurrent layer: words of number 0 change nothing") {
    const Json config = sequential({layer("Embedding", {{"input_dim", 6}, {"output_dim", 3}, {"mask_zero", true}}), layer("GRU", {{"units", 4}})});
    Model model(config, Shape{5});
    model.initialize(3);
    const auto answer = [&](std::vector<float> words) {
        std::copy(words.begin(), words.end(), model.input(1).data);
        return copy(model.forward(1, {}).flat());
    };
    CHECK(same_bits(answer({0, 0, 2, 5, 1}), answer({2, 0, 5, 1, 0})));
    CHECK_FALSE(same_bits(answer({0, 0, 2, 5, 1}), answer({0, 0, 2, 5, 2})));
}
