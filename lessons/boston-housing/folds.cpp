#include <algorithm>
#include <cmath>

#include "core/train/cross_validation.h"
#include "lessons/boston-housing/state.h"

namespace nabla::lessons::boston_housing {
namespace {

constexpr std::string_view group_name = "folds";

Experiment in_folds(const Session& session) {
    Experiment e = session.experiment();
    e.folds = folds;
    return e;
}

}  // namespace

void start_folds(Session& session) {
    const auto data = session.dataset();
    if (!data) return;
    Experiment e = in_folds(session);
    // In the step "epoch" the field for epochs holds the learner's choice; the curves still need to run past it.
    if (session.step().id == "epoch") e.fit.epochs = fold_epochs;
    std::vector<GroupRun> runs;
    for (int i = 0; i < folds; ++i) {
        auto turn = fold_turn(e, *data, i);
        runs.push_back({.name = "fold " + std::to_string(i + 1), .experiment = std::move(turn.experiment), .data = std::move(turn.data)});
    }
    session.group(group_name).start(std::move(runs), std::max(folds, session.threads()));
}

const std::vector<GroupRunView>& fold_runs(const Session& session) { return session.group(group_name).views(); }

FoldCurves fold_curves(const Session& session) {
    FoldCurves curves;
    std::size_t shared = 0;
    const auto& runs = fold_runs(session);
    curves.complete = !runs.empty();
    for (const GroupRunView& run : runs) {
        const auto* values = run.history.find("val_mae");
        curves.complete = curves.complete && run.state == GroupRunView::State::done && values && !values->empty();
        if (!values) continue;
        shared = curves.each.empty() ? values->size() : std::min(shared, values->size());
        curves.each.push_back(values);
    }
    if (curves.each.size() < runs.size()) shared = 0;
    for (std::size_t epoch = 0; epoch < shared; ++epoch) {
        double sum = 0;
        for (const auto* values : curves.each) sum += (*values)[epoch];
        curves.average.push_back(sum / static_cast<double>(curves.each.size()));
    }
    if (shared > 0) curves.best = static_cast<std::size_t>(std::ranges::min_element(curves.average) - curves.average.begin());
    return curves;
}

int FoldCurves::near_best(double by) const {
    if (average.empty()) return 0;
    return static_cast<int>(std::ranges::count_if(average, [&](double value) { return value <= average[best] + by; }));
}

std::vector<FoldStatistics> fold_statistics(const Session& session, std::string_view feature) {
    std::vector<FoldStatistics> all;
    const auto data = session.dataset();
    if (!data) return all;
    const auto column = std::ranges::find(data->feature_names, feature) - data->feature_names.begin();
    for (int i = 0; i < folds; ++i) {
        const auto turn = fold_turn(in_folds(session), *data, i);
        const auto held_out = data->train.rows() * (i + 1) / folds - data->train.rows() * i / folds;
        FoldStatistics one{.train = data->train.rows() - held_out, .held_out = held_out};
        if (const auto& scaler = turn.data->scaler; scaler && column < static_cast<std::ptrdiff_t>(scaler->mean.size()))
            one.mean = static_cast<double>(scaler->mean[static_cast<std::size_t>(column)]), one.deviation = static_cast<double>(scaler->deviation[static_cast<std::size_t>(column)]);
        all.push_back(one);
    }
    return all;
}

const TypedNumber& epochs_argument() {
    const auto argmin = [](const Session& session, double by) {
        const FoldCurves curves = fold_curves(session);
        return curves.complete ? static_cast<double>(curves.best) + by : std::nan("");
    };
    static const TypedNumber number{.id = "epochs_argument", .answer = [argmin](const Session& s) { return argmin(s, 1); }, .tolerance = 0.001, .min = 0, .max = 10'000,
                                    .slips = {{"argmin", [argmin](const Session& s) { return argmin(s, 0); }}}};
    return number;
}

}  // namespace nabla::lessons::boston_housing
