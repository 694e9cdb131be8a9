#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/line_loss.h"
#include "lessons/optimizers/grounds.h"
#include "lessons/optimizers/rules.h"
#include "lessons/playback.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::optimizers {

constexpr double first_gradient = 200;
constexpr std::array box_rates{1.5, 0.2};            // "boxes": Adagrad's and RMSprop's
/// Rules that no earlier step has: what the drawer is for.
inline constexpr std::array drawer_rules{"AdamW", "Adamax", "Nadam", "Adadelta"};

/// lesson_state in C++.
struct State {
    std::array<double, 2> start{0, 0};               // "ravine": (b, w), TV in hundreds
    std::array<double, 2> box_start{0, 0};           // "boxes"
    bool boxes_watched = false;                      // "boxes": the walk was played or stepped through once the boxes could be seen
    double gradient = first_gradient;                // "adam": the second parameter's
    std::array<double, 2> aim{0.7, 0.7};             // "slice": where the next walk begins
    std::vector<std::array<double, 2>> starts;       // and every one that has begun, the newest last
    std::vector<std::array<double, 2>> compared;     // places apart from each other, after training
    std::map<std::string, std::string> bets;         // "table": an optimizer's best rate
    std::string cell;                                // "table": the one in focus, "Adam 0.01"
    std::string ground = "bowl", rule = "SGD";       // "drawer"
    std::map<std::string, double> rates;             // "drawer": the rules that walk, with their rates
    std::array<double, 2> ground_start{0, 0};        // "drawer"
    static State read(const Json& lesson_state);
};
Json starting_state();

constexpr std::int64_t ravine_updates = 60, curve_updates = 30, box_updates = 80, drawer_updates = 200, most_updates = 3000;

constexpr double best_plain_rate = 0.2567;           // on the ravine
constexpr double curve_rate = 0.1, curve_momentum = 0.9, adam_rate = 0.1;

std::optional<LineLoss> ravine_loss(const Session& session);
/// "ravine": the Experiment's own rule; SGD's rate and momentum as far as their sliders could go.
Named ravine_rule(const Session& session);
double momentum_of(const Experiment& experiment);    // 0 for other rules
std::vector<Waypoint> ravine_walk(const Session& session, std::array<double, 2> start, const Named& rule, std::int64_t updates);
std::int64_t ravine_count(const Session& session, std::array<double, 2> start, const Named& rule);
/// The limits of a step's start, and its key in lesson_state.
struct StartRange {
    const char* key;
    double b_low, b_high, w_low, w_high;
};
StartRange start_range(std::string_view step);
/// f(w) = w^2 from w = 1 at rate 0.1.
std::vector<Waypoint> square_walk(const Named& rule, std::size_t updates);

/// The first updates of two parameters whose gradients stay 2 and `gradient`.
std::vector<Waypoint> constant_walk(const Named& rule, double gradient, std::size_t updates);

/// "speed": the last runs of SGD 0.01 and of momentum 0.9 at 0.001; null before.
struct SpeedRuns {
    const KeptRun* plain = nullptr;
    const KeptRun* momentum = nullptr;
};
SpeedRuns speed_runs(const Session& session);

/// "table": a run of the present Experiment for each optimizer and rate, from the same initial weights. A column is a group of runs.
struct RuleColumn {
    std::string id;                                  // also the group's name
    Named rule;                                      // without its rate
};
const std::vector<RuleColumn>& table_columns();
constexpr std::array<double, 4> table_rates{.0001, .001, .01, .1};
std::string rate_name(double rate);
void start_column(Session& session, const RuleColumn& column);
struct RateCell {
    const GroupRunView* run = nullptr;               // null: not asked for
    std::optional<double> accuracy;                  // of the validation rows after the last epoch so far
};
RateCell cell_of(const Session& session, const RuleColumn& column, std::size_t rate);
std::size_t ended_cells(const Session& session);
/// The rate with the best accuracy; -1 while not all of the column has ended.
int best_rate(const Session& session, const RuleColumn& column);

inline const Question recall{"recall", {"steep", "flat", "rows"}, "steep"};
inline const Question gain{"gain", {"35", "17", "5"}, "17"};
inline const Question winner{"winner", {"plain", "momentum", "tie"}, "tie"};
inline const Question only_grows{"only_grows", {"adagrad", "rmsprop", "both"}, "adagrad"};
inline const Question first_steps{"first_steps", {"hundred", "equal", "ten"}, "equal"};
const TypedNumber& second_w();
const TypedNumber& first_w();

std::int64_t playback_length(const Session& session);
std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::optimizers
