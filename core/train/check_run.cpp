#include "core/train/check_run.h"

#include <algorithm>

#include "core/train/batch_source.h"
#include "core/train/compiled_loss.h"

namespace nabla {

std::vector<GradientCheck> check_gradients(Model& model, const Experiment& experiment, const Dataset& data, std::int64_t rows, const GradientCheckOptions& options) {
    const auto batch = std::min(rows, data.train.rows());
    BatchSource source(experiment, data, model);
    CompiledLoss loss(experiment.compile);
    model.reserve(batch, true);
    const auto evaluate = [&](bool gradients) {
        source.fill(model, data.train, 0, batch);
        model.forward(batch, {.sparse = source.sparse()});
        return loss.evaluate(model, batch, source.targets(), {}, gradients);
    };
    const auto differentiate = [&] {
        evaluate(true);
        model.backward(batch, {.sparse = source.sparse()}, loss.from_logits(model));
        model.regularization(true);
    };
    return check_gradients(model, {.value = [&] { return evaluate(false) + model.regularization(false); }, .differentiate = differentiate}, options);
}

}  // namespace nabla
