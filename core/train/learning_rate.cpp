#include "core/train/learning_rate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/experiment/named.h"

namespace nabla {
namespace {

std::vector<double> read_numbers(const JsonReader& read, std::string_view key) {
    const Json& list = read.required(key, "a list of numbers");
    if (!list.is_array()) read.fail(key, "wrong_type", "a list of numbers");
    std::vector<double> numbers;
    for (std::size_t i = 0; i < list.size(); ++i)
        numbers.push_back(read_number(list[i], read.path_of(key) + "[" + std::to_string(i) + "]", NumberRange::from(0)));
    return numbers;
}

void read_piecewise(const JsonReader& read, Schedule& schedule) {
    schedule.boundaries = read_numbers(read, "boundaries");
    schedule.values = read_numbers(read, "values");
    if (schedule.values.size() != schedule.boundaries.size() + 1)
        read.fail("values", "wrong_length", std::to_string(schedule.boundaries.size() + 1) + " numbers, one more than boundaries");
    if (!std::is_sorted(schedule.boundaries.begin(), schedule.boundaries.end()))
        read.fail("boundaries", "wrong_order", "epochs in rising order");
}

}  // namespace

ReduceLROnPlateauOptions read_reduce_lr(const Json& config, const std::string& path) {
    const JsonReader read(config, path);
    read.ignore({"verbose"});
    ReduceLROnPlateauOptions options{.monitor = read_monitor(read),
                                     .factor = read.number("factor", 0.1, {.min = 0, .max = 1, .above_min = true, .below_max = true}),
                                     .patience = read.integer("patience", 10, {.min = 0, .max = 1e6}),
                                     .min_delta = read.number("min_delta", 1e-4, NumberRange::from(0)),
                                     .cooldown = read.integer("cooldown", 0, {.min = 0, .max = 1e6}),
                                     .min_lr = read.number("min_lr", 0, NumberRange::from(0))};
    read.finish();
    return options;
}

PlateauRule::PlateauRule(ReduceLROnPlateauOptions options) : options_(std::move(options)) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    best_ = options_.monitor.higher_is_better ? -infinity : infinity;
}

float PlateauRule::observe(double value, float learning_rate) {
    if (cooldown_ > 0) --cooldown_, wait_ = 0;
    const double threshold = options_.monitor.higher_is_better ? best_ + options_.min_delta : best_ - options_.min_delta;
    if (options_.monitor.better(value, threshold)) {
        best_ = value;
        wait_ = 0;
        return learning_rate;
    }
    if (cooldown_ > 0 || ++wait_ < options_.patience || learning_rate <= static_cast<float>(options_.min_lr)) return learning_rate;
    cooldown_ = options_.cooldown;
    wait_ = 0;
    return static_cast<float>(std::max(learning_rate * options_.factor, options_.min_lr));
}

std::vector<double> PlateauRule::memory() const {
    return {best_, static_cast<double>(wait_), static_cast<double>(cooldown_)};
}

void PlateauRule::recall(const std::vector<double>& numbers) {
    if (numbers.size() != 3) return;
    best_ = numbers[0];
    wait_ = static_cast<std::int64_t>(numbers[1]);
    cooldown_ = static_cast<std::int64_t>(numbers[2]);
}

void ReduceLROnPlateau::on_epoch_end(TrainingRun& run) {
    if (const auto value = options_.monitor.value(run)) run.optimizer().learning_rate = rule_.observe(*value, run.optimizer().learning_rate);
}

void ReduceLROnPlateau::recall(const CallbackMemory& memory) {
    rule_ = PlateauRule(options_);
    rule_.recall(memory.numbers);
}

Schedule read_schedule(const Json& config, const std::string& path) {
    static constexpr std::array<std::string_view, 5> names = {"ExponentialDecay", "InverseTimeDecay", "CosineDecay", "PolynomialDecay",
                                                              "PiecewiseConstantDecay"};
    const JsonReader outer(config, path);
    outer.ignore({"verbose"});
    const auto named = read_named(outer.required("schedule", "a schedule: " + listed(names)), outer.path_of("schedule"));
    outer.finish();

    Schedule schedule{.class_name = resolve_name(named.name, names, "a schedule", outer.path_of("schedule"))};
    const JsonReader read(named.config, named.config_path);
    read.ignore({"name"});
    if (schedule.class_name == "PiecewiseConstantDecay") {
        read_piecewise(read, schedule);
    } else {
        schedule.initial_learning_rate = read.number("initial_learning_rate", 0, NumberRange::above(0));
        schedule.decay_steps = read.number("decay_steps", NumberRange::above(0));
    }
    if (schedule.class_name == "ExponentialDecay" || schedule.class_name == "InverseTimeDecay") {
        schedule.decay_rate = read.number("decay_rate", NumberRange::from(0));
        schedule.staircase = read.boolean("staircase", false);
    } else if (schedule.class_name == "CosineDecay") {
        schedule.alpha = read.number("alpha", 0, NumberRange::between(0, 1));
        schedule.warmup_target = read.number("warmup_target", 0, NumberRange::above(0));
        schedule.warmup_steps = read.number("warmup_steps", 0, NumberRange::from(0));
    } else if (schedule.class_name == "PolynomialDecay") {
        schedule.end_learning_rate = read.number("end_learning_rate", 1e-4, NumberRange::from(0));
        schedule.power = read.number("power", 1, NumberRange::above(0));
        read.only_default("cycle", false);
    }
    read.finish();
    return schedule;
}

/// Formulas of keras.optimizers.schedules.
double Schedule::at(double step, double initial) const {
    if (class_name == "PiecewiseConstantDecay") {
        const auto passed = std::lower_bound(boundaries.begin(), boundaries.end(), step) - boundaries.begin();
        return values[static_cast<std::size_t>(passed)];
    }
    if (initial_learning_rate > 0) initial = initial_learning_rate;
    double part = step / decay_steps;
    if (class_name == "CosineDecay") {
        if (warmup_target > 0 && step < warmup_steps) return initial + (warmup_target - initial) * step / warmup_steps;
        if (warmup_target > 0) initial = warmup_target, part = (step - warmup_steps) / decay_steps;
        const double cosine = 0.5 * (1 + std::cos(std::numbers::pi * std::min(part, 1.0)));
        return initial * ((1 - alpha) * cosine + alpha);
    }
    if (class_name == "PolynomialDecay")
        return (initial - end_learning_rate) * std::pow(1 - std::min(part, 1.0), power) + end_learning_rate;
    if (staircase) part = std::floor(part);
    return class_name == "InverseTimeDecay" ? initial / (1 + decay_rate * part) : initial * std::pow(decay_rate, part);
}

void LearningRateScheduler::on_epoch_begin(TrainingRun& run) {
    const double initial = run.experiment().compile.optimizer.config.value("learning_rate", 0.001);
    run.optimizer().learning_rate = static_cast<float>(schedule_.at(static_cast<double>(run.epoch()), initial));
}

}  // namespace nabla
