#include <algorithm>
#include <cmath>

#include "lessons/columns.h"
#include "lessons/gradient-descent/state.h"

namespace nabla::lessons::gradient_descent {
namespace {

constexpr std::string_view without_name = "no row ", with_name = "row ";

/// Writes (b, w) down after every batch. The arena of a Dense(1) on one feature is its kernel, then its bias.
class Recorder : public Callback {
public:
    explicit Recorder(std::vector<std::array<double, 2>>& points) : points_(points) {}
    void on_batch_end(TrainingRun& run) override {
        const auto weights = std::as_const(run).model().weights();
        points_.push_back({weights[1], weights[0]});
    }

private:
    std::vector<std::array<double, 2>>& points_;
};

bool of_a_line(const Json& experiment) {
    const Json& layers = experiment["model"]["config"]["layers"];
    return layers.size() == 1 && experiment["dataset"].value("standardize", Json()) == true && experiment["compile"]["optimizer"].value("class_name", "") == "SGD" &&
           experiment["dataset"].value("drop", Json::array()).size() == 2 && !layers[0]["config"].contains("bias_initializer");
}

}  // namespace

BatchPath replay(const KeptRun& run, std::shared_ptr<const Dataset> data, const LineLoss& loss) {
    BatchPath path{.run = run.number};
    if (!data || !data->inputs.empty() || !data->targets.empty()) return path;  // not the line's own column
    std::vector<std::unique_ptr<Callback>> callbacks;
    callbacks.push_back(std::make_unique<Recorder>(path.points));
    TrainingRun again(Experiment::parse(run.experiment), std::move(data), RunOptions{.callbacks = std::move(callbacks)});
    const auto start = std::as_const(again).model().weights();
    if (start.size() != 2) return path;
    path.points.push_back({start[1], start[0]});
    while (path.points.size() < 20'000 && again.step()) {}
    path.batch_size = again.experiment().fit.batch_size, path.batches = again.batches();
    const auto last = std::min(static_cast<std::size_t>(path.batches), path.points.size() - 1);
    const auto n = static_cast<double>(last);
    double b = 0, w = 0;
    for (auto it = path.points.end() - static_cast<std::ptrdiff_t>(last); it != path.points.end(); ++it) b += (*it)[0] / n, w += (*it)[1] / n;
    for (auto it = path.points.end() - static_cast<std::ptrdiff_t>(last); it != path.points.end(); ++it) path.wander += std::hypot((*it)[0] - b, (*it)[1] - w) / n;
    path.loss = loss.loss(path.points.back()[0], path.points.back()[1]);
    return path;
}

std::array<const KeptRun*, 3> batch_runs(const Session& session) {
    std::array<const KeptRun*, 3> found{};
    for (const KeptRun& run : session.runs()) {
        if (!of_a_line(run.experiment) || run.history.epochs() < 3) continue;
        for (std::size_t i = 0; i < batch_sizes.size(); ++i)
            if (run.experiment["fit"].value("batch_size", 32) == batch_sizes[i]) found[i] = &run;
    }
    return found;
}

/// Where the model's inputs are given columns by name there is no saying what it takes without one.
bool can_pair(const Session& session) {
    const auto data = session.dataset();
    return data && data->inputs.empty() && std::ranges::find(data->feature_names, "row") != data->feature_names.end();
}

void start_pairs(Session& session) {
    const auto data = session.dataset();
    if (!data || !data->test || !can_pair(session)) return;
    const auto rest = without_feature(*data, "row");
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= pair_seeds; ++seed)
        for (const bool with : {false, true}) {
            GroupRun run{.name = std::string(with ? with_name : without_name) + std::to_string(seed), .experiment = session.experiment(), .data = with ? data : rest, .evaluate = true};
            run.experiment.seed = static_cast<std::uint64_t>(seed);
            run.experiment.dataset.row_number = with;
            runs.push_back(std::move(run));
        }
    session.group().start(std::move(runs), session.threads());
}

std::vector<Pair> pairs_of(const Session& session) {
    std::vector<Pair> pairs;
    const auto& views = session.group().views();
    const auto mse = [](const GroupRunView& view) { return view.test ? std::optional(view.test->loss) : std::nullopt; };
    for (std::size_t i = 0; i + 1 < views.size(); i += 2)
        if (views[i].name.starts_with(without_name)) pairs.push_back({.without = mse(views[i]), .with = mse(views[i + 1])});
    return pairs;
}

}  // namespace nabla::lessons::gradient_descent
