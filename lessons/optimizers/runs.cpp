#include <algorithm>
#include <cmath>
#include <cstdio>

#include "lessons/optimizers/state.h"

namespace nabla::lessons::optimizers {
namespace {

bool is_sgd(const Json& experiment, double rate, double momentum) {
    const Json& optimizer = experiment["compile"]["optimizer"];
    const Json& config = optimizer["config"];
    return experiment["dataset"].value("name", "") == "fashion_mnist" && optimizer.value("class_name", "") == "SGD" && std::abs(config.value("learning_rate", 0.0) - rate) < 1e-9 &&
           std::abs(config.value("momentum", 0.0) - momentum) < 1e-9 && !config.value("nesterov", false);
}

}  // namespace

SpeedRuns speed_runs(const Session& session) {
    SpeedRuns found;
    for (const KeptRun& run : session.runs()) {
        if (run.history.epochs() < 3) continue;
        if (is_sgd(run.experiment, 0.01, 0)) found.plain = &run;
        if (is_sgd(run.experiment, 0.001, 0.9)) found.momentum = &run;
    }
    return found;
}

const std::vector<RuleColumn>& table_columns() {
    static const std::vector<RuleColumn> all{{"SGD", {"SGD", Json::object()}},
                                              {"Momentum", {"SGD", {{"momentum", 0.9}}}},
                                              {"Nesterov", {"SGD", {{"momentum", 0.9}, {"nesterov", true}}}},
                                              {"RMSprop", {"RMSprop", Json::object()}},
                                              {"Adam", {"Adam", Json::object()}}};
    return all;
}

std::string rate_name(double rate) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", rate);
    return text;
}

void start_column(Session& session, const RuleColumn& column) {
    const auto data = session.dataset();
    if (!data) return;
    std::vector<GroupRun> runs;
    for (const double rate : table_rates) {
        GroupRun run{.name = column.id + " " + rate_name(rate), .experiment = session.experiment(), .data = data};
        run.experiment.compile.optimizer = canonical_optimizer(at_rate(column.rule, rate), "optimizer");
        runs.push_back(std::move(run));
    }
    session.group(column.id).start(std::move(runs), session.threads());
}

RateCell cell_of(const Session& session, const RuleColumn& column, std::size_t rate) {
    RateCell cell;
    const auto& views = session.group(column.id).views();
    if (rate >= views.size()) return cell;
    cell.run = &views[rate];
    if (const auto* accuracy = views[rate].history.find("val_accuracy"); accuracy && !accuracy->empty()) cell.accuracy = accuracy->back();
    return cell;
}

std::size_t ended_cells(const Session& session) {
    std::size_t count = 0;
    for (const RuleColumn& column : table_columns()) count += session.group(column.id).ended();
    return count;
}

int best_rate(const Session& session, const RuleColumn& column) {
    int best = -1;
    double highest = -1;
    for (std::size_t i = 0; i < table_rates.size(); ++i) {
        const RateCell cell = cell_of(session, column, i);
        if (!cell.run || !cell.run->ended()) return -1;
        if (cell.accuracy && *cell.accuracy > highest) highest = *cell.accuracy, best = static_cast<int>(i);
    }
    return best;
}

}  // namespace nabla::lessons::optimizers
