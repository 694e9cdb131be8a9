#pragma once
#include <string>
#include <string_view>

namespace nabla {

/// A name of History taken apart: of "val_price_mae" the output is "price" and the metric "mae"; an only output has no name there.
/// An output whose name ends as a longer metric's begins cannot be told from it: "binary_accuracy" is that metric.
struct LoggedName {
    bool validation = false;
    std::string output, metric;
    /// A loss: the sum of all, or an output's own.
    bool is_loss() const { return metric == "loss"; }
};
LoggedName read_logged_name(std::string_view name);

}  // namespace nabla
