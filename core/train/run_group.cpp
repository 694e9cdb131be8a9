#include "core/train/run_group.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "core/train/describe_error.h"

namespace nabla {
namespace {

/// One run on its way: made when a thread takes it, so that waiting runs hold no memory.
class Job {
public:
    Job(const GroupRun& request, const std::function<double()>& now)
        : request_(request), run_(request.experiment, request.data, RunOptions{.now = now}) {}

    /// One batch; false when the run has ended. `epoch_ended`: a new line of History.
    bool step(bool& epoch_ended) {
        const auto epochs = run_.epoch();
        const bool more = run_.step();
        epoch_ended = run_.epoch() > epochs;
        if (epoch_ended && request_.inspect_rows > 0) inspect();
        return more;
    }

    void show(GroupRunView& view) {
        view.epoch = run_.epoch();
        view.history = run_.history();
        view.modes = modes_;
        view.divergence = run_.divergence();
        view.state = run_.state() == RunState::diverged ? GroupRunView::State::diverged
                     : run_.state() == RunState::done   ? GroupRunView::State::done
                                                        : GroupRunView::State::training;
        if (!view.ended()) return;
        if (request_.evaluate && request_.data->test) view.test = run_.evaluate(*request_.data->test, true);
        if (request_.keep_weights) {
            const auto weights = std::as_const(run_).model().weights();
            view.weights = std::make_shared<std::vector<float>>(weights.begin(), weights.end());
        }
    }

private:
    void inspect() {
        const auto metric = [](const Evaluation& e) { return e.metrics.empty() ? 0.0 : e.metrics.front().second; };
        const Part& part = request_.data->train;
        const auto rows = std::min(request_.inspect_rows, run_.train_rows());
        const Evaluation masked = run_.evaluate(part, EvaluationOptions{.training_mode = true, .rows = rows});
        const Evaluation plain = run_.evaluate(part, EvaluationOptions{.rows = rows});
        modes_.push_back({.training_loss = masked.loss, .training_metric = metric(masked), .inference_loss = plain.loss, .inference_metric = metric(plain)});
    }

    const GroupRun& request_;
    TrainingRun run_;
    std::vector<ModeScores> modes_;
};

}  // namespace

struct RunGroup::Impl {
    explicit Impl(Options given) : options(std::move(given)) {}

    Options options;
    std::vector<GroupRun> requests;
    std::vector<std::thread> threads;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> cancelled{false};
    std::atomic<int> working{0};            // threads that have not come to their end

    std::mutex mutex;                       // guards `shared` and `changed`
    std::condition_variable progress;
    std::vector<GroupRunView> shared;
    std::vector<bool> changed;

    std::vector<GroupRunView> views;        // the owner's copies
    std::vector<std::unique_ptr<Job>> jobs; // pumped mode: up to `at_once` at a time
    std::size_t at_once = 1;

    void put(std::size_t i, GroupRunView view) {
        std::scoped_lock lock(mutex);
        shared[i] = std::move(view);
        changed[i] = true;
        progress.notify_all();
    }

    GroupRunView blank(std::size_t i) const {
        GroupRunView view;
        view.name = requests[i].name;
        view.epochs = requests[i].experiment.fit.epochs;
        return view;
    }

    void fail(std::size_t i, const std::exception& error) {
        GroupRunView view = blank(i);
        view.state = GroupRunView::State::failed;
        view.error = describe_error(error);
        put(i, std::move(view));
    }

    void train_next_runs() {
        take_runs();
        --working;
    }

    void take_runs() {
        for (std::size_t i; !cancelled && (i = next++) < requests.size();) {
            try {
                Job job(requests[i], options.now);
                GroupRunView view = blank(i);
                for (bool more = true, epoch_ended = false; more && !cancelled;) {
                    more = job.step(epoch_ended);
                    if (!epoch_ended && more) continue;
                    job.show(view);
                    put(i, view);
                }
            } catch (const std::exception& error) {
                fail(i, error);
            }
        }
    }

    /// Pumped: one step of one job; false if it is over.
    bool step_job(std::size_t i) {
        try {
            if (!jobs[i]) jobs[i] = std::make_unique<Job>(requests[i], options.now);
            bool epoch_ended = false;
            const bool more = jobs[i]->step(epoch_ended);
            if (epoch_ended || !more) {
                GroupRunView view = blank(i);
                jobs[i]->show(view);
                put(i, std::move(view));
            }
            if (more) return true;
        } catch (const std::exception& error) {
            fail(i, error);
        }
        jobs[i].reset();
        return false;
    }

    void work(double budget) {
        const double until = options.now() + budget;
        do {  // at least one step each, however late it is
            std::size_t tried = 0;
            for (std::size_t i = 0; i < requests.size() && tried < at_once; ++i) {
                if (shared[i].ended()) continue;
                ++tried;
                step_job(i);
            }
            if (tried == 0) return;
        } while (options.now() < until);
    }

    void join() {
        for (auto& thread : threads) thread.join();
        threads.clear();
    }

    /// As many as there are, up to `at_once`: a page has only so many workers. With none at all, pump() does the work.
    void start_threads() {
        try {
            while (threads.size() < std::min(at_once, requests.size())) {
                ++working;
                threads.emplace_back([this] { train_next_runs(); });
            }
        } catch (const std::system_error&) {
            --working;
        }
    }

    void stop_threads() {
        cancelled = true;
        join();
        jobs.clear();
        cancelled = false;
    }
};

RunGroup::RunGroup(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
RunGroup::~RunGroup() { impl_->stop_threads(); }

void RunGroup::start(std::vector<GroupRun> runs, int threads) {
    Impl& group = *impl_;
    group.stop_threads();
    group.requests = std::move(runs);
    group.next = 0;
    group.shared.clear();
    for (std::size_t i = 0; i < group.requests.size(); ++i) group.shared.push_back(group.blank(i));
    group.changed.assign(group.requests.size(), false);
    group.views = group.shared;
    group.at_once = static_cast<std::size_t>(std::clamp(threads, 1, most_threads));
    if (group.options.worker_threads) group.start_threads();
    if (group.threads.empty()) group.jobs.resize(group.requests.size());
}

void RunGroup::cancel() {
    impl_->stop_threads();
    pump(0);
    for (std::size_t i = 0; i < impl_->views.size(); ++i) {
        if (impl_->views[i].ended()) continue;
        impl_->views[i] = impl_->blank(i);
    }
    impl_->requests.clear();
}

bool RunGroup::busy() const { return !impl_->requests.empty() && ended() < impl_->views.size(); }

std::size_t RunGroup::ended() const {
    return static_cast<std::size_t>(std::count_if(impl_->views.begin(), impl_->views.end(), [](const auto& view) { return view.ended(); }));
}

bool RunGroup::pump(double budget) {
    Impl& group = *impl_;
    if (!group.jobs.empty() && budget > 0) group.work(budget);
    if (group.working == 0) group.join();  // gives the workers back
    bool any = false;
    std::scoped_lock lock(group.mutex);
    for (std::size_t i = 0; i < group.changed.size(); ++i) {
        if (!group.changed[i]) continue;
        group.views[i] = group.shared[i];
        group.changed[i] = false;
        any = true;
    }
    return any;
}

const std::vector<GroupRunView>& RunGroup::views() const { return impl_->views; }

void RunGroup::wait() {
    if (impl_->threads.empty()) {
        while (busy()) pump(1);
        return;
    }
    std::unique_lock lock(impl_->mutex);
    impl_->progress.wait(lock, [&] { return std::all_of(impl_->shared.begin(), impl_->shared.end(), [](const auto& view) { return view.ended(); }); });
    lock.unlock();
    pump(0);
}

}  // namespace nabla
