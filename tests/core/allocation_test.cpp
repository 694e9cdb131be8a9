// Counts every allocation of this test program while `counting` is set. Replacing operator new reaches the whole program;
// where the sanitizers bring their own allocator, it is left alone and the test is skipped.
#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/core/layers/layer_cases.h"
#include "tests/core/support.h"
#include "tests/core/two_ended.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define NABLA_OWN_ALLOCATOR 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define NABLA_OWN_ALLOCATOR 0
#endif
#endif
#ifndef NABLA_OWN_ALLOCATOR
#define NABLA_OWN_ALLOCATOR 1
#endif

namespace {
std::atomic<bool> counting = false;
std::atomic<int> allocations = 0;

[[maybe_unused]] void* counted(std::size_t size) {
    if (counting) ++allocations;
    if (void* memory = std::malloc(size ? size : 1)) return memory;
    throw std::bad_alloc();
}
}  // namespace

#if NABLA_OWN_ALLOCATOR
void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
#endif

using namespace nabla;
using namespace nabla::test;

namespace {

/// Allocations of all steps after the first training batch of the run, of each kind of step by itself.
struct Counts {
    int training = 0, validation = 0;
};
Counts count(const Experiment& experiment, const std::shared_ptr<const Dataset>& data, ThreadPool* pool) {
    TrainingRun run(experiment, data, {.pool = pool, .now = {}});
    Counts counts;
    run.step();
    for (bool more = true; more;) {
        const bool last = run.batch() + 1 >= run.batches() || run.validating();
        allocations = 0;
        counting = true;
        more = run.step();
        counting = false;
        // The end of an epoch writes its History, which may grow; every other step must not allocate at all.
        if (!last) (run.validating() ? counts.validation : counts.training) += allocations;
    }
    return counts;
}

Json node(const std::string& name, Json layer, const std::vector<std::string>& inputs) {
    Json calls = Json::array();
    for (const auto& input : inputs) calls.push_back({input, 0, 0, Json::object()});
    layer["name"] = layer["config"]["name"] = name;
    layer["inbound_nodes"] = inputs.empty() ? Json::array() : Json::array({std::move(calls)});
    return layer;
}

/// The case's layer behind one that learns (so that backward goes through it): a Dense on each input, or where time steps are masked an Embedding.
Json model_around(const LayerCase& c, std::vector<Shape>& shapes) {
    Json layers = Json::array(), inputs = Json::array();
    std::vector<std::string> feeding;
    for (std::size_t i = 0; i < c.inputs.size(); ++i) {
        const auto in = "in_" + std::to_string(i), before = "before_" + std::to_string(i);
        shapes.push_back(c.masked ? Shape{c.inputs[i][0]} : c.inputs[i]);
        layers.push_back(node(in, layer("InputLayer", {{"batch_shape", {nullptr, 1}}}), {}));
        inputs.push_back({in, 0, 0});
        feeding.push_back(c.words > 0 ? in : before);
        if (c.words > 0) continue;
        if (c.masked) layers.push_back(node(before, layer("Embedding", {{"input_dim", 4}, {"output_dim", c.inputs[i].back()}, {"mask_zero", true}}), {in}));
        else layers.push_back(node(before, layer("Dense", {{"units", c.inputs[i].back()}}), {in}));
    }
    layers.push_back(node("layer", c.config, feeding));
    return {{"class_name", "Functional"}, {"config", {{"layers", layers}, {"input_layers", inputs}, {"output_layers", {{"layer", 0, 0}}}}}};
}

/// Allocations of two training steps behind the first.
int count(const LayerCase& c, ThreadPool* pool) {
    constexpr std::int64_t batch = 37;
    std::vector<Shape> shapes;
    const Json config = model_around(c, shapes);
    Model model(config, shapes);
    model.initialize(3);
    const auto rule = make_optimizer(optimizer("Adam"), "optimizer");
    rule->build(model.weights().size(), model.variable_sizes());
    model.reserve(batch, true);
    for (std::uint64_t step = 0; step < 3; ++step) {
        counting = step > 0;
        if (step == 1) allocations = 0;
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            const auto x = model.input(batch, i).flat();
            for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(c.words > 0 ? k % static_cast<std::size_t>(c.words) : k % 4);
        }
        model.forward(batch, {.training = true, .update = step, .pool = pool});
        if (const Tensor gradient = model.output_gradient(batch)) std::fill(gradient.flat().begin(), gradient.flat().end(), 0.01f);
        model.backward(batch, {.training = true, .update = step, .pool = pool}, 0);
        rule->apply(model.weights(), model.gradients());
    }
    counting = false;
    return allocations;
}

}  // namespace

TEST_CASE("the counter sees an allocation") {
    if (!NABLA_OWN_ALLOCATOR) SKIP("the sanitizer brings its own allocator");
    allocations = 0;
    counting = true;
    auto* volatile memory = new int(3);
    counting = false;
    delete memory;
    CHECK(allocations == 1);
}

TEST_CASE("after the first batch a training step allocates no memory") {
    if (!NABLA_OWN_ALLOCATOR) SKIP("the sanitizer brings its own allocator");
    const auto data = toy_data(600, 50, 10);
    const Json model = sequential({dense(70, "relu"), dropout(.2), dense(30, "sigmoid"), dense(10, "softmax")});
    for (const char* rule : {"SGD", "RMSprop", "Adam", "Nadam"}) {
        const Experiment e = toy_experiment(*data, model, optimizer(rule), 2, 32, 0.2);
        INFO(rule);
        CHECK(count(e, data, nullptr).training == 0);
        if (!threads_available()) continue;
        ThreadPool pool(2);
        CHECK(count(e, data, &pool).training == 0);
    }
}

TEST_CASE("a regression step allocates no memory either") {
    if (!NABLA_OWN_ALLOCATOR) SKIP("the sanitizer brings its own allocator");
    const auto data = toy_data(101, 13, 0);
    Json first = dense(64, "relu");
    first["config"]["kernel_regularizer"] = "l2";
    const Experiment e = toy_experiment(*data, sequential({first, dense(64, "relu"), dense(1)}), optimizer("RMSprop"), 3, 16);
    CHECK(count(e, data, nullptr).training == 0);
}

TEST_CASE("several inputs and outputs: after the first batch neither a training nor a validation step allocates") {
    if (!NABLA_OWN_ALLOCATOR) SKIP("the sanitizer brings its own allocator");
    for (const bool weighted : {false, true}) {
        Json json = two_ended(400);
        json["fit"]["validation_split"] = 0.75;  // more than one step of validation
        if (weighted) json["fit"]["sample_weight"] = std::vector<double>(400, 0.5);
        const auto e = Experiment::parse(json);
        const auto data = built(e);
        const auto counts = count(e, data, nullptr);
        CHECK(counts.training == 0);
        CHECK(counts.validation == 0);
    }
}

TEST_CASE("no layer allocates in a training step after the first") {
    if (!NABLA_OWN_ALLOCATOR) SKIP("the sanitizer brings its own allocator");
    std::unique_ptr<ThreadPool> pool;
    if (threads_available()) pool = std::make_unique<ThreadPool>(2);
    for (const LayerCase& c : layer_cases()) {
        INFO(c.name);
        CHECK(count(c, nullptr) == 0);
        if (pool) CHECK(count(c, pool.get()) == 0);
    }
}
