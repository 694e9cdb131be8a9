#include "core/optimizers/rules.h"

#include <Eigen/Core>
#include <cmath>

namespace nabla {
namespace {

using Array = Eigen::Map<Eigen::ArrayXf>;
using ConstArray = Eigen::Map<const Eigen::ArrayXf>;

Array array(std::span<float> x) { return {x.data(), static_cast<Eigen::Index>(x.size())}; }
ConstArray array(std::span<const float> x) { return {x.data(), static_cast<Eigen::Index>(x.size())}; }
Array array(Optimizer::Slot& slot, std::size_t first, std::size_t size) { return array(std::span(slot.values).subspan(first, size)); }

/// Powers of a decay rate run in double: 0.999^t in float is off in the fifth digit after a few thousand updates.
double power(float base, std::int64_t t) { return std::pow(double{base}, static_cast<double>(t)); }

}  // namespace

Sgd::Sgd(SgdOptions options) : momentum_(options.momentum), nesterov_(options.nesterov) { learning_rate = options.learning_rate; }

std::vector<Optimizer::Slot> Sgd::make_slots() const {
    if (momentum_ == 0) return {};
    return {{"velocity", {}}};
}

void Sgd::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    if (momentum_ == 0) {
        array(w) -= learning_rate * array(g);
        return;
    }
    auto v = array(slots_[0], first, w.size());
    v = momentum_ * v - learning_rate * array(g);
    if (nesterov_)
        array(w) += momentum_ * v - learning_rate * array(g);
    else
        array(w) += v;
}

Adagrad::Adagrad(AdagradOptions options) : options_(options) { learning_rate = options.learning_rate; }

std::vector<Optimizer::Slot> Adagrad::make_slots() const { return {{"accumulator", {}}}; }

void Adagrad::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    auto a = array(slots_[0], first, w.size());
    a += array(g).square();
    array(w) -= learning_rate * array(g) / (a + options_.epsilon).sqrt();
}

Adadelta::Adadelta(AdadeltaOptions options) : options_(options) { learning_rate = options.learning_rate; }

std::vector<Optimizer::Slot> Adadelta::make_slots() const { return {{"accumulated_gradient", {}}, {"accumulated_update", {}}}; }

void Adadelta::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    const float rho = options_.rho, epsilon = options_.epsilon;
    auto a = array(slots_[0], first, w.size()), b = array(slots_[1], first, w.size());
    a = rho * a + (1 - rho) * array(g).square();
    // w moves by lr d; d is written once more into b before b changes, so both lines use the old b.
    array(w) -= learning_rate * ((b + epsilon) / (a + epsilon)).sqrt() * array(g);
    b = rho * b + (1 - rho) * (b + epsilon) / (a + epsilon) * array(g).square();
}

Rmsprop::Rmsprop(RmspropOptions options) : options_(options) { learning_rate = options.learning_rate; }

std::vector<Optimizer::Slot> Rmsprop::make_slots() const {
    std::vector<Slot> slots = {{"mean_square", {}}};
    if (options_.momentum > 0) slots.push_back({"velocity", {}});
    if (options_.centered) slots.push_back({"mean_gradient", {}});
    return slots;
}

void Rmsprop::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    const float rho = options_.rho, epsilon = options_.epsilon;
    auto s = array(slots_[0], first, w.size());
    s = rho * s + (1 - rho) * array(g).square();
    const auto plain = [&] { return learning_rate * array(g) / (s + epsilon).sqrt(); };
    if (!options_.centered) {
        if (options_.momentum == 0) {
            array(w) -= plain();
            return;
        }
        auto v = array(slots_[1], first, w.size());
        v = options_.momentum * v + plain();
        array(w) -= v;
        return;
    }
    auto mean = array(slots_[slots_.size() - 1], first, w.size());
    mean = rho * mean + (1 - rho) * array(g);
    const auto centered = [&] { return learning_rate * array(g) / (s - mean.square() + epsilon).sqrt(); };
    if (options_.momentum == 0) {
        array(w) -= centered();
        return;
    }
    auto v = array(slots_[1], first, w.size());
    v = options_.momentum * v + centered();
    array(w) -= v;
}

Adam::Adam(AdamOptions options, bool decoupled_decay) : options_(options), decoupled_decay_(decoupled_decay) {
    learning_rate = options.learning_rate;
}

std::vector<Optimizer::Slot> Adam::make_slots() const {
    std::vector<Slot> slots = {{"momentum", {}}, {"velocity", {}}};
    if (options_.amsgrad) slots.push_back({"largest_velocity", {}});
    return slots;
}

void Adam::prepare(std::int64_t t) {
    rate_ = static_cast<float>(learning_rate * std::sqrt(1 - power(options_.beta_2, t)) / (1 - power(options_.beta_1, t)));
}

void Adam::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    const auto [lr, b1, b2, epsilon, amsgrad, decay] = options_;
    auto m = array(slots_[0], first, w.size()), v = array(slots_[1], first, w.size());
    if (decoupled_decay_) array(w) -= learning_rate * decay * array(w);
    m += (array(g) - m) * (1 - b1);
    v += (array(g).square() - v) * (1 - b2);
    if (!amsgrad) {
        array(w) -= rate_ * m / (v.sqrt() + epsilon);
        return;
    }
    auto largest = array(slots_[2], first, w.size());
    largest = largest.max(v);
    array(w) -= rate_ * m / (largest.sqrt() + epsilon);
}

Adamax::Adamax(AdamaxOptions options) : options_(options) { learning_rate = options.learning_rate; }

std::vector<Optimizer::Slot> Adamax::make_slots() const { return {{"momentum", {}}, {"largest_gradient", {}}}; }

void Adamax::prepare(std::int64_t t) { rate_ = static_cast<float>(learning_rate / (1 - power(options_.beta_1, t))); }

void Adamax::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    const auto [lr, b1, b2, epsilon] = options_;
    auto m = array(slots_[0], first, w.size()), u = array(slots_[1], first, w.size());
    m += (array(g) - m) * (1 - b1);
    u = (b2 * u).max(array(g).abs());
    array(w) -= rate_ * m / (u + epsilon);
}

Nadam::Nadam(NadamOptions options) : options_(options) { learning_rate = options.learning_rate; }

std::vector<Optimizer::Slot> Nadam::make_slots() const { return {{"momentum", {}}, {"velocity", {}}}; }

void Nadam::prepare(std::int64_t t) {
    const auto u = [beta = double{options_.beta_1}](std::int64_t step) { return beta * (1 - 0.5 * std::pow(0.96, static_cast<double>(step))); };
    double product = 1;  // U_t; recomputed, so that restoring t restores it (its factors settle near b1, U near 0 soon)
    for (std::int64_t step = 1; step <= t && product > 1e-12; ++step) product *= u(step);
    ahead_ = static_cast<float>(u(t + 1) / (1 - product * u(t + 1)));
    now_ = static_cast<float>((1 - u(t)) / (1 - product));
    correction_ = static_cast<float>(1 / (1 - power(options_.beta_2, t)));
}

void Nadam::update(std::size_t first, std::span<float> w, std::span<const float> g) {
    const auto [lr, b1, b2, epsilon] = options_;
    auto m = array(slots_[0], first, w.size()), v = array(slots_[1], first, w.size());
    m += (array(g) - m) * (1 - b1);
    v += (array(g).square() - v) * (1 - b2);
    array(w) -= learning_rate * (ahead_ * m + now_ * array(g)) / ((v * correction_).sqrt() + epsilon);
}

}  // namespace nabla
