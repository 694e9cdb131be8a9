#include <array>

#include "core/experiment/json_reader.h"
#include "core/optimizers/rules.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 8> known_optimizers = {"SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Adamax", "Nadam"};

/// Reads the options of one rule, filling in Keras's defaults, and leaves the complete config in `complete`.
class OptionReader {
public:
    OptionReader(const JsonReader& reader, Json& complete) : reader_(reader), complete_(complete) {}

    float number(std::string_view key, double fallback, const NumberRange& range) {
        const double value = reader_.number(key, fallback, range);
        complete_[std::string(key)] = value;
        return static_cast<float>(value);
    }
    bool flag(std::string_view key) {
        const bool value = reader_.boolean(key, false);
        complete_[std::string(key)] = value;
        return value;
    }
    float learning_rate(double fallback) { return number("learning_rate", fallback, {.min = 0, .max = 1e6}); }
    float decay_rate(std::string_view key, double fallback) { return number(key, fallback, NumberRange::half_open(0, 1)); }
    float epsilon() { return number("epsilon", 1e-7, {.min = 0, .max = 1}); }

private:
    const JsonReader& reader_;
    Json& complete_;
};

std::unique_ptr<Optimizer> make_rule(std::string_view name, OptionReader read) {
    // A designated initializer runs its members in order, so `complete` lists keys as Keras does.
    if (name == "SGD")
        return std::make_unique<Sgd>(SgdOptions{.learning_rate = read.learning_rate(0.01), .momentum = read.decay_rate("momentum", 0), .nesterov = read.flag("nesterov")});
    if (name == "Adagrad")
        return std::make_unique<Adagrad>(AdagradOptions{.learning_rate = read.learning_rate(0.001),
                                                        .initial_accumulator_value = read.number("initial_accumulator_value", 0.1, {.min = 0, .max = 1e6}),
                                                        .epsilon = read.epsilon()});
    if (name == "Adadelta")
        return std::make_unique<Adadelta>(AdadeltaOptions{.learning_rate = read.learning_rate(0.001), .rho = read.decay_rate("rho", 0.95), .epsilon = read.epsilon()});
    if (name == "RMSprop")
        return std::make_unique<Rmsprop>(RmspropOptions{.learning_rate = read.learning_rate(0.001), .rho = read.decay_rate("rho", 0.9),
                                                        .momentum = read.decay_rate("momentum", 0), .epsilon = read.epsilon(), .centered = read.flag("centered")});
    if (name == "Adamax")
        return std::make_unique<Adamax>(AdamaxOptions{.learning_rate = read.learning_rate(0.001), .beta_1 = read.decay_rate("beta_1", 0.9),
                                                      .beta_2 = read.decay_rate("beta_2", 0.999), .epsilon = read.epsilon()});
    if (name == "Nadam")
        return std::make_unique<Nadam>(NadamOptions{.learning_rate = read.learning_rate(0.001), .beta_1 = read.decay_rate("beta_1", 0.9),
                                                    .beta_2 = read.decay_rate("beta_2", 0.999), .epsilon = read.epsilon()});
    const bool decoupled = name == "AdamW";
    AdamOptions options{.learning_rate = read.learning_rate(0.001), .beta_1 = read.decay_rate("beta_1", 0.9), .beta_2 = read.decay_rate("beta_2", 0.999),
                        .epsilon = read.epsilon(), .amsgrad = read.flag("amsgrad")};
    if (decoupled) options.weight_decay = read.number("weight_decay", 0.004, {.min = 0, .max = 1});
    return std::make_unique<Adam>(options, decoupled);
}

std::string_view optimizer_class(std::string_view given, const std::string& path) {
    const auto lower = [](std::string_view text) {
        std::string out;
        for (const char c : text) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        return out;
    };
    for (const auto name : known_optimizers)
        if (lower(name) == lower(given)) return name;
    throw unknown_name(path, "an optimizer", given, known_optimizers);
}

struct Built {
    std::unique_ptr<Optimizer> optimizer;
    Named named;
};

/// What is set of it joins the complete config.
Clipping read_clipping(const JsonReader& reader, Json& complete) {
    Clipping clipping;
    std::string set;
    const auto read = [&](const char* key, float& limit) {
        if (!reader.has(key)) return;
        if (!set.empty()) reader.fail(key, "conflict", "one kind of clipping", "Leave \"" + set + "\" or this out.");
        set = key;
        complete[key] = reader.number(key, {.min = 0, .max = 1e6, .above_min = true});
        limit = complete[key].get<float>();
    };
    read("clipnorm", clipping.clipnorm);
    read("clipvalue", clipping.clipvalue);
    read("global_clipnorm", clipping.global_clipnorm);
    return clipping;
}

Built build(const Named& config, const std::string& path) {
    const std::string_view name = optimizer_class(config.class_name, path);
    const Json empty = Json::object();
    const JsonReader reader(config.config.is_null() ? empty : config.config, path + ".config");
    reader.ignore({"name", "jit_compile", "is_legacy_optimizer"});
    for (const auto* key : {"gradient_accumulation_steps", "loss_scale_factor", "ema_overwrite_frequency"})
        reader.only_default(key, nullptr);
    reader.only_default("use_ema", false);
    reader.only_default("ema_momentum", 0.99);
    reader.only_default("decay", 0);
    if (name != "AdamW") reader.only_default("weight_decay", nullptr);
    Built built{nullptr, {std::string(name), Json::object()}};
    built.optimizer = make_rule(name, OptionReader(reader, built.named.config));
    built.optimizer->clipping = read_clipping(reader, built.named.config);
    reader.finish();
    return built;
}

}  // namespace

std::span<const std::string_view> optimizer_names() { return known_optimizers; }
std::unique_ptr<Optimizer> make_optimizer(const Named& config, const std::string& path) { return build(config, path).optimizer; }
Named canonical_optimizer(const Named& config, const std::string& path) { return build(config, path).named; }
Json optimizer_defaults(std::string_view class_name) { return build({std::string(class_name), Json::object()}, "optimizer").named.config; }

}  // namespace nabla
