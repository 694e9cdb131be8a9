// Counts every allocation of this test program while `counting` is set. Replacing operator new reaches the whole program;
// where the sanitizers bring their own allocator, it is left alone and the test is skipped.
#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/core/support.h"

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
