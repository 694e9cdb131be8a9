#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>

namespace nabla {

/// A few threads that share the tasks of one loop at a time. What a task computes must depend on its number alone:
/// then results are the same bits for any thread count. One thread means: run everything on the caller.
class ThreadPool {
public:
    /// Works with fewer threads, down to the caller alone, where the machine does not give as many.
    explicit ThreadPool(int threads = 1);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int threads() const;
    /// Calls task(context, i) once for each i in [0, count), in any order; returns when all are done. No allocation.
    /// A task must not throw and must not start a nested loop.
    void run(std::size_t count, void (*task)(void*, std::size_t), void* context);

    /// Memory that kernels pack operands into; grows at first use and stays. One loop at a time uses it.
    std::span<float> scratch(std::size_t floats);

    template <class F>
    void each(std::size_t count, F&& f) {
        run(count, [](void* context, std::size_t i) { (*static_cast<std::remove_reference_t<F>*>(context))(i); }, &f);
    }

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace nabla
