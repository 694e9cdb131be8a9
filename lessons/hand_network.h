#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/model/model.h"
#include "core/session/session.h"

namespace nabla::lessons {

/// The 2-2-1 network that two lessons work out by hand: x = (1, -1), sigmoid neurons, target 0.4, mean squared error.
///   z_j = w_j1 x_1 + w_j2 x_2 + b_j,  h_j = sigma(z_j),  z_3 = v_1 h_1 + v_2 h_2 + c,  y = sigma(z_3),  L = (y - t)^2
/// In the order of the model's arena: kernel [inputs, units], bias, of the hidden layer, then of the output.
using HandWeights = std::array<float, 9>;
inline constexpr HandWeights hand_weights{2, -1, 1, -1, 0, 0, -.9f, .8f, 0};
inline constexpr std::array<float, 2> hand_input{1, -1};
inline constexpr float hand_target = .4f;

/// Everything that one pass forward and back leaves behind, from the core's own trace.
struct HandNumbers {
    std::array<float, 2> x{}, b{}, v{}, z{}, h{};
    std::array<std::array<float, 2>, 2> w{};      // w[j][i]: from input i to neuron j
    float c = 0, z3 = 0, y = 0, target = 0, loss = 0;
    // Backward: dL/d(what the name says)
    float d_y = 0, slope3 = 0, delta = 0, d_c = 0;   // delta = d_y * slope3 = dL/dz3
    std::array<float, 2> d_v{}, d_h{}, slope{}, d_z{}, d_b{};
    std::array<std::array<float, 2>, 2> d_w{};

    float product(int neuron, int input) const { return at(w, neuron, input) * x[static_cast<std::size_t>(input)]; }
    float contribution(int neuron) const { return v[static_cast<std::size_t>(neuron)] * h[static_cast<std::size_t>(neuron)]; }
    static float at(const std::array<std::array<float, 2>, 2>& m, int j, int i) { return m[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)]; }
};

HandNumbers hand_numbers(const HandWeights& weights, std::array<float, 2> x = hand_input, float target = hand_target);

/// The network as an Experiment: one row, plain SGD, these weights to begin with.
Experiment hand_experiment(double learning_rate, const HandWeights& weights = hand_weights);
/// True while the session's model is that network (of any weights).
bool is_hand_network(const Experiment& experiment);
/// The run's newest weights; those of the Experiment's beginning before; hand_weights for another model.
HandWeights present_weights(const Session& session);

/// A parameter by its key: "w11" (neuron 1, input 1), "b1", "v1", "c"; -1 for another key.
int hand_index(std::string_view key);
/// Key -> name with subscripts: "w11" -> "w₁₁", "y" -> "ŷ".
std::string hand_name(std::string_view key);
/// Keys of every part: x1 x2 h1 h2 y, then the nine parameters.
std::span<const std::string_view> hand_parts();

}  // namespace nabla::lessons
