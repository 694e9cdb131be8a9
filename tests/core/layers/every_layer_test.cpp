// Promises that hold for every layer class; the table is layer_cases().
#include <catch2/catch_test_macros.hpp>

#include "tests/core/gradient_check.h"
#include "tests/core/layers/layer_cases.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

/// Inputs and mask of the kind that the case wants.
void prepare(LayerBench& bench, const LayerCase& c, std::int64_t batch) {
    if (c.words > 0) {
        bench.differentiable_inputs = false;
        for (std::size_t i = 0; i < bench.input().size(); ++i) bench.input()[i] = static_cast<float>(Rng(5, 6).below(i, static_cast<std::uint64_t>(c.words)));
    }
    if (c.masked) {
        bench.mask.resize(static_cast<std::size_t>(batch * c.inputs[0][0]));
        for (std::size_t i = 0; i < bench.mask.size(); ++i) bench.mask[i] = Rng(7, 8).below(i, 3) > 0 ? 1.0f : 0.0f;
    }
}

}  // namespace

TEST_CASE("the gradient of every layer agrees with a central difference") {
    for (const LayerCase& c : layer_cases())
        for (std::int64_t batch : {1, 3, 5}) {
            const auto layer = make_layer(c.config, c.name);
            LayerBench bench(*layer, c.inputs, batch);
            prepare(bench, c, batch);
            const GradientReport report = bench.check(c.training);
            INFO(c.name << ", batch " << batch << ": worst at " << report.where << ", kinks " << report.kinks << " of " << report.checked);
            CHECK(report.worst < gradient_tolerance);
            CHECK(report.checked > 3 * report.kinks);  // most values must have been compared with a slope, not with a bracket
        }
}

TEST_CASE("the table leaves no layer class out") {
    for (const std::string_view name : layer_class_names()) {
        bool found = false;
        for (const LayerCase& c : layer_cases()) found = found || c.config["class_name"] == std::string(name);
        INFO(name);
        CHECK(found);
    }
}

TEST_CASE("make_layer reads what config() writes, for every layer") {
    for (const LayerCase& c : layer_cases()) {
        const auto made = make_layer(c.config, c.name);
        const Json written = layer(std::string(made->class_name()), made->config());
        INFO(written.dump());
        CHECK(make_layer(written, c.name)->config() == made->config());
    }
}

TEST_CASE("backward of every layer adds to parameter gradients when asked, and overwrites input gradients") {
    for (const LayerCase& c : layer_cases()) {
        const auto layer = make_layer(c.config, c.name);
        LayerBench bench(*layer, c.inputs, 3);
        prepare(bench, c, 3);
        bench.forward(c.training);
        bench.backward(c.training);
        const auto once = bench.gradients(), input_once = bench.input_gradient();
        bench.backward(c.training, false, true);
        INFO(c.name);
        CHECK(same_bits(bench.input_gradient(), input_once));
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < once.size(); ++i) wrong += std::abs(bench.gradients()[i] - 2 * once[i]) > 1e-5f * std::max(1.0f, std::abs(once[i]));
        CHECK(wrong == 0);
        bench.backward(c.training);
        CHECK(same_bits(bench.gradients(), once));
    }
}

TEST_CASE("every layer computes the same bits on one, two and three threads") {
    if (!threads_available()) SKIP("this build has no threads");
    ThreadPool two(2), three(3);
    for (const LayerCase& c : layer_cases()) {
        std::vector<float> outputs[3], gradients[3], input_gradients[3];
        ThreadPool* pools[] = {nullptr, &two, &three};
        for (int i = 0; i < 3; ++i) {
            const auto layer = make_layer(c.config, c.name);
            LayerBench bench(*layer, c.inputs, 67);
            prepare(bench, c, 67);
            if (pools[i]) bench.use(*pools[i]);
            bench.forward(c.training);
            bench.backward(c.training);
            outputs[i] = bench.output(), gradients[i] = bench.gradients(), input_gradients[i] = bench.input_gradient();
        }
        INFO(c.name);
        for (int i = 1; i < 3; ++i) {
            CHECK(same_bits(outputs[0], outputs[i]));
            CHECK(same_bits(gradients[0], gradients[i]));
            CHECK(same_bits(input_gradients[0], input_gradients[i]));
        }
    }
}
