#pragma once
#include <limits>

#include "core/train/monitor.h"
#include "core/train/training_run.h"

namespace nabla {

struct EarlyStoppingOptions {
    Monitor monitor = {};
    double min_delta = 0;                // a smaller improvement does not count
    std::int64_t patience = 0;           // epochs without improvement before stopping
    std::optional<double> baseline = {}; // patience only restarts when this, too, is beaten
    bool restore_best_weights = false;
    std::int64_t start_from_epoch = 0;   // epochs from 0 that are not looked at
};
EarlyStoppingOptions read_early_stopping(const Json& config, const std::string& path);

/// When Keras 3's EarlyStopping stops, without a run: one number an epoch in, a verdict out.
class EarlyStoppingRule {
public:
    explicit EarlyStoppingRule(EarlyStoppingOptions options);
    struct Verdict {
        bool best = false;  // keep these weights
        bool stop = false;
    };
    /// epoch from 0. The very first epoch never stops, even with patience 0.
    Verdict observe(std::int64_t epoch, double value);
    double best() const { return best_; }
    std::int64_t best_epoch() const { return best_epoch_; }
    std::int64_t wait() const { return wait_; }
    std::vector<double> memory() const;
    void recall(const std::vector<double>& numbers);

private:
    bool improves(double value, double reference) const;

    EarlyStoppingOptions options_;
    double best_;
    std::int64_t wait_ = 0, best_epoch_ = -1;  // -1: nothing seen yet
};

class EarlyStopping : public Callback {
public:
    explicit EarlyStopping(EarlyStoppingOptions options) : options_(options), rule_(std::move(options)) {}
    void on_epoch_end(TrainingRun& run) override;
    /// With restore_best_weights: also where the run ended by itself, as in Keras 3.
    void on_train_end(TrainingRun& run) override;
    CallbackMemory memory() const override { return {rule_.memory(), weights_, state_}; }
    void recall(const CallbackMemory& memory) override;

private:
    EarlyStoppingOptions options_;
    EarlyStoppingRule rule_;
    std::shared_ptr<const std::vector<float>> weights_, state_;  // of the best epoch
};

}  // namespace nabla
