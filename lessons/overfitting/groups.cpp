#include <algorithm>
#include <cmath>
#include <ranges>

#include "core/number_text.h"
#include "core/session/test_result.h"
#include "lessons/overfitting/state.h"

namespace nabla::lessons::overfitting {
namespace {

std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts;
    for (const auto part : std::views::split(name, '|')) parts.emplace_back(part.begin(), part.end());
    return parts;
}

double last(const History& history, const char* series) {
    const auto* values = history.find(series);
    return values && !values->empty() ? values->back() : NAN;
}

const std::vector<GroupRunView>* shown(const Session& session, std::string_view kind) {
    const auto& views = session.group().views();
    return !views.empty() && views.front().name.starts_with(std::string(kind) + "|") ? &views : nullptr;
}

GroupRun curve_run(const Session& session, std::string_view kind, const std::string& width, std::int64_t rows) {
    GroupRun run{.name = {}, .experiment = session.experiment(), .data = nullptr, .keep_weights = true};
    Experiment& e = run.experiment;
    e.model = network_of(width);
    e.dataset.rows = rows;
    e = Experiment::parse(e.to_json());
    run.name = std::string(kind) + "|" + width + "|" + std::to_string(rows) + "|" + number_text(e.dataset.noise, 6) + "|" + std::to_string(e.seed);
    run.data = std::make_shared<const Dataset>(build_dataset(e.dataset, nullptr, nullptr, e.seed));
    return run;
}

}  // namespace

void start_widths(Session& session) {
    const std::int64_t rows = session.experiment().dataset.rows.value_or(20);
    std::vector<GroupRun> runs;
    for (const char* width : {"2", "4", "64-64"}) runs.push_back(curve_run(session, "width", width, rows));
    session.group().start(std::move(runs), session.threads());
}

void start_rows(Session& session) {
    std::vector<GroupRun> runs;
    for (const std::int64_t rows : {20, 60, 200}) runs.push_back(curve_run(session, "rows", width_of(session.experiment()), rows));
    session.group().start(std::move(runs), session.threads());
}

std::vector<CurveRun> curve_runs(const Session& session, std::string_view kind) {
    std::vector<CurveRun> runs;
    const auto* views = shown(session, kind);
    if (!views) return runs;
    for (const GroupRunView& view : *views) {
        const auto parts = parts_of(view.name);
        if (parts.size() != 5) continue;
        CurveRun run{.width = parts[1], .rows = std::stoi(parts[2]), .noise = std::stod(parts[3]), .seed = std::stoull(parts[4]), .ended = view.ended(), .weights = view.weights};
        run.train = last(view.history, "loss");
        runs.push_back(std::move(run));
    }
    return runs;
}

double error_of(const CurveRun& run) {
    if (!run.weights) return NAN;
    Model model(network_of(run.width), {1});
    if (model.weights().size() != run.weights->size()) return NAN;
    std::ranges::copy(*run.weights, model.weights().begin());
    return curve_error(curve_of(model));
}

Json with_penalty(Json model, std::string_view name) {
    for (Json& layer : model["config"]["layers"]) {
        if (layer["class_name"] != "Dense") continue;
        Json regularizer = nullptr;
        if (name == "l1") regularizer = {{"class_name", "L1"}, {"config", {{"l1", l1_strength}}}};
        if (name == "l2") regularizer = {{"class_name", "L2"}, {"config", {{"l2", l2_strength}}}};
        layer["config"]["kernel_regularizer"] = regularizer;
    }
    return model;
}

void start_penalties(Session& session) {
    const auto data = session.dataset();
    if (!data) return;
    std::vector<GroupRun> runs;
    for (const char* name : {"none", "l2", "l1"}) {
        GroupRun run{.name = std::string("penalty|") + name, .experiment = session.experiment(), .data = data, .keep_weights = true};
        run.experiment.model = with_penalty(run.experiment.model, name);
        runs.push_back(std::move(run));
    }
    session.group().start(std::move(runs), session.threads());
}

std::vector<PenaltyRun> penalty_runs(const Session& session) {
    std::vector<PenaltyRun> runs;
    const auto* views = shown(session, "penalty");
    if (!views) return runs;
    for (const GroupRunView& view : *views) {
        PenaltyRun run{.name = parts_of(view.name).back(), .ended = view.ended(), .weights = view.weights};
        run.accuracy = last(view.history, "accuracy"), run.val_accuracy = last(view.history, "val_accuracy"), run.val_loss = last(view.history, "val_loss");
        runs.push_back(std::move(run));
    }
    return runs;
}

double penalty_in(const Experiment& experiment, const PenaltyRun& run) {
    if (experiment.input_shapes().empty()) return 0;  // a table that is not read yet
    Model model(with_penalty(experiment.model, run.name), experiment.input_shapes());
    if (!run.weights || model.weights().size() != run.weights->size()) return 0;
    std::ranges::copy(*run.weights, model.weights().begin());
    return model.regularization(false);
}

WeightCount count_weights(const Experiment& experiment, std::span<const float> weights) {
    WeightCount count;
    count.bars.assign(bar_count, 0);
    if (experiment.input_shapes().empty()) return count;
    Model model(experiment.model, experiment.input_shapes());
    if (model.weights().size() != weights.size()) return count;
    std::ranges::copy(weights, model.weights().begin());
    for (const Node& node : model.nodes()) {
        if (!node.layer) continue;
        for (const Parameter& parameter : node.layer->parameters()) {
            if (parameter.name != "kernel") continue;
            for (float w : parameter.value) {
                ++count.all;
                count.small += std::fabs(w) < small_weight;
                count.zero += w == 0;
                const int bar = static_cast<int>(std::floor((w + bars_reach) / (2 * bars_reach) * bar_count));
                if (bar >= 0 && bar < bar_count) ++count.bars[static_cast<std::size_t>(bar)];
            }
        }
    }
    return count;
}

void start_peek(Session& session) {
    const auto data = session.dataset();
    if (!data || !data->test) return;
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= candidates + 1; ++seed) {
        GroupRun run{.name = "peek|" + std::to_string(seed), .experiment = session.experiment(), .data = data, .evaluate = true};
        run.experiment.seed = static_cast<std::uint64_t>(seed);
        runs.push_back(std::move(run));
    }
    session.group().start(std::move(runs), session.threads());
}

std::vector<PeekRun> peek_runs(const Session& session) {
    std::vector<PeekRun> runs;
    const auto* views = shown(session, "peek");
    const auto data = session.dataset();
    if (!views || !data || !data->test) return runs;
    const Part& test = *data->test;
    const auto rows = static_cast<std::size_t>(test.rows());
    for (const GroupRunView& view : *views) {
        PeekRun run{.ended = view.ended()};
        if (view.test && rows > peeked_rows && view.test->predictions.size() == rows * 10) {
            std::size_t peeked = 0, right = 0;
            const std::span<const float> out(view.test->predictions);
            for (std::size_t row = 0; row < rows; ++row) {
                const bool good = predicted_class(out.subspan(row * 10, 10)) == static_cast<std::size_t>(test.y[row]);
                (row < peeked_rows ? peeked : right) += good;
            }
            run.peeked = static_cast<double>(peeked) / peeked_rows;
            run.fresh = static_cast<double>(right) / static_cast<double>(rows - peeked_rows);
        }
        runs.push_back(run);
    }
    return runs;
}

int best_candidate(std::span<const PeekRun> runs) {
    if (runs.size() < candidates) return -1;
    const auto ten = runs.first(candidates);
    if (!std::ranges::all_of(ten, &PeekRun::ended)) return -1;
    return static_cast<int>(std::ranges::max_element(ten, {}, &PeekRun::peeked) - ten.begin());
}

bool can_compare(const Session& session) {
    if (session.group().busy()) return false;
    const std::string& step = session.step().id;
    if (step != "penalty" && step != "peek") return true;
    const auto data = session.dataset();
    return data && (step == "penalty" || data->test);
}

}  // namespace nabla::lessons::overfitting
