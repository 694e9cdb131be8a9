#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/kernels/activation.h"
#include "core/session/session.h"
#include "lessons/linear.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::activations {

/// One line of the learner's notes in "dead".
struct DeadNote {
    double rate = 0;
    std::string activation;
    int dead = 0;
};

/// lesson_state in C++.
struct State {
    bool collapsed = false;            // "none": the two layers are multiplied into one
    std::string function;              // "slopes": the curve in large
    double z = 0;                      // its input
    std::vector<DeadNote> notes;
    double p = 0.7;                    // "entropy": the probability given to the right class
    std::array<double, 3> logits{2, 1, 0};
    static State read(const Json& lesson_state);
};
Json starting_state();

constexpr std::array<std::string_view, 4> taught = {"sigmoid", "tanh", "relu", "leaky_relu"};
constexpr std::array<std::string_view, 8> drawer = {"linear", "hard_sigmoid", "elu", "selu", "softplus", "softsign", "swish", "gelu"};
constexpr double z_limit = 6, certain_z = 5;
constexpr int hidden_layers = 10, dead_units = 100, many_dead = 50, few_dead = 20;
constexpr std::int64_t small_rows = 12'000;
constexpr double chance_loss = 2.302585092994046;   // -ln(1/10)
constexpr std::array<double, 4> rates = {0.001, 0.01, 0.03, 0.1};

inline const Question recall_slope{"recall_slope", {"0.25", "0.5", "1"}, "0.25"};
inline const Question linear_power{"linear_power", {"lower", "same", "higher"}, "same"};
inline const Question slope_five{"slope_five", {"0.25", "0.0993", "0.0066"}, "0.0066"};
inline const Question dies{"dies", {"first", "middle", "last"}, "first"};
inline const Question card_sales{"card_sales", {"linear", "sigmoid", "softmax"}, "linear"};
inline const Question card_bag{"card_bag", {"linear", "sigmoid", "softmax"}, "sigmoid"};
inline const Question card_garment{"card_garment", {"linear", "sigmoid", "softmax"}, "softmax"};
inline const Question card_tags{"card_tags", {"linear", "sigmoid", "softmax"}, "sigmoid"};
inline const Question gap{"gap", {"none", "three", "ten"}, "none"};

const TypedNumber& chance();           // "entropy": the first loss of ten classes

/// The network's hidden layers' activation (of the first one), and the same network with another.
std::string hidden_activation(const Experiment& experiment);
void set_hidden_activation(Experiment& experiment, std::string_view name);
std::string output_activation(const Experiment& experiment);
void set_output_activation(Experiment& experiment, std::string_view name);

// What the figures show of a network. (measure.cpp)

/// Two linear layers multiplied out: y = x (W1 W2) + (b1 W2 + b2). Empty if the network is not two linear layers.
LinearModel collapse(const Model& model);
/// Three features and one target: what "none" draws.
bool has_three_features(const Dataset& data);
/// The plane with the smallest mean squared error on the training rows as the network gets them.
LinearModel best_plane(const Dataset& data);
/// Mean squared error of the network on the training rows; NaN where it does not fit them.
double mean_squared_error(Model& model, const Dataset& data);
/// The smallest MSE an output within 0..1 can have: every target nearer to 1 from below than any answer.
double best_under_sigmoid(std::span<const float> targets);
/// The MSE of always answering the mean.
double mean_answer(std::span<const float> targets);

struct LayerStats {
    std::vector<float> activations;    // of every unit for every sample
    std::vector<float> powers;         // log10 |gradient| of the kernel's weights that have one
    double spread = 0;                 // standard deviation of a unit's output over the samples, mean over units
    double gradient = 0;               // RMS of the kernel's gradient
};
/// Of one batch of the first training rows, forward and backward through a copy.
std::vector<LayerStats> layer_stats(const Model& model, const Experiment& experiment, const Dataset& data);

/// For each unit of the first layer the share of 2,000 training rows for which its output is not 0.
std::vector<float> share_on(Model& model, const Dataset& data);
int dead_of(std::span<const float> shares);
/// Loss of the present weights on the first 1,000 training rows.
std::optional<double> first_loss(Session& session);

/// Probabilities of three logits and the gradient of -ln p[truth] by the logits, by the core's own layer and loss.
struct ThreeClasses {
    std::array<float, 3> probability{}, gradient{};
};
ThreeClasses three_classes(const std::array<double, 3>& logits, int truth);

/// The last finished run on ten hidden layers with this activation; null before.
const KeptRun* deep_run(const Session& session, std::string_view activation);
/// The last finished run on Sales with this output; null before.
const KeptRun* sales_run(const Session& session, std::string_view output);
double last_of(const KeptRun& run, std::string_view series);   // NaN if it is not there

/// Six runs: three seeds each of sigmoid and ReLU in the hidden layer.
constexpr int duel_seeds = 3;
void start_duel(Session& session);
std::vector<double> duel_scores(const Session& session, std::string_view activation, std::string_view series);   // of the runs that have ended
bool duel_over(const Session& session);

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::activations
