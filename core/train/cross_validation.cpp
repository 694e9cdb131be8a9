#include "core/train/cross_validation.h"

#include <cmath>

#include "core/data/folds.h"

namespace nabla {
namespace {

/// The same samples with more behind them.
Part with_rows_of(const Part& first, const Part& second) {
    Part part = first;
    if (first.x.is_bytes()) {
        std::vector<std::uint8_t> bytes(first.x.bytes().begin(), first.x.bytes().end());
        bytes.insert(bytes.end(), second.x.bytes().begin(), second.x.bytes().end());
        part.x = Samples::from_bytes(first.x.sample_shape(), std::move(bytes), first.x.scale());
    } else if (first.x.is_multi_hot()) {
        Words words;
        for (const auto* part_of : {&first.x, &second.x})
            for (std::int64_t row = 0; row < part_of->rows(); ++row) words.append(part_of->words(static_cast<std::size_t>(row)));
        part.x = Samples::multi_hot(first.x.sample_shape()[0], words);
    } else {
        std::vector<float> floats(first.x.floats().begin(), first.x.floats().end());
        floats.insert(floats.end(), second.x.floats().begin(), second.x.floats().end());
        part.x = Samples::from_floats(first.x.sample_shape(), std::move(floats));
    }
    part.y.insert(part.y.end(), second.y.begin(), second.y.end());
    return part;
}

}  // namespace

FoldTurn fold_turn(const Experiment& experiment, const Dataset& data, int index) {
    auto turn = fold(data, {.folds = static_cast<int>(experiment.folds), .index = index, .shuffle = experiment.seed});
    FoldTurn result{.experiment = experiment, .data = {}};
    result.experiment.folds = 0;
    // The half keeps the split's rounding from taking a row away.
    const double held_out = static_cast<double>(turn.test->rows());
    result.experiment.fit.validation_split = (held_out - 0.5) / static_cast<double>(data.train.rows());
    turn.train = with_rows_of(turn.train, *turn.test);
    turn.test.reset();
    result.data = std::make_shared<const Dataset>(std::move(turn));
    return result;
}

namespace {

constexpr std::string_view validation = "val_";

Json score_of(const History& history) {
    Json score = Json::object();
    for (const auto& [name, values] : history.series)
        if (name.starts_with(validation) && !values.empty()) score[name.substr(validation.size())] = finite_json(values.back());
    return score;
}

/// Epoch by epoch the folds' mean, as far as all of them have come.
std::vector<double> mean_of(std::span<const History> folds, const std::string& name) {
    std::vector<double> mean;
    for (std::size_t epoch = 0;; ++epoch) {
        double sum = 0;
        for (const History& fold : folds) {
            const auto* values = fold.find(name);
            if (!values || values->size() <= epoch) return mean;
            sum += (*values)[epoch];
        }
        mean.push_back(sum / static_cast<double>(folds.size()));
    }
}

}  // namespace

int best_epoch(std::span<const History> folds, std::string_view name) {
    if (folds.empty()) return 0;
    const auto mean = mean_of(folds, std::string(validation).append(name));
    int best = 0;
    for (std::size_t epoch = 0; epoch < mean.size(); ++epoch)
        if (std::isfinite(mean[epoch]) && (best == 0 || mean[epoch] < mean[static_cast<std::size_t>(best - 1)])) best = static_cast<int>(epoch) + 1;
    return best;
}

Json fold_summary(std::span<const History> folds) {
    Json scores = Json::array(), mean = Json::object(), deviation = Json::object(), history = Json::object();
    const auto count = static_cast<double>(folds.size());
    const auto number = [](const Json& score, const std::string& name) {
        return score.contains(name) && score[name].is_number() ? score[name].get<double>() : std::nan("");
    };
    for (const History& fold : folds) scores.push_back(score_of(fold));
    if (!scores.empty())
        for (const auto& [name, first] : scores[0].items()) {
            double sum = 0, squares = 0;
            for (const Json& score : scores) sum += number(score, name);
            for (const Json& score : scores) squares += std::pow(number(score, name) - sum / count, 2);
            mean[name] = finite_json(sum / count);
            deviation[name] = finite_json(std::sqrt(squares / count));
            history[name] = Json::array();
            for (const double value : mean_of(folds, std::string(validation) + name)) history[name].push_back(finite_json(value));
        }
    const int best = best_epoch(folds, mean.contains("mae") ? "mae" : "loss");
    return {{"folds", std::move(scores)}, {"mean", std::move(mean)}, {"deviation", std::move(deviation)}, {"history", std::move(history)}, {"best_epoch", best}};
}

}  // namespace nabla
