#include "core/train/cross_validation.h"

#include <cmath>

#include "core/data/folds.h"

namespace nabla {
namespace {

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// The same samples with more behind them.
Part joined(const Part& first, const Part& second) {
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
    turn.train = joined(turn.train, *turn.test);
    turn.test.reset();
    result.data = std::make_shared<const Dataset>(std::move(turn));
    return result;
}

Json fold_score(const History& history) {
    Json score = Json::object();
    for (const auto& [name, values] : history.series)
        if (name.starts_with("val_") && !values.empty()) score[name.substr(4)] = finite(values.back());
    return score;
}

Json fold_summary(const Json& scores) {
    Json mean = Json::object(), deviation = Json::object();
    const auto count = static_cast<double>(scores.size());
    const auto number = [](const Json& score, const std::string& name) {
        return score.contains(name) && score[name].is_number() ? score[name].get<double>() : std::nan("");
    };
    if (!scores.empty())
        for (const auto& [name, first] : scores[0].items()) {
            double sum = 0, squares = 0;
            for (const Json& score : scores) sum += number(score, name);
            for (const Json& score : scores) squares += std::pow(number(score, name) - sum / count, 2);
            mean[name] = finite(sum / count);
            deviation[name] = finite(std::sqrt(squares / count));
        }
    return {{"folds", scores}, {"mean", std::move(mean)}, {"deviation", std::move(deviation)}};
}

}  // namespace nabla
