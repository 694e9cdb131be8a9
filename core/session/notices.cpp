#include "core/session/notices.h"

#include "core/data/dataset.h"
#include "core/experiment/json_reader.h"
#include "core/number_text.h"

namespace nabla {
namespace {

const char* code_of(Divergence::What what) {
    switch (what) {
        case Divergence::What::output: return "diverged_output";
        case Divergence::What::weights: return "diverged_weights";
        case Divergence::What::loss: return "diverged_loss";
        case Divergence::What::exploded: return "exploded";
    }
    return "diverged_loss";
}

/// Pixels of 0 to 255, or columns as they were measured: how to bring them near 1. Else empty: an advice that cannot be followed helps nobody.
std::string scaling(const DatasetSpec& spec) {
    const auto* info = find_dataset(spec.name);
    const bool table = spec.name == "csv" || (info && info->needs_files && !info->features.empty());   // toys are drawn near 0
    if (table) return spec.standardize || spec.min_max || spec.given_scale ? "" : "standardize the data";
    return spec.rescale ? "" : "rescale the data to 0–1";
}

}  // namespace

std::optional<ErrorInfo> notice_of(const TrainerView& view, const Experiment& experiment) {
    const std::string scale = scaling(experiment.dataset), or_scale = scale.empty() ? "" : ", or " + scale;
    const Json rate = experiment.compile.optimizer.config.value("learning_rate", Json());
    if (view.divergence) {
        const auto& d = *view.divergence;
        return ErrorInfo{.code = code_of(d.what), .where = d.layer, .expected = "learning_rate " + shown(rate),
                         .received = "epoch " + std::to_string(d.epoch) + ", batch " + std::to_string(d.batch),
                         .advice = "Lower the learning rate" + or_scale + "."};
    }
    if (view.stuck_at_chance) {
        const auto* loss = view.history.find("loss");
        const double last = loss && !loss->empty() ? loss->back() : 0;
        return ErrorInfo{.code = "stuck_at_chance", .where = "loss", .expected = "learning_rate " + shown(rate), .received = number_text(last, 3),
                         .advice = "Change the learning rate or the activation function" + or_scale + "; then train again."};
    }
    return {};
}

}  // namespace nabla
