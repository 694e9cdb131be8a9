#pragma once
#include <cstdint>
#include <vector>

#include "core/model/model.h"
#include "lessons/kit/heatmap.h"

namespace nabla::kit {

/// What every neuron of a network with two inputs answers over a square of the plane, as small pictures in the signed colours:
/// half and above blue for a sigmoid, positive blue for the rest. Computed by the network itself, anew when its version changes.
class NeuronFields {
public:
    struct Options {
        double low = -3, high = 3;       // of both inputs
        int side = 48;                   // pixels
        std::uint64_t version = 0;       // of the weights
    };
    /// False if the network does not have two inputs.
    bool follow(Ui& ui, Model& model, const Options& options);
    std::size_t layers() const { return maps_.size(); }
    std::size_t units(std::size_t layer) const { return maps_[layer].size(); }
    const Heatmap& map(std::size_t layer, std::size_t unit) const { return maps_[layer][unit]; }
    const Heatmap& output() const { return maps_.back().front(); }
    bool empty() const { return maps_.empty(); }

private:
    std::vector<std::vector<Heatmap>> maps_;   // [layer][unit], inputs left out
    Options shown_;
    bool dark_ = false;
    std::uint64_t drawn_ = 0;
};

}  // namespace nabla::kit
