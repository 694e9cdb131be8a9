#include "core/model/loss_slice.h"

#include <algorithm>
#include <cmath>

#include "core/random/rng.h"

namespace nabla {
namespace {

constexpr std::uint64_t direction_stream = 71;

double dot(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * b[i];
    return sum;
}

/// Normal numbers, as long as the weights of each layer; a layer whose weights are 0 stays where it is.
std::vector<float> direction(const Model& model, std::span<const float> weights, const Rng& rng) {
    std::vector<float> out(weights.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(rng.normal(i));
    std::size_t begin = 0;
    for (const SummaryRow& row : model.summary()) {
        const auto count = std::min(static_cast<std::size_t>(row.parameters), weights.size() - begin);
        if (count == 0) continue;
        const auto own = std::span(out).subspan(begin, count);
        const double factor = std::sqrt(dot(weights.subspan(begin, count), weights.subspan(begin, count)) / std::max(1e-30, dot(own, own)));
        for (float& x : own) x = static_cast<float>(x * factor);
        begin += count;
    }
    return out;
}

}  // namespace

LossSlice::LossSlice(const Model& model, const CompileOptions& compile, const Part& part, std::int64_t rows, std::uint64_t seed)
    : model_(model.clone()), loss_(make_loss(compile.loss, compile.loss_config, "compile.loss")), rows_(std::min(rows, part.rows())), target_width_(part.target_width) {
    const auto weights = std::as_const(model_).weights();
    center_.assign(weights.begin(), weights.end());
    first_ = direction(model_, center_, Rng(seed, direction_stream));
    second_ = direction(model_, center_, Rng(seed, direction_stream + 1));
    // Perpendicular as a whole: what second_ has of first_ goes, its length stays.
    const double length = dot(second_, second_), share = dot(first_, second_) / std::max(1e-30, dot(first_, first_));
    for (std::size_t i = 0; i < second_.size(); ++i) second_[i] -= static_cast<float>(share * first_[i]);
    const double back = std::sqrt(length / std::max(1e-30, dot(second_, second_)));
    for (float& x : second_) x = static_cast<float>(x * back);
    x_.resize(static_cast<std::size_t>(rows_ * part.x.sample_shape().elements()));
    part.x.gather(0, rows_, x_.data());
    y_.assign(part.y.begin(), part.y.begin() + static_cast<std::ptrdiff_t>(rows_ * target_width_));
    model_.reserve(std::max<std::int64_t>(1, rows_), true);
}

void LossSlice::move_to(double a, double b) {
    const auto weights = model_.weights();
    const auto u = static_cast<float>(a), v = static_cast<float>(b);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = center_[i] + u * first_[i] + v * second_[i];
}

double LossSlice::forward(bool gradients) {
    std::ranges::copy(x_, model_.input(rows_).data);
    const ConstTensor prediction = model_.forward(rows_, {});
    const ConstTensor target{y_.data(), Shape{rows_, target_width_}};
    if (!gradients) return loss_->evaluate(prediction, target, {}) + model_.regularization(false);
    const Tensor gradient = model_.output_gradient(rows_);
    const bool from_logits = loss_->has_logit_gradient(model_.output_activation());
    const double loss = loss_->evaluate(prediction, target, from_logits ? Tensor{} : gradient);
    if (from_logits) loss_->logit_gradient(prediction, target, gradient);
    model_.backward(rows_, {}, from_logits ? 1u : 0u);
    return loss + model_.regularization(true);
}

double LossSlice::loss(double a, double b) {
    move_to(a, b);
    return forward(false);
}

std::array<double, 2> LossSlice::gradient(double a, double b) {
    move_to(a, b);
    forward(true);
    const auto g = std::as_const(model_).gradients();
    return {dot(g, first_), dot(g, second_)};
}

Objective LossSlice::objective() {
    return {.loss = [this](std::span<const float> p) { return loss(p[0], p[1]); },
            .gradient = [this](std::span<const float> p, std::span<float> g) {
                const auto exact = gradient(p[0], p[1]);
                g[0] = static_cast<float>(exact[0]), g[1] = static_cast<float>(exact[1]);
            }};
}

}  // namespace nabla
