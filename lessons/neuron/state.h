#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::neuron {

/// The neuron of the first two steps.
constexpr std::array<float, 3> first_input{2, -1, .5f}, first_weights{.5f, 1, -2};
struct FirstNeuron {
    std::array<float, 3> products{};
    float sum = 0, output = 0;
};
FirstNeuron first_neuron();
/// The logistic function as the core computes it.
float logistic(float z);

/// A neuron with two inputs: w1 x1 + w2 x2 + b, then the logistic function.
struct Line {
    double w1 = 0, w2 = 0, b = 0;
    bool operator==(const Line&) const = default;
};
struct Sample {
    double x1 = 0, x2 = 0;
    bool positive = false;
};
/// The training rows of the experiment, whether they are written in it or drawn.
std::vector<Sample> samples_of(const Experiment& experiment);
Experiment with_sample_moved(Experiment experiment, std::size_t sample, double x1, double x2);

/// Mean cross-entropy, and on which side of 0.5 each sample falls.
struct Fit {
    double loss = 0;
    int right = 0;
    std::vector<char> wrong;
};
Fit fit_of(Model& model, std::span<const Sample> samples);
Model line_model(const Line& line);
Fit fit_of(const Line& line, std::span<const Sample> samples);

/// XOR worked out by hand: h1 = s(20a + 20b - 10), h2 = s(-20a - 20b + 30), y = s(20 h1 + 20 h2 - 30).
Model xor_by_hand();

constexpr double wanted_output = 0.9, wanted_loss = 0.25;
constexpr Line bias_line{1, 1.5, -1.5};      // the target of "bias"; w1 and w2 are given
constexpr double bias_tolerance = 0.1;
constexpr int seeds = 10;
constexpr double xor_floor = 0.693147;       // ln 2: every answer one half

/// lesson_state in C++.
struct State {
    double z = -1;            // "squash"
    double shift = 0;         // "bias": b
    Line line;                // "by-hand": the learner's own
    Line cut;                 // "xor": the learner's own
    std::string mode;         // "xor": "network" or "hand"
    int sample = 0;           // whose place the sliders show
    int unit = -1;            // "hidden": enlarged; -1: the output
    int tile = 0;             // "two-units": the chosen network, 1..10; 0: the one worked out by hand
    static State read(const Json& lesson_state);
};
Json starting_state();

inline const Question recall{"recall", {"5", "4", "7"}, "5"};
inline const Question sign{"sign", {"negative", "zero", "positive"}, "negative"};
inline const Question bias_moves{"bias_moves", {"turn", "shift", "steep"}, "shift"};
inline const Question same{"same", {"same", "near", "far"}, "near"};
inline const Question best{"best", {"2", "3", "4"}, "3"};
inline const Question succeed{"succeed", {"10", "half", "0"}, "half"};
const TypedNumber& sum_value();

/// "two-units": the ten seeds, trained side by side.
void start_seeds(Session& session);
bool shows_seeds(const Session& session);
int seeds_ended(const Session& session);
int seeds_right(const Session& session);     // all four points on their side
bool is_right(const GroupRunView& run);

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::neuron
