#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "core/train/early_stopping.h"
#include "lessons/question.h"

namespace nabla::lessons::overfitting {

constexpr double noise_level = 0.2, noise_variance = 0.04;   // E: no curve without knowledge of the noise gets below it on new points
constexpr int curve_points = 201;

/// The function behind the points: sin 2 pi x.
float true_curve(float x);
/// A network's answers at x = 0, 1/200, ... 1, and their mean squared distance from the true curve.
std::vector<float> curve_of(Model& model);
double curve_error(std::span<const float> curve);
/// One hidden layer of tanh for each number in "64-64".
Json network_of(std::string_view width);
std::string width_of(const Experiment& experiment);
bool is_curve_fit(const Experiment& experiment);

/// Runs on points of the curve that stand side by side; what they are is in their names.
struct CurveRun {
    std::string width;
    int rows = 0;
    double noise = 0;
    std::uint64_t seed = 0;
    bool ended = false;
    double train = 0;                                     // mean squared error on its own rows
    std::shared_ptr<const std::vector<float>> weights = {};  // once it has ended
};
void start_widths(Session& session);                      // 2, 4 and 64-64 units on the same points
void start_rows(Session& session);                        // 20, 60 and 200 points for the same network
std::vector<CurveRun> curve_runs(const Session& session, std::string_view kind);   // "width", "rows"; empty if others are shown
/// curve_error of a run that has ended.
double error_of(const CurveRun& run);

/// Penalties side by side, on the digits.
struct PenaltyRun {
    std::string name;                                     // "none", "l2", "l1"
    bool ended = false;
    double accuracy = 0, val_accuracy = 0, val_loss = 0;
    std::shared_ptr<const std::vector<float>> weights = {};
};
struct WeightCount {
    std::int64_t all = 0, small = 0, zero = 0;            // kernels: |w| < 0.001, w = 0
    std::vector<int> bars;                                // of w over -0.1 .. 0.1
};
constexpr double bars_reach = 0.1, small_weight = 0.001;
constexpr int bar_count = 50;
constexpr double l1_strength = 1e-4, l2_strength = 1e-3;
void start_penalties(Session& session);
std::vector<PenaltyRun> penalty_runs(const Session& session);
Json with_penalty(Json model, std::string_view name);
/// The part of Keras's val_loss that is penalty.
double penalty_in(const Experiment& experiment, const PenaltyRun& run);
/// Counts the kernels' weights of a network of the experiment's shape.
WeightCount count_weights(const Experiment& experiment, std::span<const float> weights);

/// The early stopping that the experiment asks for, replayed on a history by the rule itself.
struct Stopping {
    std::int64_t best = 0, seen = 0, patience = 0;        // epochs from 1; 0: none yet
    bool stopped = false;
};
std::optional<Stopping> stopping_of(const Experiment& experiment, const History& history);

/// Ten networks trained on labels that mean nothing, scored on 100 test images that were peeked at and on fresh ones.
struct PeekRun {
    bool ended = false;
    double peeked = 0, fresh = 0;                         // accuracy
};
constexpr int candidates = 10, peeked_rows = 100;
void start_peek(Session& session);
std::vector<PeekRun> peek_runs(const Session& session);   // the ten candidates, then one that nobody chose
int best_candidate(std::span<const PeekRun> runs);        // -1 until all ten have ended

/// Whether the step's button can train its networks now: none is in training, and the rows that they need are there.
bool can_compare(const Session& session);

Json starting_state();

inline const Question recall{"recall", {"0.8", "0.9", "0.2"}, "0.8"};
inline const Question shape{"shape", {"true", "points", "flat"}, "points"};
inline const Question closest{"closest", {"2", "4", "64-64"}, "4"};
inline const Question more{"more", {"same", "half", "tenth"}, "tenth"};
inline const Question memory{"memory", {"0.89", "0.95", "1.0"}, "1.0"};
inline const Question random_labels{"random_labels", {"chance", "memory", "some"}, "memory"};
inline const Question zeros{"zeros", {"most", "half", "none"}, "none"};
inline const Question when{"when", {"3", "9", "30"}, "9"};
inline const Question fresh{"fresh", {"same", "lower", "higher"}, "lower"};

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::overfitting
