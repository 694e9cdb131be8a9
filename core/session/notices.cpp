#include "core/session/notices.h"

#include <cmath>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

std::string short_number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

const char* code_of(Divergence::What what) {
    switch (what) {
        case Divergence::What::output: return "diverged_output";
        case Divergence::What::weights: return "diverged_weights";
        case Divergence::What::loss: return "diverged_loss";
        case Divergence::What::exploded: return "exploded";
    }
    return "diverged_loss";
}

}  // namespace

std::optional<ErrorInfo> notice_of(const TrainerView& view, const Experiment& experiment) {
    const Json rate = experiment.compile.optimizer.config.value("learning_rate", Json());
    if (view.divergence) {
        const auto& d = *view.divergence;
        return ErrorInfo{.code = code_of(d.what), .where = d.layer, .expected = "learning_rate " + shown(rate),
                         .received = "epoch " + std::to_string(d.epoch) + ", batch " + std::to_string(d.batch),
                         .advice = "Try a smaller learning rate, or rescale or standardize the data."};
    }
    if (view.stuck_at_chance) {
        const auto* loss = view.history.find("loss");
        const double last = loss && !loss->empty() ? loss->back() : 0;
        return ErrorInfo{.code = "stuck_at_chance", .where = "loss", .expected = "learning_rate " + shown(rate), .received = short_number(last),
                         .advice = "Try a smaller learning rate, rescaled data or another activation; then train afresh."};
    }
    return {};
}

}  // namespace nabla
