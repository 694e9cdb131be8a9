#include "lessons/columns.h"

#include <algorithm>
#include <set>

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

/// `which` says for each row which of `count` columns holds the 1.
Part expand_column(const Part& part, std::size_t column, std::size_t columns, std::span<const std::size_t> which, std::size_t count) {
    Part out;
    out.y = part.y;
    out.target_width = part.target_width;
    std::vector<float> expanded;
    const auto x = part.x.floats();
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (i % columns != column) expanded.push_back(x[i]);
        else
            for (std::size_t k = 0; k < count; ++k) expanded.push_back(which[i / columns] == k ? 1.0f : 0.0f);
    }
    out.x = Samples::from_floats({static_cast<std::int64_t>(columns + count - 1)}, std::move(expanded));
    return out;
}

/// Of one column come `count` columns in its place, or none: what the inputs take moves along.
void move_inputs(Dataset& data, std::size_t column, std::size_t count) {
    for (InputColumns& input : data.inputs) {
        std::vector<std::uint32_t> moved;
        for (const std::uint32_t taken : input.columns) {
            if (taken != column) moved.push_back(taken < column ? taken : taken + static_cast<std::uint32_t>(count) - 1);
            else
                for (std::size_t k = 0; k < count; ++k) moved.push_back(taken + static_cast<std::uint32_t>(k));
        }
        input.columns = std::move(moved);
    }
}

std::string short_number(float value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

std::shared_ptr<const Dataset> without_feature(const Dataset& data, std::string_view feature) {
    const auto it = std::ranges::find(data.feature_names, feature);
    auto out = std::make_shared<Dataset>(data);
    if (it == data.feature_names.end()) return out;
    const auto column = static_cast<std::size_t>(it - data.feature_names.begin()), columns = data.feature_names.size();
    out->feature_names.erase(out->feature_names.begin() + static_cast<std::ptrdiff_t>(column));
    move_inputs(*out, column, 0);
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

std::shared_ptr<const Dataset> one_hot_feature(const Dataset& data, std::string_view feature) {
    const auto it = std::ranges::find(data.feature_names, feature);
    auto out = std::make_shared<Dataset>(data);
    if (it == data.feature_names.end()) return out;
    const auto place = it - data.feature_names.begin();
    const auto column = static_cast<std::size_t>(place), columns = data.feature_names.size();
    const Part& raw_train = data.raw_train.rows() > 0 ? data.raw_train : data.train;
    const Part* raw_test = data.raw_test.rows() > 0 ? &data.raw_test : data.test ? &*data.test : nullptr;
    const auto column_of = [&](const Part& part) {
        std::vector<float> values;
        const auto x = part.x.floats();
        for (std::size_t i = column; i < x.size(); i += columns) values.push_back(x[i]);
        return values;
    };
    const auto train_values = column_of(raw_train), test_values = raw_test ? column_of(*raw_test) : std::vector<float>{};
    const std::set<float> distinct(train_values.begin(), train_values.end());
    const std::vector<float> kinds(distinct.begin(), distinct.end());
    const auto which = [&](const std::vector<float>& values) {
        std::vector<std::size_t> found;
        for (float value : values) found.push_back(static_cast<std::size_t>(std::ranges::find(kinds, value) - kinds.begin()));
        return found;
    };
    const auto train_kinds = which(train_values), test_kinds = which(test_values);
    move_inputs(*out, column, kinds.size());
    out->train = expand_column(data.train, column, columns, train_kinds, kinds.size());
    if (data.test) out->test = expand_column(*data.test, column, columns, test_kinds, kinds.size());
    if (data.raw_train.rows() > 0) out->raw_train = expand_column(data.raw_train, column, columns, train_kinds, kinds.size());
    if (data.raw_test.rows() > 0) out->raw_test = expand_column(data.raw_test, column, columns, test_kinds, kinds.size());
    out->feature_names.erase(out->feature_names.begin() + place);
    for (std::size_t k = 0; k < kinds.size(); ++k) out->feature_names.insert(out->feature_names.begin() + place + static_cast<std::ptrdiff_t>(k), std::string(feature) + "=" + short_number(kinds[k]));
    if (out->scaler) {
        auto &mean = out->scaler->mean, &deviation = out->scaler->deviation;
        mean.erase(mean.begin() + place);
        deviation.erase(deviation.begin() + place);
        mean.insert(mean.begin() + place, kinds.size(), 0.0f);
        deviation.insert(deviation.begin() + place, kinds.size(), 1.0f);
    }
    return out;
}

}  // namespace nabla::lessons
