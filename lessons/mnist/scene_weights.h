#pragma once
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {

/// The first layer's weights as pictures: one neuron before and after training and their difference, and all of them to
/// choose from. What never moved is counted.
class WeightsView {
public:
    float draw(SceneContext& context, kit::Box area);

private:
    void follow(SceneContext& context);
    std::vector<float> of_neuron(std::span<const float> kernel, int neuron) const;
    void draw_triple(SceneContext& context, int neuron, kit::Box box);
    float draw_still(SceneContext& context, ImVec2 at, float width) const;

    kit::ImageGrid grid_;
    kit::Heatmap pictures_[3];
    std::vector<float> now_;        // [784, units], a copy: the probe may be replaced
    StillWeights still_;
    float range_ = 1;
    int units_ = 0;
    std::uint64_t version_ = 0;
    std::string model_;
};

}  // namespace nabla::lessons::mnist
