#include "core/model/gradient_check.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/layers/layer_cases.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

/// Says twice the slope that it has.
class WrongLoss : public Loss {
public:
    std::string_view name() const override { return "wrong"; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override {
        const double value = right_->evaluate(prediction, target, gradient);
        for (float& g : gradient.flat()) g *= 2;
        return value;
    }
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override { right_->per_sample(prediction, target, out); }

private:
    std::unique_ptr<Loss> right_ = make_loss("mean_squared_error", nullptr, "loss");
};

double worst_of(const std::vector<GradientCheck>& report) {
    double worst = 0;
    for (const auto& row : report) worst = std::max(worst, row.worst);
    return worst;
}

}  // namespace

TEST_CASE("check_gradients: sound models of every kind pass, a wrong gradient does not; weights stay") {
    const auto data = toy_data(6, 16, 0);
    std::vector<float> x(6 * 16);
    data->train.x.gather(0, 6, x.data());
    const ConstTensor target{data->train.y.data(), {6, 1}};
    const Json image = layer("Reshape", {{"target_shape", {4, 4, 1}}}), steps = layer("Reshape", {{"target_shape", {8, 2}}});
    const Json penalty = {{"units", 4}, {"kernel_regularizer", {{"class_name", "L2"}, {"config", {{"l2", 0.1}}}}}};
    const Json models[] = {sequential({dense(5, "tanh"), dense(1)}), sequential({layer("Dense", penalty), dense(1)}),
                           sequential({image, layer("Conv2D", {{"filters", 3}, {"kernel_size", 3}, {"activation", "relu"}}), layer("BatchNormalization"), layer("Flatten"), dense(1)}),
                           sequential({steps, layer("Bidirectional", {{"layer", layer("LSTM", {{"units", 3}})}}), dense(1)})};
    const auto mse = make_loss("mean_squared_error", nullptr, "loss");
    for (const Json& config : models) {
        Model model(config, Shape{16});
        model.initialize(3);
        const auto before = copy(model.weights());
        const auto report = check_gradients(model, *mse, x, target);
        INFO(config.dump());
        CHECK(worst_of(report) < 1e-2);
        CHECK(same_bits(before, model.weights()));
        for (const auto& row : report) CHECK((row.checked > 0 && row.kinks < row.checked));
        const WrongLoss wrong;
        CHECK(worst_of(check_gradients(model, wrong, x, target)) > 0.3);
    }
}
