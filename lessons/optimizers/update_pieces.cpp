#include "lessons/optimizers/update_pieces.h"

#include <cmath>

#include "lessons/numerals.h"

namespace nabla::lessons::optimizers {
namespace {

constexpr double decay = 0.9, square_decay = 0.999, weight_decay = 0.004, epsilon = 1e-7;   // Keras's defaults, and momentum 0.9

/// Everything that one update reads and writes.
struct Numbers {
    double w, g, rate;
    std::vector<double> before, after;   // of each slot
    double next;
    double t;
};

Numbers numbers_of(double rate, const std::vector<Waypoint>& path, std::size_t t, std::size_t index) {
    const Waypoint &from = path[t - 1], &to = path[t];
    Numbers n{.w = from.w[index], .g = from.g[index], .rate = rate, .before = {}, .after = {}, .next = to.w[index], .t = static_cast<double>(t)};
    for (std::size_t s = 0; s < to.slots.size(); ++s) {
        n.before.push_back(s < from.slots.size() && index < from.slots[s].values.size() ? from.slots[s].values[index] : 0);
        n.after.push_back(to.slots[s].values[index]);
    }
    return n;
}

Piece sign(const char* symbol) { return {symbol, symbol}; }

class Line {
public:
    Line(std::string name, double value, int decimals = 6) { pieces_ = {{name + "_{new}", short_number(value, decimals)}, sign("=")}; }
    Line& add(std::string symbol, double value, int decimals = 4) {
        const bool first = pieces_.size() == 2;
        pieces_.push_back({std::move(symbol), first ? short_number(value, decimals) : factor(value, decimals)});
        return *this;
    }
    Line& then(const char* operation, std::string symbol, double value, int decimals = 4) {
        pieces_.push_back(sign(operation));
        return add(std::move(symbol), value, decimals);
    }
    PluggedIn is(double result) const { return {pieces_, result}; }

private:
    std::vector<Piece> pieces_;
};

/// Adam and its kin divide a mean by the root of another; both start at 0 and are corrected.
double corrected(double mean, double beta, double t) { return mean / (1 - std::pow(beta, t)); }

/// Nadam's numerator: the mean as the next update will weigh it, and the gradient (Keras's momentum schedule).
double looked_ahead(const Numbers& n) {
    const auto u = [](double step) { return decay * (1 - 0.5 * std::pow(0.96, step)); };
    double product = 1;
    for (double step = 1; step <= n.t; ++step) product *= u(step);
    return u(n.t + 1) / (1 - product * u(n.t + 1)) * n.after[0] + (1 - u(n.t)) / (1 - product) * n.g;
}

PluggedIn adam_like(const Rule& rule, const Numbers& n, Line line) {
    if (rule.id == "Adamax") {
        const double m = corrected(n.after[0], decay, n.t), u = n.after[1];
        return line.then("−", "η", n.rate).then("×", "m̂", m).then("/", "G_{new}", u).is(n.w - n.rate * m / (u + epsilon));
    }
    const double root = std::sqrt(corrected(n.after[1], square_decay, n.t));
    if (rule.id == "Nadam") {
        const double m = looked_ahead(n);
        return line.then("−", "η", n.rate).then("×", "n̂", m).then("/", "√v̂", root).is(n.w - n.rate * m / (root + epsilon));
    }
    const double m = corrected(n.after[0], decay, n.t), step = n.rate * m / (root + epsilon);
    line.then("−", "η", n.rate).then("×", "m̂", m).then("/", "√v̂", root);
    if (rule.id != "AdamW") return line.is(n.w - step);
    return line.then("−", "η", n.rate).then("×", "λ", weight_decay).then("×", "w", n.w).is(n.w - step - n.rate * weight_decay * n.w);
}

}  // namespace

PluggedIn plugged_in(const Rule& rule, double rate, const std::vector<Waypoint>& path, std::size_t t, std::size_t index, const std::string& name) {
    if (t < 1 || t >= path.size()) return {};
    const Numbers n = numbers_of(rate, path, t, index);
    Line line(name, n.next, name == "w" ? 6 : 3);   // on w squared, as many digits as are to be checked
    line.add(name, n.w, name == "w" ? 4 : 3);
    if (rule.id == "SGD") return line.then("−", "η", rate).then("×", "g", n.g).is(n.w - rate * n.g);
    if (rule.id == "momentum") return line.then("+", "β", decay).then("×", "u", n.before[0]).then("−", "η", rate).then("×", "g", n.g).is(n.w + decay * n.before[0] - rate * n.g);
    if (rule.id == "nesterov") return line.then("−", "η", rate).then("×", "g", n.g).then("+", "β", decay).then("×", "u_{new}", n.after[0]).is(n.w + decay * n.after[0] - rate * n.g);
    if (rule.id == "Adadelta") {
        const double above = std::sqrt(n.before[1] + epsilon), below = std::sqrt(n.after[0] + epsilon);
        return line.then("−", "η", rate).then("×", "√d", above, 6).then("/", "√v_{new}", below).then("×", "g", n.g).is(n.w - rate * above / below * n.g);
    }
    if (rule.id == "Adagrad" || rule.id == "RMSprop") {
        const double root = std::sqrt(n.after[0] + epsilon);
        return line.then("−", "η", rate).then("×", "g", n.g).then("/", rule.id == "Adagrad" ? "√a_{new}" : "√v_{new}", root).is(n.w - rate * n.g / root);
    }
    return adam_like(rule, n, line);
}

PluggedIn remembered(const Rule& rule, const std::vector<Waypoint>& path, std::size_t t, std::size_t index) {
    if (t < 1 || t >= path.size()) return {};
    const Numbers n = numbers_of(0, path, t, index);
    const double square = n.g * n.g;
    if (rule.id == "Adagrad") return Line("a", n.after[0], 3).add("a", n.before[0], 3).then("+", "g²", square, 3).is(n.before[0] + square);
    Line line("v", n.after[0], 3);
    line.add("β", decay).then("×", "v", n.before[0], 3).then("+", "(1 − β)", 1 - decay).then("×", "g²", square, 3);
    return line.is(decay * n.before[0] + (1 - decay) * square);
}

}  // namespace nabla::lessons::optimizers
