#pragma once
#include <limits>

#include "core/train/monitor.h"
#include "core/train/training_run.h"

namespace nabla {

struct ReduceLROnPlateauOptions {
    Monitor monitor = {};
    double factor = 0.1;          // new rate = rate * factor, but at least min_lr
    std::int64_t patience = 10;
    double min_delta = 1e-4;
    std::int64_t cooldown = 0;    // epochs after a reduction in which nothing is counted
    double min_lr = 0;
};
ReduceLROnPlateauOptions read_reduce_lr(const Json& config, const std::string& path);

/// When Keras 3's ReduceLROnPlateau reduces, without a run.
class PlateauRule {
public:
    explicit PlateauRule(ReduceLROnPlateauOptions options);
    /// The learning rate after an epoch with this value.
    float observe(double value, float learning_rate);
    std::vector<double> memory() const;
    void recall(const std::vector<double>& numbers);

private:
    ReduceLROnPlateauOptions options_;
    double best_;
    std::int64_t wait_ = 0, cooldown_ = 0;
};

class ReduceLROnPlateau : public Callback {
public:
    explicit ReduceLROnPlateau(ReduceLROnPlateauOptions options) : options_(options), rule_(std::move(options)) {}
    void on_epoch_end(TrainingRun& run) override;
    CallbackMemory memory() const override { return {rule_.memory(), {}, {}}; }
    void recall(const CallbackMemory& memory) override;

private:
    ReduceLROnPlateauOptions options_;
    PlateauRule rule_;
};

/// Keras's schedules by name, with an epoch as their step. An initial rate of 0 stands for the optimizer's own.
struct Schedule {
    std::string class_name = "ExponentialDecay";
    double initial_learning_rate = 0, decay_steps = 1, decay_rate = 0.96;
    bool staircase = false;                  // ExponentialDecay, InverseTimeDecay: in whole steps
    double alpha = 0;                        // CosineDecay: lowest rate, as a share of the initial one
    double warmup_target = 0, warmup_steps = 0;  // CosineDecay: first in a line from the initial rate to this one, and down from there
    double end_learning_rate = 1e-4, power = 1;  // PolynomialDecay
    std::vector<double> boundaries = {}, values = {};  // PiecewiseConstantDecay: values[i] up to and including boundaries[i]
    double at(double step, double initial) const;
};
Schedule read_schedule(const Json& config, const std::string& path);

/// Sets the rate when an epoch begins; epochs count from 0.
class LearningRateScheduler : public Callback {
public:
    explicit LearningRateScheduler(Schedule schedule) : schedule_(std::move(schedule)) {}
    void on_epoch_begin(TrainingRun& run) override;

private:
    Schedule schedule_;
};

}  // namespace nabla
