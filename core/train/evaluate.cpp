#include <algorithm>

#include "core/train/training_run.h"

namespace nabla {

namespace {
constexpr std::int64_t chunk = 256;
}

Evaluation TrainingRun::evaluate(const Part& part, const EvaluationOptions& options) {
    Evaluation result;
    const bool keep_predictions = options.keep_predictions;
    const auto count = options.rows > 0 ? std::min(options.rows, part.rows()) : part.rows();
    Tally tally = make_tally();
    const auto compared = compared_output(experiment_.compile);
    const auto width = model_.output_shape(compared).elements();
    if (keep_predictions) {
        result.predictions.resize(static_cast<std::size_t>(count * width));
        result.losses.resize(static_cast<std::size_t>(count));
    }
    Model::PassOptions mode = pass(options.training_mode);
    const std::vector<float> state(model_.state().begin(), model_.state().end());   // moving means follow a training pass
    mode.update <<= 20;   // each chunk has masks of its own, and none of a batch's
    for (std::int64_t first = 0; first < count; first += chunk) {
        const auto rows = std::min(chunk, count - first);
        source_.fill(model_, part, first, rows);
        ++mode.update;
        mode.sparse = source_.sparse();
        model_.forward(rows, mode);
        tally.add(loss_.evaluate(model_, rows, source_.targets(), {}, false), rows, loss_);
        tally.score(model_, rows, source_.targets());
        if (!keep_predictions) continue;
        const ConstTensor prediction = model_.activation(static_cast<std::size_t>(model_.outputs()[compared]), rows);
        std::copy_n(prediction.data, prediction.size(), result.predictions.data() + first * width);
        const auto losses = std::span(result.losses).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows));
        if (const Loss* loss = loss_.loss(compared)) loss->per_sample(prediction, source_.targets()[compared], losses);
    }
    std::copy(state.begin(), state.end(), model_.state().begin());
    result.loss = tally.loss() + model_.regularization(false);
    result.own_losses = tally.own();
    result.metrics = tally.scores();
    return result;
}

std::vector<float> TrainingRun::predict(std::span<const float> rows) { return std::move(predict_all(rows).front()); }

std::vector<std::vector<float>> TrainingRun::predict_all(std::span<const float> rows) {
    const auto in = static_cast<std::size_t>(data_->train.x.sample_shape().elements());
    if (rows.size() % in != 0)
        throw Error({.code = "row_length", .where = "rows", .expected = std::to_string(in) + " values in each row", .received = std::to_string(rows.size()) + " values",
                     .advice = "Give every row as many values as the model has inputs."});
    const std::size_t count = rows.size() / in;
    std::vector<std::vector<float>> results(model_.outputs().size());
    auto dense_pass = pass(false);
    dense_pass.sparse = nullptr;
    for (std::size_t first = 0; first < count; first += chunk) {
        const auto size = std::min<std::size_t>(chunk, count - first);
        const auto batch = static_cast<std::int64_t>(size);
        source_.fill(model_, rows.subspan(first * in, size * in), batch);
        model_.forward(batch, dense_pass);
        for (std::size_t i = 0; i < results.size(); ++i) {
            const auto output = model_.activation(static_cast<std::size_t>(model_.outputs()[i]), batch).flat();
            results[i].insert(results[i].end(), output.begin(), output.end());
        }
    }
    return results;
}

}  // namespace nabla
