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
    Tally tally;
    tally.metrics = make_metrics();
    const auto width = model_.output_shape().elements();
    if (keep_predictions) {
        result.predictions.resize(static_cast<std::size_t>(count * width));
        result.losses.resize(static_cast<std::size_t>(count));
    }
    Model::PassOptions mode = pass(options.training_mode);
    const std::vector<float> state(model_.state().begin(), model_.state().end());   // moving means follow a training pass
    mode.update <<= 20;   // each chunk has masks of its own, and none of a batch's
    for (std::int64_t first = 0; first < count; first += chunk) {
        const auto rows = std::min(chunk, count - first);
        gather_input(part.x, first, rows);
        const ConstTensor target = gather_target(part, first, rows);
        ++mode.update;
        mode.sparse = pass(false).sparse;
        const ConstTensor prediction = model_.forward(rows, mode);
        tally.add(loss_->evaluate(prediction, target, {}), prediction, target);
        if (!keep_predictions) continue;
        std::copy_n(prediction.data, prediction.size(), result.predictions.data() + first * width);
        loss_->per_sample(prediction, target, std::span(result.losses).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows)));
    }
    std::copy(state.begin(), state.end(), model_.state().begin());
    result.loss = tally.loss() + model_.regularization(false);
    for (const auto& metric : tally.metrics) result.metrics.push_back({std::string(metric->name()), metric->result()});
    return result;
}

std::vector<float> TrainingRun::predict(std::span<const float> rows) {
    const auto in = static_cast<std::size_t>(model_.input_shape().elements()), out = static_cast<std::size_t>(model_.output_shape().elements());
    if (rows.size() % in != 0)
        throw Error({.code = "row_length", .where = "rows", .expected = std::to_string(in) + " values in each row", .received = std::to_string(rows.size()) + " values",
                     .advice = "Give every row as many values as the model has inputs."});
    const std::size_t count = rows.size() / in;
    std::vector<float> result(count * out);
    auto dense_pass = pass(false);
    dense_pass.sparse = nullptr;
    for (std::size_t first = 0; first < count; first += chunk) {
        const auto size = std::min<std::size_t>(chunk, count - first);
        const auto batch = static_cast<std::int64_t>(size);
        std::copy_n(rows.data() + first * in, size * in, model_.input(batch).data);
        std::copy_n(model_.forward(batch, dense_pass).data, size * out, result.data() + first * out);
    }
    return result;
}

}  // namespace nabla
