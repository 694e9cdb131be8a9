#include "lessons/columns.h"

#include <algorithm>

namespace nabla::lessons {
namespace {

Part drop_column(const Part& part, std::size_t column, std::size_t columns) {
    Part out;
    out.y = part.y;
    out.target_width = part.target_width;
    std::vector<float> kept;
    const auto x = part.x.floats();
    for (std::size_t i = 0; i < x.size(); ++i)
        if (i % columns != column) kept.push_back(x[i]);
    out.x = Samples::from_floats({static_cast<std::int64_t>(columns) - 1}, std::move(kept));
    return out;
}

}  // namespace

std::shared_ptr<const Dataset> without_feature(const Dataset& data, std::string_view feature) {
    const auto it = std::ranges::find(data.feature_names, feature);
    auto out = std::make_shared<Dataset>(data);
    if (it == data.feature_names.end()) return out;
    const auto column = static_cast<std::size_t>(it - data.feature_names.begin()), columns = data.feature_names.size();
    out->feature_names.erase(out->feature_names.begin() + static_cast<std::ptrdiff_t>(column));
    out->train = drop_column(data.train, column, columns);
    if (data.test) out->test = drop_column(*data.test, column, columns);
    out->raw_train = drop_column(data.raw_train, column, columns);
    out->raw_test = drop_column(data.raw_test, column, columns);
    if (out->scaler) {
        out->scaler->mean.erase(out->scaler->mean.begin() + static_cast<std::ptrdiff_t>(column));
        out->scaler->deviation.erase(out->scaler->deviation.begin() + static_cast<std::ptrdiff_t>(column));
    }
    return out;
}

}  // namespace nabla::lessons
