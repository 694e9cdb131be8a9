#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/hand_network.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::backpropagation {

/// lesson_state in C++.
struct State {
    std::string part;            // key of the chosen part of the diagram, "" for none
    bool all = false;            // "through": every value, forward and back
    double tried = 2;            // "sign": w11, tried out
    std::string nudged = "w11";  // "nudge": which parameter
    double h = 1;                // and by how much
    int digit = 0;               // "wishes": which of the 32
    bool measured = false;
    static State read(const Json& lesson_state);
};
Json starting_state();

/// The numbers of the network as it is now; those of the lesson where the model was changed to another one.
HandNumbers numbers(const Session& session);

/// "nudge": the slope that a central difference reads, (L(w + h) - L(w - h)) / 2h, in the core's float32 beside the gradient.
struct Nudge {
    double low = 0, high = 0, estimate = 0, gradient = 0;
    double error() const;        // relative to the gradient
};
Nudge nudge(const HandWeights& weights, std::string_view parameter, double h);
constexpr double nudge_tolerance = 0.01;
double gradient_of(const HandNumbers& numbers, std::string_view parameter);

/// "update": one update by plain gradient descent from the lesson's weights, as the run does it.
HandWeights updated(const HandWeights& weights, double learning_rate);
constexpr double update_target = 1e-5;
/// Learning rate of a run that made exactly one update from the lesson's weights; none for another run.
std::optional<double> tried_rate(const KeptRun& run);
std::vector<double> tried_rates(const Session& session);   // of all such runs, in order
/// "0.001286", "0.0000025": two digits of what is below the goal.
std::string loss_text(double loss);
/// The present run is one of these and its loss is below update_target.
bool update_hits(const Session& session);

/// "twins": 100 updates at rate 1 from the Experiment's start, as far as the run has come. One entry an update.
struct Twins {
    std::vector<float> first, second, loss;   // w11, w21, L; the start included
};
inline constexpr HandWeights twin_weights{.5f, .5f, .5f, .5f, 0, 0, .3f, .3f, 0};
constexpr int twin_updates = 100;
Experiment twin_experiment(bool equal);
bool starts_equal(const Experiment& experiment);
Twins twin_path(const Experiment& experiment);

/// "wishes": what each of 32 digits asks of the weights, and their mean, which is what the batch's update follows.
constexpr int wish_count = 32;
struct Wishes {
    std::array<std::array<float, 10>, wish_count> delta{};   // dL/d(logit): positive wants the output lower
    std::array<float, 10> mean_delta{};
    std::array<int, wish_count> label{};
    std::array<float, wish_count> norm{};                    // of the whole gradient, every weight of the network
    float mean_norm = 0, norm_of_mean = 0;
};
/// Empty while there are no data or the network does not fit.
std::optional<Wishes> wishes(const Session& session);

/// "vanish": RMS of each Dense layer's kernel gradient on one batch, input side first; empty while there are no data.
std::vector<double> layer_gradients(const Session& session);
Experiment deep_experiment();
void use_hidden_activation(Experiment& experiment, const std::string& activation);
/// Of the first hidden layer; "" if they differ.
std::string hidden_activation(const Json& model);
/// Best val_accuracy of the kept runs of ten hidden layers with this activation; none without a whole epoch.
std::optional<double> deep_accuracy(const Session& session, std::string_view activation);
constexpr double stuck_below = 0.2, learned_from = 0.9;

inline const Question recall{"recall", {"down", "up", "stay"}, "up"};
inline const Question direction{"direction", {"down", "up"}, "up"};
inline const Question larger{"larger", {"v1", "v2", "same"}, "v1"};
inline const Question ten{"ten", {"lower", "same", "higher"}, "higher"};
inline const Question apart{"apart", {"apart", "one", "same"}, "same"};
inline const Question shorter{"shorter", {"longer", "equal", "shorter"}, "shorter"};
inline const Question ratio{"ratio", {"tenth", "thousandth", "millionth"}, "millionth"};

const TypedNumber& output_delta();      // "output"
const TypedNumber& weight_gradient();   // "weights"
const TypedNumber& edge_gradient();     // "through"

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::backpropagation
