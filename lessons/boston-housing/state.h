#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/columns.h"
#include "lessons/linear.h"
#include "lessons/question.h"

namespace nabla::lessons::boston_housing {

/// Mean and deviation (of a sample: divided by n - 1) of test errors over seeds.
struct Spread {
    int runs = 0;
    double mean = 0, deviation = 0;
};
Spread spread_of(std::span<const double> values);

/// lesson_state in C++.
struct State {
    double constant = 15;        // "baseline": what the learner always answers, in thousands of dollars
    std::string baseline;        // "baseline": "constant" or "linear"
    std::string column;          // "table": the feature in large
    int bin = -1;                // its chosen bar; -1: none
    int trim = 0;                // "scores": so many of the largest errors left out
    double share = 0.3;          // "column-b": Bk, the share of Black residents, 0..1
    int row = -1;                // "report": the test row in focus
    std::optional<Spread> report;
    static State read(const Json& lesson_state);
};
Json starting_state();

constexpr int trim_limit = 10, seeds = 10;
constexpr double lowest_price = 5, highest_price = 50;

/// The tables of the data set as they came, before scaling: training rows first.
struct RawTable {
    std::vector<std::string> names;     // 13 features, then MEDV
    std::vector<float> values;          // [rows, names]
    std::size_t train_rows = 0;
    std::size_t rows() const { return names.empty() ? 0 : values.size() / names.size(); }
    float at(std::size_t row, std::size_t column) const { return values[row * names.size() + column]; }
    std::optional<std::size_t> column(std::string_view name) const;
};
RawTable raw_table(const Dataset& data);

/// Bars of equal width. A value on the border belongs to the bar that begins there, the last bar takes its end too.
struct Bars {
    double low = 0, width = 1;
    std::vector<int> counts;
    int bar_of(double value) const;
    double begin(int bar) const { return low + width * bar; }
};
Bars bars_of(const RawTable& table, std::size_t column);

double mean_absolute_error(std::span<const float> predicted, std::span<const float> truth);
/// Errors of the test rows, |prediction - truth|, largest first.
std::vector<double> sorted_errors(const TestResult& result, const Part& test);
/// MAE and MSE without the `trim` largest errors.
struct Scores {
    double mae = 0, mse = 0;
};
Scores scores_of(std::span<const double> errors_largest_first, int trim);

/// B of the data set's authors for a share Bk of Black residents, 0..1.
inline double b_of(double share) { return 1000 * (share - 0.63) * (share - 0.63); }

/// Ten seeds with B and the same ten without, or ten seeds of the present experiment: groups of runs, told apart by name.
void start_pairs(Session& session);
void start_seeds(Session& session);
struct Pair {
    int seed = 0;
    std::optional<double> with, without;   // test MAE
};
std::vector<Pair> pairs_of(const Session& session);
std::vector<double> seeds_of(const Session& session);   // test MAE of the seeds that have ended
bool shows_pairs(const Session& session);
bool shows_seeds(const Session& session);

inline const Question batches{"batches", {"25", "26", "404"}, "26"};
inline const Question baseline_mae{"baseline_mae", {"1.5", "6.5", "22"}, "6.5"};
inline const Question raw_scale{"raw_scale", {"same", "worse", "better"}, "worse"};
inline const Question agree{"agree", {"fell", "rose", "same"}, "rose"};
inline const Question without_b{"without_b", {"worse", "noise", "better"}, "noise"};

/// The last run on raw columns and the last one on standardized columns; null before.
struct ScaleRuns {
    const KeptRun* raw = nullptr;
    const KeptRun* standardized = nullptr;
};
ScaleRuns scale_runs(const Session& session);

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::boston_housing
