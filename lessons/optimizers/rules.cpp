#include "lessons/optimizers/rules.h"

namespace nabla::lessons::optimizers {

Named at_rate(Named rule, double rate) {
    rule.config["learning_rate"] = rate;
    return rule;
}

Named sgd(double rate, double momentum, bool nesterov) {
    return {"SGD", {{"learning_rate", rate}, {"momentum", momentum}, {"nesterov", nesterov}}};
}

const std::vector<Rule>& rules() {
    const auto plain = [](const char* name) { return Named{name, Json::object()}; };
    static const std::vector<Rule> all{
        {.id = "SGD", .name = "SGD", .named = {"SGD", Json::object()}, .series = 1},
        {.id = "momentum", .name = "Momentum 0.9", .named = {"SGD", {{"momentum", 0.9}}}, .share = 0.2, .series = 2},
        {.id = "nesterov", .name = "Nesterov 0.9", .named = {"SGD", {{"momentum", 0.9}, {"nesterov", true}}}, .share = 0.2, .series = 0},
        {.id = "Adagrad", .name = "Adagrad", .named = plain("Adagrad"), .share = 0, .rate = 0.5, .series = 5},
        {.id = "RMSprop", .name = "RMSprop", .named = plain("RMSprop"), .share = 0, .rate = 0.05, .series = 3},
        {.id = "Adam", .name = "Adam", .named = plain("Adam"), .share = 0, .rate = 0.2, .series = 4},
        {.id = "AdamW", .name = "AdamW", .named = plain("AdamW"), .share = 0, .rate = 0.2, .series = 1, .dashed = true},
        {.id = "Adamax", .name = "Adamax", .named = plain("Adamax"), .share = 0, .rate = 0.2, .series = 2, .dashed = true},
        {.id = "Nadam", .name = "Nadam", .named = plain("Nadam"), .share = 0, .rate = 0.2, .series = 5, .dashed = true},
        {.id = "Adadelta", .name = "Adadelta", .named = plain("Adadelta"), .share = 0, .rate = 1, .series = 3, .dashed = true}};
    return all;
}

const Rule& find_rule(std::string_view id) {
    for (const Rule& rule : rules())
        if (rule.id == id) return rule;
    return rules().front();
}

const Rule* rule_of(const Named& optimizer) {
    std::string id = optimizer.class_name;
    if (id == "SGD" && optimizer.config.value("momentum", 0.0) > 0) id = optimizer.config.value("nesterov", false) ? "nesterov" : "momentum";
    const Rule& rule = find_rule(id);
    return rule.id == id ? &rule : nullptr;
}

}  // namespace nabla::lessons::optimizers
