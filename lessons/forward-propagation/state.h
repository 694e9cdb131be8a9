#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/hand_network.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::forward_propagation {

/// lesson_state in C++.
struct State {
    std::string part;            // key of the chosen part of the diagram, "" for none
    double z = -1;               // where the learner stands on the sigmoid curve
    double v1 = -.9, v2 = .8;    // "many": the output weights that are tried
    int sample = 2;              // "matrix": the chosen row
    int picture = 0;             // "digit": the training row that goes through
    static State read(const Json& lesson_state);
};
Json starting_state();

/// The numbers of the network as it is now; those of the lesson where the model was changed to another one.
HandNumbers numbers(const Session& session);
/// "many": the same hidden layer under the tried output weights.
HandNumbers tried(const Session& session);
HandNumbers tried(const Session& session, double v1, double v2);
constexpr double same_output = .436, least_move = .1, off_output = .01;
/// The tried weights give .436 and lie far enough from where they started.
bool found_another(const HandNumbers& now);
bool found_another(const Session& session);

/// "matrix": three samples at once, X [3, 2] times W [2, 2] + b, in rows; from the core's own layer.
inline constexpr float batch[3][2] = {{1, -1}, {0, 2}, {3, 1}};
struct BatchSums {
    float w[2][2], b[2], z[3][2];   // w[i][j]: from input i to neuron j, as Keras keeps a kernel
};
BatchSums batch_sums(const Session& session);

/// Parameters of a dense layer.
constexpr std::int64_t dense_parameters(std::int64_t inputs, std::int64_t units) { return inputs * units + units; }

/// "digit": one training picture through the network; empty until data and network are there.
struct DigitPass {
    std::vector<std::vector<float>> layers;   // outputs of the dense layers
    std::vector<float> pixels;                // 784
    int label = 0;
};
DigitPass digit_pass(Session& session, int row);

inline const Question no_bias{"no_bias", {"sum", "none", "minus"}, "sum"};
inline const Question signs{"signs", {"weights", "products", "first"}, "products"};
inline const Question off{"off", {"0", "0.5", "1"}, "0.5"};
inline const Question first_layer{"first_layer", {"1040", "200704", "200960"}, "200960"};
inline const Question rest{"rest", {"inputs", "biases", "outputs"}, "biases"};
inline const Question top{"top", {"exact", "low", "high"}, "low"};

const TypedNumber& hidden_value();                       // "first"
const std::vector<const TypedNumber*>& output_values();  // "output", in order
const TypedNumber& matrix_cell();                        // "matrix"

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);
/// How far the open step has got with the hand network: what is not known yet is not told either.
enum class Known { weights, sums, first, hidden, output };
Known known(const Session& session);
/// A part of the hand network in a sentence.
Text part_sentence(const HandNumbers& numbers, std::string_view key, Known known);

}  // namespace nabla::lessons::forward_propagation
