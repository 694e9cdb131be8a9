#include "core/kernels/activation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/kernels/vector_math.h"

namespace nabla {
namespace {

using enum ActivationKind;

constexpr std::array<std::string_view, 13> names = {"linear", "relu", "sigmoid",  "hard_sigmoid", "tanh",  "leaky_relu", "elu",
                                                    "selu",   "softplus", "softsign", "swish",  "gelu", "softmax"};
// Klambauer et al., "Self-normalizing neural networks", 2017.
constexpr float selu_scale = 1.05070098735548049342f, selu_alpha = 1.67326324235437728481f;

template <class T>
T sigmoid_of(T z) {
    // exp of a negative number only: never overflows.
    const T e = std::exp(-std::abs(z));
    return (z >= 0 ? T{1} : e) / (T{1} + e);
}

template <class T>
T softplus_of(T z) {
    return std::max(z, T{0}) + std::log1p(std::exp(-std::abs(z)));
}

template <class T>
T normal_cdf(T z) {
    return T{0.5} * std::erfc(-z * static_cast<T>(1 / std::numbers::sqrt2));
}

template <class T>
T value_of(ActivationKind kind, T alpha, T z) {
    switch (kind) {
        case linear: return z;
        case relu: return z < 0 ? T{0} : z;  // NaN stays NaN
        case sigmoid: return sigmoid_of(z);
        case hard_sigmoid: return std::clamp(T{0.2} * z + T{0.5}, T{0}, T{1});  // Keras 2's, TensorFlow.js's
        case tanh: return std::tanh(z);
        case leaky_relu: return z > 0 ? z : alpha * z;
        case elu: return z > 0 ? z : alpha * std::expm1(z);
        case selu: return T{selu_scale} * (z > 0 ? z : T{selu_alpha} * std::expm1(z));
        case softplus: return softplus_of(z);
        case softsign: return z / (T{1} + std::abs(z));
        case swish: return z * sigmoid_of(z);
        case gelu: return z * normal_cdf(z);
        case softmax: break;
    }
    return z;
}

/// f'(z); y = f(z). Only swish and gelu look at z.
template <class T>
T slope_of(ActivationKind kind, T alpha, T z, T y) {
    switch (kind) {
        case linear: return 1;
        case relu: return y > 0 ? T{1} : T{0};
        case sigmoid: return y * (T{1} - y);
        case hard_sigmoid: return y > 0 && y < 1 ? T{0.2} : T{0};
        case tanh: return T{1} - y * y;
        case leaky_relu: return y > 0 ? T{1} : alpha;
        case elu: return y > 0 ? T{1} : y + alpha;
        case selu: return y > 0 ? T{selu_scale} : y + T{selu_scale} * T{selu_alpha};
        case softplus: return -std::expm1(-y);  // sigmoid(z)
        case softsign: return (T{1} - std::abs(y)) * (T{1} - std::abs(y));
        case swish: {
            const T s = sigmoid_of(z);
            return s * (T{1} + z * (T{1} - s));
        }
        case gelu:
            return normal_cdf(z) + z * std::exp(T{-0.5} * z * z) * static_cast<T>(std::numbers::inv_sqrtpi / std::numbers::sqrt2);
        case softmax: break;
    }
    return 1;
}

/// y = f(z), a vector at a time; the last few in a vector of their own, so that a value does not depend on where it lies.
template <class F>
void each_vector(std::span<const float> z, std::span<float> y, F f) {
    const std::size_t whole = z.size() / simd::lanes * simd::lanes;
    for (std::size_t i = 0; i < whole; i += simd::lanes) simd::store(&y[i], f(simd::load(&z[i])));
    if (whole == z.size()) return;
    float rest[simd::lanes] = {};
    std::copy(z.begin() + static_cast<std::ptrdiff_t>(whole), z.end(), rest);
    simd::store(rest, f(simd::load(rest)));
    std::copy_n(rest, z.size() - whole, y.begin() + static_cast<std::ptrdiff_t>(whole));
}

/// The switch stands outside the loop: one tight loop a kind.
template <ActivationKind kind>
void forward_loop(float alpha, std::span<const float> z, std::span<float> y) {
    if constexpr (kind == sigmoid) return each_vector(z, y, [](simd::Lanes x) { return simd::sigmoid(x); });
    if constexpr (kind == tanh) return each_vector(z, y, [](simd::Lanes x) { return simd::tanh(x); });
    if constexpr (kind == swish) return each_vector(z, y, [](simd::Lanes x) { return x * simd::sigmoid(x); });
    for (std::size_t i = 0; i < z.size(); ++i) y[i] = value_of<float>(kind, alpha, z[i]);
}
template <ActivationKind kind>
void backward_loop(float alpha, std::span<const float> z, std::span<const float> y, std::span<const float> dy, std::span<float> dz) {
    constexpr bool from_z = kind == swish || kind == gelu;
    for (std::size_t i = 0; i < y.size(); ++i) dz[i] = dy[i] * slope_of<float>(kind, alpha, from_z ? z[i] : 0.0f, y[i]);
}

template <class F>
void with_kind(ActivationKind kind, F&& f) {
    switch (kind) {
        case linear: return f.template operator()<linear>();
        case relu: return f.template operator()<relu>();
        case sigmoid: return f.template operator()<sigmoid>();
        case hard_sigmoid: return f.template operator()<hard_sigmoid>();
        case tanh: return f.template operator()<tanh>();
        case leaky_relu: return f.template operator()<leaky_relu>();
        case elu: return f.template operator()<elu>();
        case selu: return f.template operator()<selu>();
        case softplus: return f.template operator()<softplus>();
        case softsign: return f.template operator()<softsign>();
        case swish: return f.template operator()<swish>();
        case gelu: return f.template operator()<gelu>();
        case softmax: return;
    }
}

void softmax_row(std::span<const float> z, std::span<float> y) {
    const float largest = *std::max_element(z.begin(), z.end());
    each_vector(z, y, [largest](simd::Lanes x) { return simd::exp(x - largest); });
    float sum = 0;
    for (const float e : y) sum += e;
    for (float& p : y) p /= sum;
}

void softmax_backward_row(std::span<const float> y, std::span<const float> dy, std::span<float> dz) {
    float inner = 0;
    for (std::size_t i = 0; i < y.size(); ++i) inner += y[i] * dy[i];
    for (std::size_t i = 0; i < y.size(); ++i) dz[i] = y[i] * (dy[i] - inner);
}

}  // namespace

std::string_view Activation::name() const { return names[static_cast<std::size_t>(kind)]; }

void Activation::forward(std::span<const float> z, std::span<float> y, std::size_t width) const {
    if (kind == softmax) {
        for (std::size_t row = 0; row + width <= z.size(); row += width) softmax_row(z.subspan(row, width), y.subspan(row, width));
        return;
    }
    if (kind == linear && z.data() == y.data()) return;
    with_kind(kind, [&]<ActivationKind k>() { forward_loop<k>(alpha, z, y); });
}

void Activation::backward(std::span<const float> z, std::span<const float> y, std::span<const float> dy, std::span<float> dz,
                          std::size_t width) const {
    if (kind == softmax) {
        for (std::size_t row = 0; row + width <= y.size(); row += width)
            softmax_backward_row(y.subspan(row, width), dy.subspan(row, width), dz.subspan(row, width));
        return;
    }
    if (kind == linear && dy.data() == dz.data()) return;
    with_kind(kind, [&]<ActivationKind k>() { backward_loop<k>(alpha, z, y, dy, dz); });
}

double Activation::value(double z) const { return value_of<double>(kind, alpha, z); }
double Activation::derivative(double z) const { return slope_of<double>(kind, alpha, z, value(z)); }

std::optional<Activation> find_activation(std::string_view name) {
    if (name == "silu") name = "swish";
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return {};
    const auto kind = static_cast<ActivationKind>(found - names.begin());
    return Activation{kind, kind == leaky_relu ? 0.2f : kind == elu ? 1.0f : 0.0f};
}

std::span<const std::string_view> activation_names() { return names; }

}  // namespace nabla
