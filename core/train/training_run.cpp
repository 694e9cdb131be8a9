#include "core/train/training_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/experiment/model_ends.h"
#include "core/train/callbacks.h"

namespace nabla {
namespace {

constexpr std::int64_t validation_chunk = 256;  // rows a forward pass; the result does not depend on it but for rounding
// An epoch whose mean loss is this many times that of the initial weights (and more than 1 above it) has exploded.
constexpr double explosion = 3;

/// Keras: the first floor(rows * (1 - split)) rows train, the rest validate.
std::int64_t training_rows(std::int64_t rows, double split) {
    return static_cast<std::int64_t>(std::floor(static_cast<double>(rows) * (1 - split)));
}

}  // namespace

TrainingRun::TrainingRun(Experiment experiment, std::shared_ptr<const Dataset> data, RunOptions options)
    : experiment_(std::move(experiment)),
      data_(std::move(data)),
      options_(std::move(options)),
      model_(experiment_.model, input_shapes(experiment_.model, dataset_shape(*data_))),
      optimizer_(make_optimizer(experiment_.compile.optimizer, "compile.optimizer")),
      loss_(experiment_.compile),
      source_(experiment_, *data_, model_),
      training_(make_tally()),
      validation_(make_tally()) {
    for (std::size_t i = 0; i < experiment_.fit.callbacks.size(); ++i)
        callbacks_.push_back(make_callback(experiment_.fit.callbacks[i], "fit.callbacks[" + std::to_string(i) + "]"));
    for (auto& callback : options_.callbacks) callbacks_.push_back(std::move(callback));
    options_.callbacks.clear();

    const auto rows = data_->train.rows();
    train_rows_ = training_rows(rows, experiment_.fit.validation_split);
    validation_rows_ = rows - train_rows_;
    if (train_rows_ < 1)
        throw Error({.code = "no_training_rows", .where = "fit.validation_split", .expected = "at least one row left to train on",
                     .received = std::to_string(rows) + " rows in all", .advice = "Use more rows or a smaller validation split."});
    const auto batch_size = std::min(experiment_.fit.batch_size, train_rows_);
    batches_ = (train_rows_ + batch_size - 1) / batch_size;
    order_.resize(static_cast<std::size_t>(train_rows_));

    model_.initialize(experiment_.seed);
    optimizer_->build(model_.weights().size(), model_.variable_sizes());
    model_.reserve(batch_size, true);
    model_.reserve(std::max(batch_size, std::min(validation_chunk, rows)), false);
    source_.reserve(std::max(batch_size, validation_chunk), data_->train);
    loss_.reserve(std::max(batch_size, validation_chunk));
    declare_history();
}

TrainingRun::~TrainingRun() = default;

Model::PassOptions TrainingRun::pass(bool training) const {
    return {.training = training, .seed = experiment_.seed, .update = static_cast<std::uint64_t>(update_), .pool = options_.pool,
            .sparse = source_.sparse()};
}

void TrainingRun::call(void (Callback::*moment)(TrainingRun&)) {
    for (auto& callback : callbacks_) ((*callback).*moment)(*this);
}

bool TrainingRun::step() {
    if (state_ == RunState::done || state_ == RunState::diverged) return false;
    const double start = options_.now ? options_.now() : 0;
    if (!epoch_open_) begin_epoch();
    if (batch_ < batches_)
        train_batch();
    else if (validation_row_ < validation_rows_)
        validation_batch();
    if (options_.now) epoch_seconds_ += options_.now() - start;
    if (state_ == RunState::running && batch_ == batches_ && validation_row_ == validation_rows_) end_epoch();
    return state_ == RunState::running;
}

void TrainingRun::begin_epoch() {
    state_ = RunState::running;
    epoch_open_ = true;
    batch_ = validation_row_ = 0;
    epoch_seconds_ = 0;
    training_.reset();
    validation_.reset();
    std::iota(order_.begin(), order_.end(), 0u);
    if (experiment_.fit.shuffle) rng_for(experiment_.seed, Stream::shuffle).fork(static_cast<std::uint64_t>(epoch_)).shuffle(order_);
    if (update_ == 0) first_loss_ = starting_loss();
    call(&Callback::on_epoch_begin);
}

/// One batch may be a single lucky row: the initial weights are judged by a chunk of them.
double TrainingRun::starting_loss() {
    const auto rows = std::min(validation_chunk, train_rows_);
    std::array<std::uint32_t, validation_chunk> first;
    std::iota(first.begin(), first.end(), 0u);
    source_.fill(model_, data_->train, 0, rows);
    const auto weights = source_.weights(std::span(first).first(static_cast<std::size_t>(rows)));
    model_.forward(rows, pass(false));
    return loss_.evaluate(model_, rows, source_.targets(), weights, false) + model_.regularization(false);
}

void TrainingRun::train_batch() {
    const auto size = std::min(experiment_.fit.batch_size, train_rows_);
    const auto first = batch_ * size, rows = std::min(size, train_rows_ - first);
    const auto chosen = std::span<const std::uint32_t>(order_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows));
    source_.fill(model_, data_->train, chosen);

    model_.forward(rows, pass(true));
    batch_loss_ = loss_.evaluate(model_, rows, source_.targets(), source_.weights(chosen), true);
    model_.backward(rows, pass(true), loss_.from_logits(model_));
    batch_loss_ += model_.regularization(true);
    training_.add(batch_loss_, rows, loss_);
    training_.score(model_, rows, source_.targets());

    ++batch_;
    if (!std::isfinite(batch_loss_)) {
        find_divergence();
        return finish(RunState::diverged);
    }
    optimizer_->apply(model_.weights(), model_.gradients(), options_.pool);
    ++update_;
    call(&Callback::on_batch_end);
}

void TrainingRun::validation_batch() {
    const auto rows = std::min(validation_chunk, validation_rows_ - validation_row_), first = train_rows_ + validation_row_;
    source_.fill(model_, data_->train, first, rows);
    model_.forward(rows, pass(false));
    validation_.add(loss_.evaluate(model_, rows, source_.targets(), source_.sample_weights(first, rows), false), rows, loss_);
    validation_.score(model_, rows, source_.targets());
    validation_row_ += rows;
}

void TrainingRun::declare_history() {
    const auto declare = [this](const std::string& prefix, const Tally& tally) {
        history_.declare(prefix + "loss");
        for (const auto& [name, value] : tally.results()) history_.declare(prefix + name);
    };
    declare("", training_);
    if (validation_rows_ > 0) declare("val_", validation_);
}

void TrainingRun::end_epoch() {
    epoch_open_ = false;
    ++epoch_;
    history_.seconds.push_back(epoch_seconds_);
    history_.add("loss", training_.loss());
    for (const auto& [name, value] : training_.results()) history_.add(name, value);
    if (validation_rows_ > 0) {
        history_.add("val_loss", validation_.loss() + model_.regularization(false));
        for (const auto& [name, value] : validation_.results()) history_.add("val_" + name, value);
    }
    call(&Callback::on_epoch_end);
    const double mean = training_.loss();
    if (mean > explosion * first_loss_ && mean > first_loss_ + 1) {
        find_divergence();
        return finish(RunState::diverged);
    }
    if (stop_requested_ || epoch_ >= experiment_.fit.epochs) finish(RunState::done);
}

void TrainingRun::finish(RunState state) {
    state_ = state;
    call(&Callback::on_train_end);
}

void TrainingRun::find_divergence() {
    const auto finite = [](std::span<const float> values) { return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); }); };
    Divergence found{.epoch = epoch_ + (epoch_open_ ? 1 : 0), .batch = batch_, .layer = {}};
    float largest = -1;
    const auto rows = std::min(experiment_.fit.batch_size, train_rows_);
    if (!std::isfinite(batch_loss_)) {
        for (std::size_t i = 0; i < model_.nodes().size(); ++i) {
            const auto& node = model_.nodes()[i];
            if (!node.layer) continue;
            const auto& parameters = node.layer->parameters();
            const bool weights_finite = std::all_of(parameters.begin(), parameters.end(), [&](const Parameter& p) { return finite(p.value); });
            if (weights_finite && finite(model_.activation(i, rows).flat())) continue;
            found.layer = node.name;
            found.what = weights_finite ? Divergence::What::output : Divergence::What::weights;
            break;
        }
    } else {
        found.what = Divergence::What::exploded;
        found.value = training_.loss();
        for (const auto& node : model_.nodes())
            if (node.layer)
                for (const auto& p : node.layer->parameters())
                    for (const float w : p.value)
                        if (std::abs(w) > largest) largest = std::abs(w), found.layer = node.name;
    }
    divergence_ = std::move(found);
}

double TrainingRun::running(std::string_view name) const {
    if (name == "loss") return training_.loss();
    for (const auto& scored : training_.metrics)
        if (scored.name == name) return scored.metric->result();
    for (const auto& [own, sum] : training_.own_losses)
        if (own == name) return training_.mean(sum);
    return std::nan("");
}

}  // namespace nabla
