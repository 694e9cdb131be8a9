#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/layers/layer.h"

namespace nabla::test {

/// The five-point central difference (-f(2h) + 8f(h) - 8f(-h) + f(-2h)) / 12h has a truncation error of h^4 f'''''/30:
/// with h = 2^-6 below 2e-9 for values of order one. What is left is float rounding of the outputs, about
/// 2^-24 * sqrt(outputs) * |output| / h, a few 1e-6. Steps are powers of two and values multiples of 2^-10, so x + h
/// and x - h are exact floats.
constexpr float gradient_step = 0x1p-6f;
/// Allowed difference, relative to max(1, |numeric|): rounding as above, with a factor of ten in hand.
constexpr double gradient_tolerance = 2e-4;
/// Slopes to the left, to the right, over h and over 2h of a smooth function differ by h^2 f''', about 2e-4. Beyond this
/// there is a kink within 2h, of the value (ReLU at 0) or of its slope (softsign at 0); the gradient must then lie between the
/// one-sided slopes over a quarter of h, whose own truncation error is a sixteenth.
constexpr double kink_threshold = 1e-3;

struct GradientReport {
    double worst = 0;        // largest relative difference
    std::string where;       // the value it belongs to
    int checked = 0, kinks = 0;
};

/// Compares `gradient` with the slope of f, a function of the distance from the present point.
template <class F>
void check_slope(GradientReport& report, const std::string& where, double gradient, F&& f) {
    const double h = gradient_step;
    const double f0 = f(0), f1 = f(h), f2 = f(2 * h), b1 = f(-h), b2 = f(-2 * h);
    const double numeric = (8 * (f1 - b1) - (f2 - b2)) / (12 * h), scale = std::max(1.0, std::abs(numeric));
    const double smooth[] = {(4 * f1 - f2 - 3 * f0) / (2 * h), (3 * f0 - 4 * b1 + b2) / (2 * h), (f1 - b1) / (2 * h), (f2 - b2) / (4 * h)};
    const auto [low, high] = std::minmax_element(std::begin(smooth), std::end(smooth));
    double difference = std::abs(numeric - gradient) / scale;
    if (*high - *low > kink_threshold * scale) {
        const double q = h / 4, n1 = f(q), n2 = f(2 * q), m1 = f(-q), m2 = f(-2 * q);
        const double sides[] = {(4 * n1 - n2 - 3 * f0) / (2 * q), (3 * f0 - 4 * m1 + m2) / (2 * q), (n1 - f0) / q, (f0 - m1) / q};
        const auto [from, to] = std::minmax_element(std::begin(sides), std::end(sides));
        difference = std::max({*from - gradient, gradient - *to, gradient - gradient});
        ++report.kinks;
    }
    ++report.checked;
    if (!(difference <= report.worst)) report.worst = difference, report.where = where;  // NaN counts as worst
}

/// Random multiples of 2^-10 in [-1, 1).
inline std::vector<float> grid_values(std::int64_t count, const Rng& rng) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(rng.below(i, 2048)) * 0x1p-10f - 1;
    return values;
}

/// Owns what a Model would own around one layer: parameters, gradients, buffers.
class LayerBench {
public:
    LayerBench(Layer& layer, std::vector<Shape> inputs, std::int64_t batch, std::uint64_t seed = 7) : layer_(layer) {
        const Rng rng(seed, 1);
        const Shape output = layer.build(inputs);
        for (const Shape& shape : inputs) {
            shapes_.push_back(shape.with_batch(batch));
            input_.push_back(grid_values(shapes_.back().elements(), rng.fork(10 + shapes_.size())));
            input_gradient_.emplace_back(input_.back().size());
        }
        std::size_t total = 0;
        for (const Parameter& p : layer.parameters()) total += static_cast<std::size_t>(p.shape.elements());
        parameters_ = grid_values(static_cast<std::int64_t>(total), rng.fork(2));
        gradients_.assign(total, 0);
        std::size_t at = 0;
        for (Parameter& p : layer.parameters()) {
            const auto count = static_cast<std::size_t>(p.shape.elements());
            p.value = std::span(parameters_).subspan(at, count);
            if (p.trainable) p.gradient = std::span(gradients_).subspan(at, count);
            for (std::size_t i = 0; p.name == "moving_variance" && i < count; ++i) p.value[i] = 0.5f + std::abs(p.value[i]);
            at += count;
        }
        output_shape_ = output.with_batch(batch);
        output_.resize(static_cast<std::size_t>(output_shape_.elements()));
        coefficients_ = grid_values(output_shape_.elements(), rng.fork(3));
        workspace_.resize(layer.workspace_floats(batch));
    }

    /// loss = sum of coefficient * output, added up in double: dL/d(output) is the coefficients.
    double loss(bool training) {
        forward(training);
        double sum = 0;
        for (std::size_t i = 0; i < output_.size(); ++i) sum += static_cast<double>(coefficients_[i]) * output_[i];
        return sum;
    }
    void use(ThreadPool& pool) { pool_ = &pool; }
    void forward(bool training) { layer_.forward(pass(training), inputs(), {output_.data(), output_shape_}); }
    void backward(bool training, bool from_logits = false, bool accumulate = false) {
        Pass p = pass(training);
        p.from_logits = from_logits;
        p.accumulate = accumulate;
        std::vector<Tensor> gradients;
        for (std::size_t i = 0; i < input_.size(); ++i) gradients.push_back({input_gradient_[i].data(), shapes_[i]});
        layer_.backward(p, inputs(), {output_.data(), output_shape_}, {coefficients_.data(), output_shape_}, gradients);
    }

    GradientReport check(bool training) {
        GradientReport report;
        forward(training);
        backward(training);
        for (std::size_t i = 0; i < input_.size() && differentiable_inputs; ++i) compare(report, "input", input_[i], input_gradient_[i], training);
        for (Parameter& p : layer_.parameters())
            if (p.trainable) compare(report, p.name, p.value, p.gradient, training);
        return report;
    }

    bool differentiable_inputs = true;  // false: word numbers
    std::vector<float> mask;            // of the first input, [batch, steps]; empty: none

    std::vector<float>& input(std::size_t i = 0) { return input_[i]; }
    const std::vector<float>& input_gradient(std::size_t i = 0) const { return input_gradient_[i]; }
    std::vector<float>& parameters() { return parameters_; }
    const std::vector<float>& gradients() const { return gradients_; }
    const std::vector<float>& output() const { return output_; }
    std::vector<float>& coefficients() { return coefficients_; }
    const Shape& output_shape() const { return output_shape_; }

private:
    Pass pass(bool training) { return {.training = training, .rng = Rng(3, 4), .pool = pool_, .workspace = workspace_, .mask = mask}; }
    std::vector<ConstTensor> inputs() const {
        std::vector<ConstTensor> result;
        for (std::size_t i = 0; i < input_.size(); ++i) result.emplace_back(input_[i].data(), shapes_[i]);
        return result;
    }
    void compare(GradientReport& report, const std::string& name, std::span<float> values, std::span<const float> gradient, bool training) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float old = values[i];
            check_slope(report, name + "[" + std::to_string(i) + "]", gradient[i],
                        [&](double offset) { return values[i] = old + static_cast<float>(offset), loss(training); });
            values[i] = old;
        }
    }

    Layer& layer_;
    ThreadPool alone_{1};
    ThreadPool* pool_ = &alone_;
    std::vector<Shape> shapes_;
    Shape output_shape_;
    std::vector<std::vector<float>> input_, input_gradient_;
    std::vector<float> parameters_, gradients_, output_, coefficients_, workspace_;
};

}  // namespace nabla::test
