#include <algorithm>

#include "core/train/cross_validation.h"
#include "lessons/boston-housing/report.h"
#include "lessons/boston-housing/state.h"

namespace nabla::lessons::boston_housing {
namespace {

std::string_view group_of(Comparison comparison) { return comparison == Comparison::without_b ? "without_b" : "chas"; }
std::string_view feature_of(Comparison comparison) { return comparison == Comparison::without_b ? "B" : "CHAS"; }

std::optional<double> last_of(const GroupRunView& run, std::string_view name) {
    const auto* values = run.history.find(name);
    if (run.state != GroupRunView::State::done || !values || values->empty()) return {};
    return values->back();
}

GroupRun seeded(const Session& session, std::string name, int seed, std::shared_ptr<const Dataset> data) {
    GroupRun run{.name = std::move(name), .experiment = session.experiment(), .data = std::move(data), .evaluate = true};
    run.experiment.seed = static_cast<std::uint64_t>(seed);
    return run;
}

}  // namespace

/// Where the model's inputs are given columns by name there is no saying what it takes without one.
bool can_pair(const Session& session, Comparison comparison) {
    const auto data = session.dataset();
    return data && data->inputs.empty() && std::ranges::find(data->feature_names, feature_of(comparison)) != data->feature_names.end();
}

void start_pairs(Session& session, Comparison comparison) {
    if (!can_pair(session, comparison)) return;
    const auto data = session.dataset();
    const std::string feature(feature_of(comparison));
    Experiment as_is = session.experiment();
    as_is.folds = pair_folds;
    Experiment changed = as_is;
    (comparison == Comparison::without_b ? changed.dataset.drop : changed.dataset.one_hot).push_back(feature);
    const auto other = comparison == Comparison::without_b ? without_feature(*data, feature) : one_hot_feature(*data, feature);
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= pair_seeds; ++seed)
        for (int fold = 0; fold < pair_folds; ++fold)
            for (const bool first : {true, false}) {
                Experiment e = first ? as_is : changed;
                e.seed = static_cast<std::uint64_t>(seed);
                // The seed deals the rows: both runs of a pair hold out the same ones.
                auto turn = fold_turn(e, first ? *data : *other, fold);
                runs.push_back({.name = std::to_string(seed) + "." + std::to_string(fold + 1), .experiment = std::move(turn.experiment), .data = std::move(turn.data)});
            }
    session.group(group_of(comparison)).start(std::move(runs), session.threads());
}

void start_seeds(Session& session) {
    const auto data = session.dataset();
    if (!data || !data->test) return;
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= seeds; ++seed) runs.push_back(seeded(session, "seed " + std::to_string(seed), seed, data));
    session.group().start(std::move(runs), session.threads());
}

std::vector<Pair> pairs_of(const Session& session, Comparison comparison) {
    std::vector<Pair> pairs;
    const auto& views = session.group(group_of(comparison)).views();
    for (std::size_t i = 0; i + 1 < views.size(); i += 2) {
        const int pair = static_cast<int>(i / 2);
        pairs.push_back({.seed = pair / pair_folds + 1, .fold = pair % pair_folds + 1, .as_is = last_of(views[i], "val_mae"), .changed = last_of(views[i + 1], "val_mae")});
    }
    return pairs;
}

bool pairs_over(const Session& session, Comparison comparison) {
    const auto pairs = pairs_of(session, comparison);
    return !pairs.empty() && std::ranges::all_of(pairs, &Pair::both);
}

std::vector<double> seeds_of(const Session& session) {
    std::vector<double> scores;
    for (const Report::Score& score : seed_scores(session)) scores.push_back(score.mae);
    return scores;
}

}  // namespace nabla::lessons::boston_housing
