#include "core/cli/cross_validation.h"

#include <cmath>

#include "core/data/folds.h"
#include "core/session/api_json.h"

namespace nabla::cli {
namespace {

/// The same samples with more behind them.
Part joined(const Part& first, const Part& second) {
    Part part = first;
    if (first.x.is_bytes()) {
        std::vector<std::uint8_t> bytes(first.x.bytes().begin(), first.x.bytes().end());
        bytes.insert(bytes.end(), second.x.bytes().begin(), second.x.bytes().end());
        part.x = Samples::from_bytes(first.x.sample_shape(), std::move(bytes), first.x.scale());
    } else {
        std::vector<float> floats(first.x.floats().begin(), first.x.floats().end());
        floats.insert(floats.end(), second.x.floats().begin(), second.x.floats().end());
        part.x = Samples::from_floats(first.x.sample_shape(), std::move(floats));
    }
    part.y.insert(part.y.end(), second.y.begin(), second.y.end());
    return part;
}

/// A run validates with its last rows, so the held-out ones go there; the half keeps the split from rounding a row away.
double share_of_last(std::int64_t held_out, std::int64_t all) { return (static_cast<double>(held_out) - 0.5) / static_cast<double>(all); }

/// Mean and deviation over the folds of every number in them.
Json spread(const Json& folds, bool deviation) {
    Json result = Json::object();
    for (const auto& [name, first] : folds[0].items()) {
        double sum = 0, squares = 0;
        for (const auto& fold : folds) sum += fold[name].is_number() ? fold[name].get<double>() : std::nan("");
        const double mean = sum / static_cast<double>(folds.size());
        for (const auto& fold : folds) squares += fold[name].is_number() ? std::pow(fold[name].get<double>() - mean, 2) : std::nan("");
        result[name] = finite_json(deviation ? std::sqrt(squares / static_cast<double>(folds.size())) : mean);
    }
    return result;
}

}  // namespace

Json cross_validate(const Experiment& experiment, const Dataset& data, ThreadPool& pool, EpochReport& report, Console& console) {
    Json folds = Json::array();
    for (int index = 0; index < static_cast<int>(experiment.folds); ++index) {
        auto turn = fold(data, {.folds = static_cast<int>(experiment.folds), .index = index, .shuffle = experiment.seed});
        auto plan = experiment;
        plan.folds = 0;
        plan.fit.validation_split = share_of_last(turn.test->rows(), data.train.rows());
        turn.train = joined(turn.train, *turn.test);
        turn.test.reset();
        TrainingRun run(plan, std::make_shared<const Dataset>(std::move(turn)), {.pool = &pool, .now = console.now});
        report.follow(run, index + 1);
        if (run.divergence()) console.err << "fold " << index + 1 << ": " << divergence_text(*run.divergence()) << std::endl;
        Json numbers = Json::object();
        for (const auto& [name, values] : run.history().series)
            if (name.starts_with("val_") && !values.empty()) numbers[name.substr(4)] = finite_json(values.back());
        folds.push_back(std::move(numbers));
    }
    return {{"folds", folds}, {"mean", spread(folds, false)}, {"deviation", spread(folds, true)}};
}

}  // namespace nabla::cli
