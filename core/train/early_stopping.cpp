#include "core/train/early_stopping.h"

#include <algorithm>
#include <cmath>

namespace nabla {
namespace {

auto copied(std::span<const float> values) { return std::make_shared<const std::vector<float>>(values.begin(), values.end()); }

}  // namespace

EarlyStoppingOptions read_early_stopping(const Json& config, const std::string& path) {
    const JsonReader read(config, path);
    read.ignore({"verbose"});
    EarlyStoppingOptions options{.monitor = read_monitor(read),
                                 .min_delta = std::abs(read.number("min_delta", 0)),
                                 .patience = read.integer("patience", 0, {.min = 0, .max = 1e6}),
                                 .restore_best_weights = read.boolean("restore_best_weights", false),
                                 .start_from_epoch = read.integer("start_from_epoch", 0, {.min = 0, .max = 1e6})};
    if (read.has("baseline")) options.baseline = read.number("baseline");
    read.finish();
    return options;
}

EarlyStoppingRule::EarlyStoppingRule(EarlyStoppingOptions options) : options_(std::move(options)) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    best_ = options_.monitor.higher_is_better ? -infinity : infinity;
}

bool EarlyStoppingRule::improves(double value, double reference) const {
    const double margin = options_.monitor.higher_is_better ? -options_.min_delta : options_.min_delta;
    return options_.monitor.better(value + margin, reference);
}

EarlyStoppingRule::Verdict EarlyStoppingRule::observe(std::int64_t epoch, double value) {
    if (epoch < options_.start_from_epoch) return {};
    const bool first = best_epoch_ < 0;  // NaN improves on nothing, but the first epoch seen is the best so far
    if (first) best_epoch_ = epoch;
    ++wait_;
    if (improves(value, best_)) {
        best_ = value;
        best_epoch_ = epoch;
        if (!options_.baseline || improves(value, *options_.baseline)) wait_ = 0;
        return {.best = true};
    }
    return {.best = first, .stop = wait_ >= options_.patience && epoch > 0};
}

std::vector<double> EarlyStoppingRule::memory() const {
    return {best_, static_cast<double>(wait_), static_cast<double>(best_epoch_)};
}

void EarlyStoppingRule::recall(const std::vector<double>& numbers) {
    if (numbers.size() != 3) return;
    best_ = numbers[0];
    wait_ = static_cast<std::int64_t>(numbers[1]);
    best_epoch_ = static_cast<std::int64_t>(numbers[2]);
}

void EarlyStopping::on_epoch_end(TrainingRun& run) {
    const auto value = options_.monitor.value(run);
    if (!value) return;
    const auto epoch = run.history().find(options_.monitor.name)->size() - 1;
    const auto verdict = rule_.observe(static_cast<std::int64_t>(epoch), *value);
    if (verdict.best && options_.restore_best_weights)
        weights_ = copied(std::as_const(run.model()).weights()), state_ = copied(std::as_const(run.model()).state());
    if (verdict.stop) run.stop();
}

void EarlyStopping::on_train_end(TrainingRun& run) {
    if (!weights_) return;
    std::copy(weights_->begin(), weights_->end(), run.model().weights().begin());
    std::copy(state_->begin(), state_->end(), run.model().state().begin());
}

void EarlyStopping::recall(const CallbackMemory& memory) {
    rule_ = EarlyStoppingRule(options_);
    rule_.recall(memory.numbers);
    weights_ = memory.weights;
    state_ = memory.state;
}

}  // namespace nabla
