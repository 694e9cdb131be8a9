#pragma once
#include <algorithm>

#include "core/losses/loss.h"
#include "tests/core/support.h"

namespace nabla::test {

/// Lessons 2 and 4: x = (1, -1), hidden weights (2, 1) and (-1, -1), output weights (-.9, .8), no biases, all sigmoid,
/// target .4. Parameters stand in Keras's order: kernel [inputs, units] and bias of the hidden layer, then of the output.
struct LessonNetwork {
    Model model{sequential({dense(2, "sigmoid"), dense(1, "sigmoid")}), {2}};
    std::unique_ptr<Loss> mse = make_loss("mean_squared_error", Json::object(), "loss");
    float target = .4f;

    LessonNetwork() : LessonNetwork({2, -1, 1, -1, 0, 0, -.9f, .8f, 0}) {}
    explicit LessonNetwork(std::initializer_list<float> weights) {
        std::copy(weights.begin(), weights.end(), model.weights().begin());
        model.reserve(1, true);
        forward();
    }
    void forward() {
        const float x[] = {1, -1};
        std::copy(std::begin(x), std::end(x), model.input(1).data);
        model.forward(1, {.training = true});
    }
    /// Gradients of the loss by every parameter, in the arena's order.
    std::span<const float> backward() {
        mse->evaluate(prediction(), {&target, {1, 1}}, model.output_gradient(1));
        model.backward(1, {.training = true}, false);
        return model.gradients();
    }
    /// Where the last hidden and output values stand: the last two nodes.
    ConstTensor hidden() const { return model.activation(model.nodes().size() - 2, 1); }
    ConstTensor prediction() const { return model.activation(model.nodes().size() - 1, 1); }
    float output() const { return prediction().data[0]; }
    double loss() const { return mse->evaluate(prediction(), {&target, {1, 1}}, {}); }
};

}  // namespace nabla::test
