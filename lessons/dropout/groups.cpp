#include <algorithm>

#include "lessons/dropout/state.h"

namespace nabla::lessons::dropout {
namespace {

constexpr std::string_view names[] = {"without", "with"};

GroupRun run_for(const Session& session, bool with, std::string name) {
    return {.name = std::move(name), .experiment = with_dropout(session.experiment(), with), .data = session.dataset(), .evaluate = true};
}

}  // namespace

void start_pair(Session& session, bool thirty) {
    const auto data = session.dataset();
    if (!data || !data->test) return;
    std::vector<GroupRun> runs;
    for (const bool with : {false, true}) {
        GroupRun run = run_for(session, with, std::string(names[with]));
        run.experiment.fit.epochs = thirty ? long_epochs : short_epochs;
        run.keep_weights = !thirty;
        run.inspect_rows = thirty ? 0 : inspected_rows;
        runs.push_back(std::move(run));
    }
    session.group(thirty ? "thirty" : "pair").start(std::move(runs), session.threads());
}

void start_small(Session& session) {
    const auto data = session.dataset();
    if (!data || !data->test) return;
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= small_seeds; ++seed)
        for (const bool with : {false, true}) {
            GroupRun run = run_for(session, with, std::string(names[with]) + " " + std::to_string(seed));
            run.experiment.seed = static_cast<std::uint64_t>(seed);
            runs.push_back(std::move(run));
        }
    session.group("small").start(std::move(runs), session.threads());
}

const GroupRunView* run_of(const Session& session, std::string_view group, std::string_view name) {
    const auto& views = session.group(group).views();
    const auto it = std::ranges::find(views, name, &GroupRunView::name);
    return it == views.end() ? nullptr : &*it;
}

bool over(const Session& session, std::string_view group, std::size_t runs) {
    const auto& views = session.group(group).views();
    return views.size() == runs && std::ranges::all_of(views, [](const auto& view) { return view.state == GroupRunView::State::done; });
}

std::optional<double> test_accuracy(const GroupRunView* run) {
    if (!run || !run->test || run->test->metrics.empty()) return {};
    return run->test->metrics.front().second;
}

std::vector<double> small_scores(const Session& session, bool with, bool loss) {
    std::vector<double> scores;
    for (const GroupRunView& run : session.group("small").views()) {
        if (run.name.starts_with(with ? "with " : "without ") && run.test && !run.test->metrics.empty())
            scores.push_back(loss ? run.test->loss : run.test->metrics.front().second);
    }
    return scores;
}

std::optional<Model> trained(const Session& session, bool with) {
    const GroupRunView* run = run_of(session, "pair", names[with]);
    if (!run || !run->weights) return {};
    const Experiment e = with_dropout(session.experiment(), with);
    const auto inputs = e.input_shapes();
    if (inputs.empty() || e.model.value("class_name", "") != "Sequential") return {};
    Model model(e.model, inputs);
    if (model.weights().size() != run->weights->size()) return {};
    std::ranges::copy(*run->weights, model.weights().begin());
    return model;
}

}  // namespace nabla::lessons::dropout
