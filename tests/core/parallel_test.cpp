#include "core/parallel.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <numeric>
#include <vector>

#include "tests/core/support.h"

using namespace nabla;

namespace {
std::vector<int> thread_counts() { return test::threads_available() ? std::vector<int>{1, 2, 3, 8} : std::vector<int>{1}; }
}  // namespace

TEST_CASE("every task runs exactly once, whatever the thread count") {
    for (int threads : thread_counts()) {
        ThreadPool pool(threads);
        for (std::size_t count : {0u, 1u, 2u, 3u, 7u, 64u, 1000u}) {
            std::vector<std::atomic<int>> runs(count + 1);
            pool.each(count, [&](std::size_t i) { ++runs[i]; });
            for (std::size_t i = 0; i < count; ++i) REQUIRE(runs[i] == 1);
            CHECK(runs[count] == 0);
        }
    }
}

TEST_CASE("when run() returns, what the tasks wrote is visible") {
    ThreadPool pool(test::threads_available() ? 3 : 1);
    std::vector<std::size_t> values(17);
    for (std::size_t round = 1; round <= 5000; ++round) {
        pool.each(values.size(), [&](std::size_t i) { values[i] += round * (i + 1); });
        REQUIRE(values[16] == round * (round + 1) / 2 * 17);
    }
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == 5000u * 5001 / 2 * (i + 1));
}

TEST_CASE("a pool of one thread runs everything on its caller, in order") {
    ThreadPool pool;
    CHECK(pool.threads() == 1);
    std::vector<std::size_t> order;
    const auto caller = std::this_thread::get_id();
    bool here = true;
    pool.each(5, [&](std::size_t i) { order.push_back(i), here = here && std::this_thread::get_id() == caller; });
    CHECK(here);
    CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4});
}

TEST_CASE("a pool says how many threads it has") {
    if (!test::threads_available()) SKIP("this build has no threads");
    CHECK(ThreadPool(3).threads() == 3);
    CHECK(ThreadPool(0).threads() == 1);
}

TEST_CASE("pools can be made and dropped many times, used or not") {
    const int threads = thread_counts().size() > 1 ? 2 : 1;
    std::atomic<int> sum = 0;
    for (int round = 0; round < 50; ++round) {
        ThreadPool unused(threads);
        ThreadPool used(threads);
        used.each(4, [&](std::size_t) { ++sum; });
    }
    CHECK(sum == 200);
}
