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
#include "lessons/typed_number.h"

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
    std::string feature;         // "folds": the column whose mean and deviation are shown fold by fold
    int epoch = 0;               // "epoch": the learner's choice; 0: none
    double away = 2, river = 5;  // "chas": weights of the columns CHAS=0 and CHAS=1
    int area = 0;                // "chas": the area whose row is shown in large
    int row = -1;                // "report": the test row in focus
    std::optional<Spread> report;   // what the saved one comes to
    static State read(const Json& lesson_state);
};
Json starting_state();

constexpr int trim_limit = 10, seeds = 10;
constexpr int folds = 4, fold_epochs = 300;
constexpr int pair_folds = 5, pair_seeds = 4;   // 20 pairs
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
/// What towers over its neighbours: prices that were cut off (MEDV's last bar), or values that merely meet there.
enum class Pile { none, cut, natural };
Pile pile_of(const RawTable& table, std::size_t column, const Bars& bars, int bar);

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

/// Four runs of the present experiment, each validated on a fold that it does not train on.
void start_folds(Session& session);
const std::vector<GroupRunView>& fold_runs(const Session& session);

/// The four validation curves and what they come to.
struct FoldCurves {
    std::vector<const std::vector<double>*> each;   // validation MAE, one an epoch
    std::vector<double> average;                    // of the epochs that all four have gone through
    bool complete = false;
    std::size_t best = 0;                           // np.argmin(average): counted from 0
    int best_epoch() const { return static_cast<int>(best) + 1; }
    /// Epochs whose average is at most `by` above the best.
    int near_best(double by) const;
};
FoldCurves fold_curves(const Session& session);
constexpr double near_enough = 0.05;

/// One turn: rows that train and that validate, and a column's statistics over those that train.
struct FoldStatistics {
    std::int64_t train = 0, held_out = 0;
    double mean = 0, deviation = 0;
};
std::vector<FoldStatistics> fold_statistics(const Session& session, std::string_view feature);

/// 20 paired folds: 5 folds x 4 seeds, each once on the columns as they are and once without B, or with CHAS one-hot.
enum class Comparison { without_b, chas_one_hot };
bool can_pair(const Session& session, Comparison comparison);
void start_pairs(Session& session, Comparison comparison);
/// Ten seeds of the present experiment, scored on the test set.
void start_seeds(Session& session);
struct Pair {
    int seed = 0, fold = 0;
    std::optional<double> as_is, changed;   // validation MAE after the last epoch
    bool both() const { return as_is && changed; }
};
std::vector<Pair> pairs_of(const Session& session, Comparison comparison);
bool pairs_over(const Session& session, Comparison comparison);
std::vector<double> seeds_of(const Session& session);   // test MAE of the seeds that have ended

/// Test MAE of the linear formula on these columns.
double linear_test_mae(const Dataset& data);

inline const Question batches{"batches", {"25", "26", "404"}, "26"};
inline const Question baseline_mae{"baseline_mae", {"1.5", "6.5", "22"}, "6.5"};
inline const Question raw_scale{"raw_scale", {"same", "worse", "better"}, "worse"};
inline const Question agree{"agree", {"fell", "rose", "same"}, "rose"};
inline const Question fold_spread{"fold_spread", {"0.02", "0.1", "0.4"}, "0.4"};
inline const Question one_hot{"one_hot", {"more", "same", "less"}, "same"};
/// fit(epochs=...) that ends with the best epoch, worked out from np.argmin; and CHAS=0 + CHAS=1.
const TypedNumber& epochs_argument();
const TypedNumber& column_sum();
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
