#include <algorithm>

#include "lessons/boston-housing/state.h"

namespace nabla::lessons::boston_housing {
namespace {

constexpr std::string_view with_name = "B ", without_name = "no B ", seed_name = "seed ";

std::optional<double> mae_of(const GroupRunView& run) {
    if (!run.test) return {};
    for (const auto& [name, value] : run.test->metrics)
        if (name == "mae") return value;
    return {};
}

bool named(const Session& session, std::string_view prefix) {
    const auto& views = session.group().views();
    return std::ranges::any_of(views, [&](const GroupRunView& view) { return view.name.starts_with(prefix); });
}

GroupRun seeded(const Session& session, std::string name, int seed, std::shared_ptr<const Dataset> data) {
    GroupRun run{.name = std::move(name), .experiment = session.experiment(), .data = std::move(data), .evaluate = true};
    run.experiment.seed = static_cast<std::uint64_t>(seed);
    return run;
}

}  // namespace

void start_pairs(Session& session) {
    const auto data = session.dataset();
    if (!data || !data->test || std::ranges::find(data->feature_names, "B") == data->feature_names.end()) return;
    const auto rest = without_feature(*data, "B");
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= seeds; ++seed) {
        runs.push_back(seeded(session, std::string(with_name) + std::to_string(seed), seed, data));
        auto other = seeded(session, std::string(without_name) + std::to_string(seed), seed, rest);
        other.experiment.dataset.drop.push_back("B");
        runs.push_back(std::move(other));
    }
    session.group().start(std::move(runs), session.threads());
}

void start_seeds(Session& session) {
    const auto data = session.dataset();
    if (!data || !data->test) return;
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= seeds; ++seed) runs.push_back(seeded(session, std::string(seed_name) + std::to_string(seed), seed, data));
    session.group().start(std::move(runs), session.threads());
}

std::vector<Pair> pairs_of(const Session& session) {
    std::vector<Pair> pairs;
    if (!shows_pairs(session)) return pairs;
    const auto& views = session.group().views();
    for (std::size_t i = 0; i + 1 < views.size(); i += 2)
        pairs.push_back({.seed = static_cast<int>(i / 2 + 1), .with = mae_of(views[i]), .without = mae_of(views[i + 1])});
    return pairs;
}

std::vector<double> seeds_of(const Session& session) {
    std::vector<double> scores;
    if (!shows_seeds(session)) return scores;
    for (const GroupRunView& view : session.group().views())
        if (const auto mae = mae_of(view)) scores.push_back(*mae);
    return scores;
}

bool shows_pairs(const Session& session) { return named(session, without_name); }
bool shows_seeds(const Session& session) { return named(session, seed_name); }

}  // namespace nabla::lessons::boston_housing
