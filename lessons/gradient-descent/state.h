#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/line_loss.h"
#include "lessons/playback.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::gradient_descent {

/// lesson_state in C++.
struct State {
    double w = 0;                          // "fit": slope of the line
    double at = 0;                         // "slope": where the tangent touches
    std::array<double, 2> start{0, 0};     // "ravine": (b, w), TV in hundreds
    std::string counted;                   // "epochs": which of the three cases is drawn
    static State read(const Json& lesson_state);
};
Json starting_state();

constexpr double w_low = -4, w_high = 12;               // of the loss curve in w
constexpr std::array<double, 5> rates{.1, .5, .9, 1, 1.1};
constexpr std::int64_t ravine_updates = 120, scale_updates = 150, most_updates = 3000;

/// The loss over standardized TV; nothing before the data are there.
std::optional<LineLoss> standardized_loss(const Session& session);
std::optional<LineLoss> hundreds_loss(const Session& session);
/// x = (TV - shift) / unit, as the Experiment counts TV.
struct Scaling {
    double shift = 0, unit = 1;
};
Scaling scaling_of(const Session& session);
std::optional<LineLoss> scaled_loss(const Session& session);
/// The rate at which gradient descent comes nearest fastest: 2 / (steepest + flattest).
double best_rate(const LineLoss& loss);

Named sgd(double rate);
double learning_rate(const Experiment& experiment);
/// Of the Experiment's own rate: w alone, b at the mean, an update an epoch.
std::vector<Waypoint> rate_walk(const Session& session);
/// Of the "ravine" step: plain updates from its start, at the Experiment's rate as far as that lies within reach.
double ravine_rate(const Session& session);
std::vector<Waypoint> ravine_walk(const Session& session, const State& state);
std::int64_t ravine_count(const Session& session, const State& state);

/// A run of the "batches" chapter again, every update kept: the run is a function of its Experiment.
struct BatchPath {
    int run = 0;
    std::int64_t batch_size = 0, batches = 0;   // updates an epoch
    std::vector<std::array<double, 2>> points;  // (b, w) at the start and after every update
    double wander = 0;                          // of the last epoch's places about their own middle: mean distance
    double loss = 0;                            // of all rows at the end
};
BatchPath replay(const KeptRun& run, std::shared_ptr<const Dataset> data, const LineLoss& loss);
/// The last run of each batch size: 200, 5, 1; null before.
std::array<const KeptRun*, 3> batch_runs(const Session& session);
constexpr std::array<std::int64_t, 3> batch_sizes{200, 5, 1};
constexpr std::array<int, 3> batch_series{3, 1, 2};   // of the theme's colours; 0 is the surface's own hue

/// rows, batch size and their number of updates an epoch: the three cases of "epochs".
struct Case {
    std::string id;
    std::int64_t rows, batch;
    std::int64_t updates() const { return (rows + batch - 1) / batch; }
};
const std::vector<Case>& cases();
const Case& shown_case(const State& state);
/// Its number has been typed: the figure may show the batches.
bool solved(const Session& session, const Case& one);

/// "row-number": seeds 1 to 5, without the row number and with it, as a group of runs.
bool can_pair(const Session& session);
void start_pairs(Session& session);
struct Pair {
    std::optional<double> without, with;   // test MSE
};
std::vector<Pair> pairs_of(const Session& session);
constexpr int pair_seeds = 5;

inline const Question hand_loss{"hand_loss", {"0.0013", "0.036", "0.18"}, "0.0013"};
inline const Question rate_one{"rate_one", {"arrives", "swings", "leaves"}, "swings"};
inline const Question one_update{"one_update", {"1", "10", "43"}, "1"};
inline const Question wanders{"wanders", {"all", "five", "one"}, "one"};
inline const Question damage{"damage", {"doubles", "hidden", "better"}, "hidden"};
const TypedNumber& next_w();
const std::vector<const TypedNumber*>& counts();

/// How many steps the present step's animation has; 0: it has none.
std::int64_t playback_length(const Session& session);
std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::gradient_descent
