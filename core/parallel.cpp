#include "core/parallel.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace nabla {
namespace {

/// Loops of one training step follow each other within tens of microseconds, and waking a thread costs as much: look for about that
/// long before sleeping.
template <class Happened>
void look_for(Happened&& happened) {
    for (int i = 0; i < 1 << 16 && !happened(); ++i) std::atomic_signal_fence(std::memory_order_seq_cst);
}

}  // namespace

struct ThreadPool::Impl {
    std::vector<std::thread> workers;
    std::vector<float> scratch;

    std::mutex mutex;
    std::condition_variable begin, end;
    std::uint64_t generation = 0;
    std::atomic<std::uint64_t> announced{0};  // the generation, once its lock is free again: who looks for it need not wait for the lock
    std::atomic<std::size_t> next{0};
    std::atomic<int> active{0};   // workers inside the present loop
    bool open = false, quit = false;
    void (*task)(void*, std::size_t) = nullptr;
    void* context = nullptr;
    std::size_t count = 0;

    void take_tasks() {
        for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) task(context, i);
    }

    void work() {
        std::uint64_t seen = 0;
        for (;;) {
            look_for([&] { return announced.load(std::memory_order_relaxed) != seen; });
            {
                std::unique_lock lock(mutex);
                if (generation != seen && !open && !quit) {  // a loop that is over already: the next may be near
                    seen = generation;
                    continue;
                }
                begin.wait(lock, [&] { return quit || (generation != seen && open); });
                if (quit) return;
                seen = generation;
                ++active;
            }
            take_tasks();
            std::scoped_lock lock(mutex);
            if (--active == 0) end.notify_one();
        }
    }
};

ThreadPool::ThreadPool(int threads) : impl_(std::make_unique<Impl>()) {
    try {
        for (int i = 1; i < threads; ++i) impl_->workers.emplace_back([impl = impl_.get()] { impl->work(); });
    } catch (const std::system_error&) {  // no threads in this build, or no more of them: those that came must do
    }
}

ThreadPool::~ThreadPool() {
    {
        std::scoped_lock lock(impl_->mutex);
        impl_->quit = true;
    }
    impl_->begin.notify_all();
    for (auto& worker : impl_->workers) worker.join();
}

int ThreadPool::threads() const { return static_cast<int>(impl_->workers.size()) + 1; }

std::span<float> ThreadPool::scratch(std::size_t floats) {
    if (impl_->scratch.size() < floats) impl_->scratch.resize(floats);
    return {impl_->scratch.data(), floats};
}

void ThreadPool::run(std::size_t count, void (*task)(void*, std::size_t), void* context) {
    Impl& pool = *impl_;
    if (pool.workers.empty() || count < 2) {
        for (std::size_t i = 0; i < count; ++i) task(context, i);
        return;
    }
    {
        std::scoped_lock lock(pool.mutex);
        pool.task = task, pool.context = context, pool.count = count;
        pool.next = 0;
        pool.open = true;
        ++pool.generation;
    }
    pool.announced.store(pool.generation, std::memory_order_relaxed);
    pool.begin.notify_all();
    pool.take_tasks();
    // A worker that has not woken by now is not waited for: the loop closes to it.
    {
        std::scoped_lock lock(pool.mutex);
        pool.open = false;
    }
    look_for([&] { return pool.active.load(std::memory_order_relaxed) == 0; });
    std::unique_lock lock(pool.mutex);
    pool.end.wait(lock, [&] { return pool.active == 0; });
}

}  // namespace nabla
