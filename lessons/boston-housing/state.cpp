#include "lessons/boston-housing/state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lessons/boston-housing/report.h"
#include "lessons/state_number.h"

namespace nabla::lessons::boston_housing {
Spread spread_of(std::span<const double> values) {
    Spread spread{.runs = static_cast<int>(values.size())};
    if (values.empty()) return spread;
    spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    if (values.size() < 2) return spread;
    double squares = 0;
    for (double value : values) squares += (value - spread.mean) * (value - spread.mean);
    spread.deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return spread;
}

Json starting_state() {
    return {{"answers", Json::object()}, {"constant", 15.0}, {"baseline", "constant"}, {"column", "CRIM"}, {"bin", -1},
            {"trim", 0}, {"share", 0.3}, {"row", -1}, {"report", nullptr}, {"trained", Json::object()}, {"typed", Json::object()}, {"feature", "CRIM"}, {"epoch", 0},
            {"away", 2.0}, {"river", 5.0}, {"area", 0}};
}

State State::read(const Json& json) {
    State state;
    state.constant = state_number(json, "constant", 15, lowest_price, highest_price);
    state.baseline = json.value("baseline", "constant");
    state.column = json.value("column", "CRIM");
    state.bin = static_cast<int>(state_number(json, "bin", -1, -1, 999));
    state.trim = static_cast<int>(state_number(json, "trim", 0, 0, trim_limit));
    state.share = state_number(json, "share", 0.3, 0, 1);
    state.feature = json.value("feature", "CRIM");
    state.epoch = static_cast<int>(state_number(json, "epoch", 0, 0, fold_epochs));
    state.away = state_number(json, "away", 2, -5, 5);
    state.river = state_number(json, "river", 5, -5, 5);
    state.area = static_cast<int>(state_number(json, "area", 0, 0, 505));
    state.row = static_cast<int>(state_number(json, "row", -1, -1, 101));
    if (const auto report = report_of(json)) state.report = Spread{.runs = static_cast<int>(report->scores.size()), .mean = report->mean(), .deviation = report->deviation()};
    return state;
}

std::optional<std::size_t> RawTable::column(std::string_view name) const {
    const auto it = std::ranges::find(names, name);
    return it == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - names.begin()));
}

RawTable raw_table(const Dataset& data) {
    RawTable table{.names = data.feature_names, .values = {}, .train_rows = static_cast<std::size_t>(data.raw_train.rows())};
    const std::size_t features = table.names.size();
    table.names.push_back(data.target_name.empty() ? "MEDV" : data.target_name);
    for (const Part* part : {&data.raw_train, &data.raw_test}) {
        const auto x = part->x.floats();
        for (std::size_t row = 0; row < static_cast<std::size_t>(part->rows()); ++row) {
            table.values.insert(table.values.end(), x.begin() + static_cast<std::ptrdiff_t>(row * features), x.begin() + static_cast<std::ptrdiff_t>((row + 1) * features));
            table.values.push_back(part->y[row]);
        }
    }
    return table;
}

int Bars::bar_of(double value) const {
    return std::clamp(static_cast<int>(std::floor((value - low) / width + 1e-6)), 0, static_cast<int>(counts.size()) - 1);
}

Bars bars_of(const RawTable& table, std::size_t column) {
    double low = table.at(0, column), high = low;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        low = std::min<double>(low, table.at(row, column));
        high = std::max<double>(high, table.at(row, column));
    }
    Bars bars;
    if (table.names[column] == "MEDV") {
        bars = {.low = 4.5, .width = 1, .counts = std::vector<int>(46)};   // the last bar holds 50.0 alone
    } else {
        constexpr int count = 24;
        bars = {.low = low, .width = high > low ? (high - low) / count : 1, .counts = std::vector<int>(high > low ? count : 1)};
    }
    for (std::size_t row = 0; row < table.rows(); ++row) ++bars.counts[static_cast<std::size_t>(bars.bar_of(table.at(row, column)))];
    return bars;
}

Pile pile_of(const RawTable& table, std::size_t column, const Bars& bars, int bar) {
    if (bar < 0 || bar >= static_cast<int>(bars.counts.size())) return Pile::none;
    if (table.names[column] == "MEDV") return bar == bars.bar_of(highest_price) ? Pile::cut : Pile::none;
    const auto count = [&](int i) { return i < 0 || i >= static_cast<int>(bars.counts.size()) ? 0 : bars.counts[static_cast<std::size_t>(i)]; };
    const bool towers = count(bar) == std::ranges::max(bars.counts) && count(bar) > 2 * std::max(count(bar - 1), count(bar + 1));
    return towers ? Pile::natural : Pile::none;
}

const TypedNumber& column_sum() {
    static const TypedNumber number{.id = "column_sum", .answer = [](const Session&) { return 1.0; }, .tolerance = 0.001, .min = 0, .max = 100,
                                    .slips = {{"two", [](const Session&) { return 2.0; }}, {"zero", [](const Session&) { return 0.0; }}}};
    return number;
}

double linear_test_mae(const Dataset& data) {
    const LinearModel plane = fit_linear(data.raw_train.x.floats(), data.raw_train.y);
    const auto x = data.raw_test.x.floats();
    std::vector<float> predicted;
    for (std::size_t i = 0; i < data.raw_test.y.size(); ++i)
        predicted.push_back(static_cast<float>(plane.predict(x.subspan(i * plane.weights.size(), plane.weights.size()))));
    return mean_absolute_error(predicted, data.raw_test.y);
}

double mean_absolute_error(std::span<const float> predicted, std::span<const float> truth) {
    double sum = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) sum += std::abs(double{predicted[i]} - truth[i]);
    return truth.empty() ? 0 : sum / static_cast<double>(truth.size());
}

std::vector<double> sorted_errors(const TestResult& result, const Part& test) {
    std::vector<double> errors;
    const auto& predicted = result.evaluation.predictions;
    for (std::size_t i = 0; i < std::min(predicted.size(), test.y.size()); ++i) errors.push_back(std::abs(double{predicted[i]} - test.y[i]));
    std::ranges::sort(errors, std::greater());
    return errors;
}

Scores scores_of(std::span<const double> errors, int trim) {
    const auto kept = errors.subspan(std::min(errors.size(), static_cast<std::size_t>(trim)));
    Scores scores;
    for (double error : kept) scores.mae += error, scores.mse += error * error;
    if (!kept.empty()) scores.mae /= static_cast<double>(kept.size()), scores.mse /= static_cast<double>(kept.size());
    return scores;
}

ScaleRuns scale_runs(const Session& session) {
    ScaleRuns found;
    for (const KeptRun& run : session.runs()) {
        if (run.history.epochs() == 0 || !run.history.find("val_mae")) continue;
        const Json how = run.experiment["dataset"].value("standardize", Json(false));
        if (how.is_boolean()) (how == true ? found.standardized : found.raw) = &run;   // given numbers are neither
    }
    return found;
}

}  // namespace nabla::lessons::boston_housing
