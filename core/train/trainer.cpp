#include "core/train/trainer.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "core/train/describe_error.h"
#include "core/train/training_engine.h"

namespace nabla {
namespace {

constexpr double slice = 0.01;             // seconds of work between two looks at the queue
constexpr double publish_interval = 0.03;  // seconds between two views while training

using Command = std::function<void(TrainingEngine&)>;

}  // namespace

/// Numbers tie both sides together: the owner counts commands sent, every publication says how many were carried out. The owner
/// takes a view only when it reflects all it has asked for, so a stale view never overwrites what was just set.
struct Trainer::Impl {
    explicit Impl(Options given) : options(std::move(given)), engine(options.now) {}

    Options options;
    TrainingEngine engine;  // the worker's, or pump()'s

    std::mutex mutex;
    std::condition_variable wake, settled;
    std::deque<Command> commands;
    std::deque<std::function<void()>> finished;  // asks to deliver
    TrainingEngine::Publication slot;
    std::uint64_t slot_handled = 0, slot_version = 0;
    bool quit = false;
    std::atomic<bool> waiting_command{false};
    std::thread worker;

    // The owner's side.
    double pace = 0;
    std::uint64_t sent = 0, taken_version = 0, taken_handled = 0;
    TrainingEngine::Publication taken;
    // The engine's side.
    std::uint64_t handled = 0;
    double published_at = -1;

    void send(Command command) {
        {
            std::scoped_lock lock(mutex);
            commands.push_back(std::move(command));
            waiting_command = true;
        }
        ++sent;
        wake.notify_one();
    }

    void carry_out(std::deque<Command>& batch) {
        for (auto& command : batch) {
            try {
                command(engine);
            } catch (const std::exception& error) {
                engine.fail(describe_error(error));
            }
            ++handled;
        }
    }

    void work_slice(double seconds) {
        try {
            const double until = options.now() + seconds;
            do engine.work(std::min(until, options.now() + slice));
            while (engine.busy() && !engine.resting() && !waiting_command && options.now() < until);
        } catch (const std::exception& error) {
            engine.fail(describe_error(error));
        }
    }

    void publish(bool now) {
        if (!now && options.now() < published_at + publish_interval) return;
        published_at = options.now();
        auto publication = engine.publish();
        std::scoped_lock lock(mutex);
        slot = std::move(publication);
        slot_handled = handled;
        ++slot_version;
        settled.notify_all();
    }

    void take_commands(std::deque<Command>& batch) {
        batch.swap(commands);
        waiting_command = false;
    }

    void run_worker() {
        for (;;) {
            std::deque<Command> batch;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [&] { return quit || !commands.empty() || (engine.busy() && !engine.resting()); });
                if (quit) return;
                take_commands(batch);
            }
            carry_out(batch);
            if (engine.busy() && !engine.resting()) work_slice(slice);
            publish(!batch.empty() || !engine.busy());
        }
    }
};

Trainer::Trainer(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {
    if (impl_->options.worker_thread) impl_->worker = std::thread([impl = impl_.get()] { impl->run_worker(); });
}

Trainer::~Trainer() {
    if (!impl_->worker.joinable()) return;
    {
        std::scoped_lock lock(impl_->mutex);
        impl_->quit = true;
    }
    impl_->wake.notify_one();
    impl_->worker.join();
}

void Trainer::prepare(const Experiment& experiment, std::shared_ptr<const Dataset> data) {
    impl_->send([experiment, data = std::move(data)](TrainingEngine& engine) { engine.prepare(experiment, data); });
    impl_->taken = {};
    impl_->taken.view.epochs = experiment.fit.epochs;
}

void Trainer::train(int threads) {
    impl_->send([threads](TrainingEngine& engine) { engine.train(threads); });
    impl_->taken.view.state = TrainerView::State::training;
    impl_->taken.view.threads = threads;
}

void Trainer::pause() {
    impl_->send([](TrainingEngine& engine) { engine.pause(); });
    if (impl_->taken.view.state == TrainerView::State::training) impl_->taken.view.state = TrainerView::State::paused;
}

void Trainer::step_batch() {
    impl_->send([](TrainingEngine& engine) { engine.step_batch(); });
    impl_->taken.view.state = TrainerView::State::training;
}

void Trainer::step_epoch() {
    impl_->send([](TrainingEngine& engine) { engine.step_epoch(); });
    impl_->taken.view.state = TrainerView::State::training;
}

void Trainer::reset() {
    impl_->send([](TrainingEngine& engine) { engine.reset(); });
    const auto epochs = impl_->taken.view.epochs;
    impl_->taken = {};
    impl_->taken.view.epochs = epochs;
}

void Trainer::rewind(std::shared_ptr<const RunSnapshot> snapshot) {
    impl_->send([snapshot = std::move(snapshot)](TrainingEngine& engine) {
        if (engine.run()) engine.rewind(*snapshot);
    });
}

void Trainer::set_pace(double updates_per_second) {
    impl_->pace = updates_per_second;
    impl_->send([updates_per_second](TrainingEngine& engine) { engine.set_pace(updates_per_second); });
}

void Trainer::ask(std::function<void(TrainingRun&)> job, std::function<void(std::optional<ErrorInfo>)> done) {
    impl_->send([impl = impl_.get(), job = std::move(job), done = std::move(done)](TrainingEngine& engine) {
        std::optional<ErrorInfo> error;
        try {
            if (!engine.run())
                throw Error({.code = "no_run", .where = "run", .expected = "data and a model", .received = "none yet", .advice = "Wait until the data have arrived."});
            job(*engine.run());
        } catch (const std::exception& problem) {
            error = describe_error(problem);
        }
        std::scoped_lock lock(impl->mutex);
        impl->finished.push_back([done, error = std::move(error)] { done(error); });
    });
}

bool Trainer::pump(double budget) {
    Impl& impl = *impl_;
    if (!impl.options.worker_thread) {
        std::deque<Command> batch;
        impl.take_commands(batch);
        impl.carry_out(batch);
        const bool worked = impl.engine.busy() && !impl.engine.resting();
        if (worked) impl.work_slice(budget);
        if (!batch.empty() || worked) impl.publish(!batch.empty() || !impl.engine.busy());
    }
    if (impl.pace > 0) impl.wake.notify_one();   // a resting worker looks at the time once a frame
    std::deque<std::function<void()>> finished;
    bool changed = false;
    {
        std::scoped_lock lock(impl.mutex);
        finished.swap(impl.finished);
        if (impl.slot_version != impl.taken_version && impl.slot_handled == impl.sent) {
            const auto version = impl.taken.view.version;
            impl.taken = impl.slot;
            impl.taken.view.version = version + 1;
            impl.taken_version = impl.slot_version;
            impl.taken_handled = impl.slot_handled;
            changed = true;
        }
    }
    for (auto& deliver : finished) deliver();
    return changed || !finished.empty();
}

void Trainer::wait() {
    if (impl_->pace > 0) set_pace(0);
    const auto settled = [&] {
        return impl_->slot_handled == impl_->sent && impl_->slot.view.state != TrainerView::State::training;
    };
    if (!impl_->options.worker_thread) {
        while (!settled()) pump(1);
    } else {
        std::unique_lock lock(impl_->mutex);
        impl_->settled.wait(lock, settled);
    }
    pump(0);
}

const TrainerView& Trainer::view() const { return impl_->taken.view; }
bool Trainer::current() const { return impl_->taken_handled == impl_->sent; }
std::shared_ptr<const std::vector<float>> Trainer::weights() const { return impl_->taken.weights; }
std::shared_ptr<const std::vector<float>> Trainer::state() const { return impl_->taken.state; }
const std::vector<std::shared_ptr<const RunSnapshot>>& Trainer::epoch_snapshots() const { return impl_->taken.snapshots; }

}  // namespace nabla
