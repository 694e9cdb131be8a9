#pragma once
#include "core/optimizers/optimizer.h"

// Each rule in Keras 3's form and with its defaults; g is the gradient, t the update's number from 1.
namespace nabla {

struct SgdOptions {
    float learning_rate = 0.01f, momentum = 0;
    bool nesterov = false;
};
/// v = m v - lr g; w += v. Nesterov (Sutskever et al., ICML 2013): w += m v - lr g, with the new v.
class Sgd : public Optimizer {
public:
    explicit Sgd(SgdOptions options = {});
    std::string_view class_name() const override { return "SGD"; }

protected:
    std::vector<Slot> make_slots() const override;
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    float momentum_;
    bool nesterov_;
};

struct AdagradOptions {
    float learning_rate = 0.001f, initial_accumulator_value = 0.1f, epsilon = 1e-7f;
};
/// a += g^2; w -= lr g / sqrt(a + eps) (Duchi, Hazan, Singer, JMLR 2011).
class Adagrad : public Optimizer {
public:
    explicit Adagrad(AdagradOptions options = {});
    std::string_view class_name() const override { return "Adagrad"; }

protected:
    std::vector<Slot> make_slots() const override;
    float initial_slot_value() const override { return options_.initial_accumulator_value; }
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    AdagradOptions options_;
};

struct AdadeltaOptions {
    float learning_rate = 0.001f, rho = 0.95f, epsilon = 1e-7f;
};
/// a = rho a + (1-rho) g^2; d = -sqrt(b + eps) / sqrt(a + eps) g; b = rho b + (1-rho) d^2; w += lr d (Zeiler, 2012).
class Adadelta : public Optimizer {
public:
    explicit Adadelta(AdadeltaOptions options = {});
    std::string_view class_name() const override { return "Adadelta"; }

protected:
    std::vector<Slot> make_slots() const override;
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    AdadeltaOptions options_;
};

struct RmspropOptions {
    float learning_rate = 0.001f, rho = 0.9f, momentum = 0, epsilon = 1e-7f;
    bool centered = false;
};
/// s = rho s + (1-rho) g^2; step = lr g / sqrt(s + eps), centered: sqrt(s - mean^2 + eps) (Hinton, lecture 6e; Graves, 2013).
/// With momentum: v = m v + step; w -= v.
class Rmsprop : public Optimizer {
public:
    explicit Rmsprop(RmspropOptions options = {});
    std::string_view class_name() const override { return "RMSprop"; }

protected:
    std::vector<Slot> make_slots() const override;
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    RmspropOptions options_;
};

struct AdamOptions {
    float learning_rate = 0.001f, beta_1 = 0.9f, beta_2 = 0.999f, epsilon = 1e-7f;
    bool amsgrad = false;
    float weight_decay = 0;   // AdamW: w -= lr * decay * w in front of the update (Loshchilov and Hutter, ICLR 2019)
};
/// m = b1 m + (1-b1) g; v = b2 v + (1-b2) g^2; w -= lr sqrt(1-b2^t) / (1-b1^t) m / (sqrt(v) + eps) (Kingma and Ba, ICLR 2015,
/// section 2's faster form, which is Keras's). amsgrad: the largest v so far (Reddi et al., ICLR 2018).
class Adam : public Optimizer {
public:
    explicit Adam(AdamOptions options = {}, bool decoupled_decay = false);
    std::string_view class_name() const override { return decoupled_decay_ ? "AdamW" : "Adam"; }

protected:
    std::vector<Slot> make_slots() const override;
    void prepare(std::int64_t t) override;
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    AdamOptions options_;
    bool decoupled_decay_;
    float rate_ = 0;  // lr sqrt(1-b2^t) / (1-b1^t)
};

struct AdamaxOptions {
    float learning_rate = 0.001f, beta_1 = 0.9f, beta_2 = 0.999f, epsilon = 1e-7f;
};
/// m as Adam's; u = max(b2 u, |g|); w -= lr / (1-b1^t) m / (u + eps) (Kingma and Ba, section 7.1).
class Adamax : public Optimizer {
public:
    explicit Adamax(AdamaxOptions options = {});
    std::string_view class_name() const override { return "Adamax"; }

protected:
    std::vector<Slot> make_slots() const override;
    void prepare(std::int64_t t) override;
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    AdamaxOptions options_;
    float rate_ = 0;  // lr / (1-b1^t)
};

struct NadamOptions {
    float learning_rate = 0.001f, beta_1 = 0.9f, beta_2 = 0.999f, epsilon = 1e-7f;
};
/// Adam with Nesterov's look-ahead (Dozat, ICLR workshop 2016): u_t = b1 (1 - 0.5 * 0.96^t), U_t = product of u;
/// w -= lr (u_{t+1} m / (1 - U_{t+1}) + (1 - u_t) g / (1 - U_t)) / (sqrt(v / (1 - b2^t)) + eps).
class Nadam : public Optimizer {
public:
    explicit Nadam(NadamOptions options = {});
    std::string_view class_name() const override { return "Nadam"; }

protected:
    std::vector<Slot> make_slots() const override;
    void prepare(std::int64_t t) override;
    void update(std::size_t first, std::span<float> w, std::span<const float> g) override;

private:
    NadamOptions options_;
    float ahead_ = 0, now_ = 0, correction_ = 0;  // the factors of m, g and v
};

}  // namespace nabla
