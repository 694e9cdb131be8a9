#include "core/train/batch_source.h"

#include <algorithm>
#include <numeric>

#include "core/experiment/model_ends.h"

namespace nabla {

void deal_columns(Model& model, const std::vector<std::vector<std::uint32_t>>& columns, const float* values, std::int64_t rows, std::size_t width) {
    const auto count = static_cast<std::size_t>(rows);
    for (std::size_t i = 0; i < model.inputs().size(); ++i) {
        float* out = model.input(rows, i).data;
        if (columns.empty()) {
            std::copy_n(values, count * width, out);
            continue;
        }
        for (std::size_t row = 0; row < count; ++row)
            for (const auto column : columns[i]) *out++ = values[row * width + column];
    }
}

BatchSource::BatchSource(const Experiment& experiment, const Dataset& data, const Model& model)
    : fit_(experiment.fit), inputs_(model.inputs().size()), columns_(input_columns(experiment.model, data.inputs)), own_targets_(!data.targets.empty()),
      x_width_(static_cast<std::size_t>(data.train.x.sample_shape().elements())), y_width_(static_cast<std::size_t>(data.train.target_width)) {
    if (!fit_.sample_weight.empty() && static_cast<std::int64_t>(fit_.sample_weight.size()) != data.train.rows())
        throw Error({.code = "wrong_length", .where = "fit.sample_weight", .expected = std::to_string(data.train.rows()) + " numbers, one a training row",
                     .received = std::to_string(fit_.sample_weight.size()), .advice = {}});
    const auto shape = dataset_shape(data);
    for (const auto& output : output_names(experiment.model)) columns_of_targets_.push_back(target_of(shape, output));
    targets_.resize(columns_of_targets_.size());
    dealt_.resize(columns_of_targets_.size());
    sparse_.used = data.train.x.is_multi_hot() && columns_.empty() && model.takes_sparse();
}

void BatchSource::reserve(std::int64_t batch, const Part& part) {
    const auto rows = static_cast<std::size_t>(batch);
    y_.resize(rows * y_width_);
    for (std::size_t i = 0; own_targets_ && i < dealt_.size(); ++i) dealt_[i].resize(rows * static_cast<std::size_t>(columns_of_targets_[i].width));
    if (deals_inputs()) x_.resize(rows * x_width_);
    if (!fit_.class_weight.empty() || !fit_.sample_weight.empty()) weight_.resize(rows);
    if (!sparse_.used) return;
    sparse_.rows.resize(rows);
    sparse_.offsets.resize(rows + 1);
    sparse_.columns.resize(rows * part.x.longest_text());
}

void BatchSource::fill_sparse(const Samples& x, std::span<const std::uint32_t> rows) {
    std::size_t at = 0;
    if (sparse_.offsets.size() <= rows.size()) sparse_.offsets.resize(rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto words = x.words(rows[i]);
        if (sparse_.columns.size() < at + words.size()) sparse_.columns.resize(at + words.size());  // a longer text than any that trains
        std::copy(words.begin(), words.end(), sparse_.columns.begin() + static_cast<std::ptrdiff_t>(at));
        sparse_.offsets[i] = static_cast<std::uint32_t>(at);
        at += words.size();
    }
    sparse_.offsets[rows.size()] = static_cast<std::uint32_t>(at);
    sparse_.batch = {std::span(sparse_.offsets).first(rows.size() + 1), std::span(sparse_.columns).first(at)};
}

float* BatchSource::place(Model& model, std::int64_t rows) {
    if (!deals_inputs()) return model.input(rows).data;
    const auto floats = static_cast<std::size_t>(rows) * x_width_;
    if (x_.size() < floats) x_.resize(floats);
    return x_.data();
}

void BatchSource::deal_targets(const float* y, std::int64_t rows) {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        const auto& columns = columns_of_targets_[i];
        if (!own_targets_) {
            targets_[i] = {y, Shape{rows, static_cast<std::int64_t>(y_width_)}};
            continue;
        }
        const auto width = static_cast<std::size_t>(columns.width), count = static_cast<std::size_t>(rows);
        if (dealt_[i].size() < count * width) dealt_[i].resize(count * width);
        for (std::size_t row = 0; row < count; ++row) std::copy_n(y + row * y_width_ + static_cast<std::size_t>(columns.first), width, dealt_[i].data() + row * width);
        targets_[i] = {dealt_[i].data(), Shape{rows, columns.width}};
    }
}

void BatchSource::fill(Model& model, const Part& part, std::span<const std::uint32_t> rows) {
    const auto count = static_cast<std::int64_t>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) std::copy_n(part.y.data() + rows[i] * y_width_, y_width_, y_.data() + i * y_width_);
    deal_targets(y_.data(), count);
    sparse_.batch = {};
    if (takes_sparse(part.x)) return fill_sparse(part.x, rows);
    float* x = place(model, count);
    part.x.gather(rows, x);
    if (deals_inputs()) deal_columns(model, columns_, x, count, x_width_);
}

void BatchSource::fill(Model& model, const Part& part, std::int64_t first, std::int64_t count) {
    deal_targets(part.y.data() + static_cast<std::size_t>(first) * y_width_, count);
    sparse_.batch = {};
    if (takes_sparse(part.x)) {
        if (sparse_.rows.size() < static_cast<std::size_t>(count)) sparse_.rows.resize(static_cast<std::size_t>(count));
        const auto rows = std::span(sparse_.rows).first(static_cast<std::size_t>(count));
        std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(first));
        return fill_sparse(part.x, rows);
    }
    float* x = place(model, count);
    part.x.gather(first, count, x);
    if (deals_inputs()) deal_columns(model, columns_, x, count, x_width_);
}

void BatchSource::fill(Model& model, std::span<const float> values, std::int64_t rows) {
    sparse_.batch = {};
    deal_columns(model, columns_, values.data(), rows, x_width_);
}

/// Keras: a sample's weight times its class's; of one-hot targets the class is the largest column's number.
std::span<const float> BatchSource::weights(std::span<const std::uint32_t> rows) {
    if (weight_.empty()) return {};
    const ConstTensor target = targets_[0];
    const auto width = static_cast<std::size_t>(target.stride());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float* y = target.data + i * width;
        const auto label = width == 1 ? static_cast<std::size_t>(std::max(0.0f, *y)) : static_cast<std::size_t>(std::max_element(y, y + width) - y);
        const double by_class = label < fit_.class_weight.size() ? fit_.class_weight[label] : 1;
        weight_[i] = static_cast<float>(by_class * (fit_.sample_weight.empty() ? 1.0f : fit_.sample_weight[rows[i]]));
    }
    return std::span(weight_).first(rows.size());
}

std::span<const float> BatchSource::sample_weights(std::int64_t first, std::int64_t count) const {
    if (fit_.sample_weight.empty()) return {};
    return std::span(fit_.sample_weight).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
}

}  // namespace nabla
