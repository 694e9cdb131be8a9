#include <array>

#include "core/optimizers/optimizer.h"
#include "core/session/control_groups.h"

namespace nabla {
namespace {

constexpr std::string_view prefix = "optimizer.";

/// How one option is shown, whichever optimizer has it.
struct OptionControl {
    std::string_view key;
    Control::Kind kind;
    double min, max, step;
    Text label, hint;
};

const std::array<OptionControl, 11>& options() {
    using Kind = Control::Kind;
    static const std::array<OptionControl, 11> table = {{
        {"learning_rate", Kind::log_slider, 1e-6, 10, 0, {"학습률", "Learning rate"}, {"한 번에 가중치를 얼마나 움직일지 정해요.", "Sets how far one update moves the weights."}},
        {"momentum", Kind::slider, 0, 0.99, 0.01, {"모멘텀", "Momentum"}, {"지난 이동을 이만큼 이어 가요.", "Keeps this share of the last movement."}},
        {"nesterov", Kind::toggle, 0, 0, 0, {"네스테로프", "Nesterov"}, {"모멘텀으로 나아간 자리에서 그레이디언트를 재요.", "Takes the gradient where momentum leads."}},
        {"rho", Kind::slider, 0, 0.999, 0.001, {"rho", "rho"}, {"그레이디언트 제곱의 평균이 지난 값을 이만큼 남겨요.", "How much the mean of squared gradients keeps of its past."}},
        {"beta_1", Kind::slider, 0, 0.999, 0.001, {"beta_1", "beta_1"}, {"그레이디언트의 평균이 지난 값을 이만큼 남겨요.", "How much the mean of gradients keeps of its past."}},
        {"beta_2", Kind::slider, 0, 0.9999, 0.0001, {"beta_2", "beta_2"}, {"그레이디언트 제곱의 평균이 지난 값을 이만큼 남겨요.", "How much the mean of squared gradients keeps of its past."}},
        {"weight_decay", Kind::slider, 0, 0.1, 0.001, {"가중치 감소", "Weight decay"}, {"갱신할 때마다 가중치를 이 비율만큼 줄여요.", "Shrinks the weights by this share at each update."}},
        {"amsgrad", Kind::toggle, 0, 0, 0, {"amsgrad", "amsgrad"}, {"지금까지 가장 컸던 제곱 평균으로 나누어요.", "Divides by the largest mean square so far."}},
        {"centered", Kind::toggle, 0, 0, 0, {"centered", "centered"}, {"제곱의 평균에서 평균의 제곱을 빼요.", "Subtracts the squared mean from the mean square."}},
        {"initial_accumulator_value", Kind::slider, 0, 1, 0.01, {"누적 시작값", "Initial accumulator"}, {"제곱을 쌓기 시작하는 값이에요.", "Where the sum of squares begins."}},
        {"epsilon", Kind::log_slider, 1e-10, 0.1, 0, {"epsilon", "epsilon"}, {"0으로 나누지 않게 더하는 작은 수예요.", "A small number that keeps the divisor from 0."}},
    }};
    return table;
}

Control option_control(const OptionControl& option, const Json& value) {
    Control control{.id = std::string(prefix) + std::string(option.key), .kind = option.kind, .label = option.label, .group = "optimizer", .value = value,
                    .min = option.min, .max = option.max, .step = option.step, .hint = option.hint};
    if (!value.is_number()) return control;
    if (value.get<double>() > 0 || option.kind != Control::Kind::log_slider) control.min = std::min(control.min, value.get<double>());
    control.max = std::max(control.max, value.get<double>());
    return control;
}

/// The new rule with its own defaults; a learning rate that the learner has chosen stays.
void change_rule(Named& optimizer, const std::string& class_name) {
    const Json chosen = optimizer.config["learning_rate"];
    const bool untouched = chosen == optimizer_defaults(optimizer.class_name)["learning_rate"];
    optimizer = {class_name, optimizer_defaults(class_name)};
    if (!untouched) optimizer.config["learning_rate"] = chosen;
}

}  // namespace

void add_optimizer_controls(const Experiment& e, std::vector<Control>& out) {
    const auto& optimizer = e.compile.optimizer;
    Control rule{.id = "optimizer.class_name", .kind = Control::Kind::select, .label = {"옵티마이저", "Optimizer"}, .group = "optimizer",
                 .value = optimizer.class_name, .hint = {"그레이디언트로 가중치를 고치는 규칙이에요.", "The rule that changes weights by their gradients."}};
    for (auto name : optimizer_names()) rule.choices.push_back({std::string(name), {std::string(name), std::string(name)}});
    out.push_back(std::move(rule));
    for (const auto& option : options())
        if (const auto value = optimizer.config.find(std::string(option.key)); value != optimizer.config.end())
            out.push_back(option_control(option, *value));
    const bool regression = e.compile.loss.starts_with("mean_") || e.compile.loss == "huber";
    if (!regression || !e.compile.outputs.empty()) return;  // several losses have no one control
    Control loss{.id = "compile.loss", .kind = Control::Kind::select, .label = {"손실 함수", "Loss"}, .group = "optimizer", .value = e.compile.loss,
                 .hint = {"훈련이 줄이려는 수를 골라요.", "Chooses the number that training lowers."}};
    loss.choices = {{"mean_squared_error", {"평균 제곱 오차", "Mean squared error"}},
                    {"mean_absolute_error", {"평균 절대 오차", "Mean absolute error"}},
                    {"huber", {"후버", "Huber"}}};
    out.push_back(std::move(loss));
}

bool set_optimizer_control(Experiment& e, std::string_view id, const Json& value) {
    if (id == "compile.loss") {
        if (value != e.compile.loss) e.compile.loss_config = Json::object();
        e.compile.loss = value.get<std::string>();
        return true;
    }
    if (!id.starts_with(prefix)) return false;
    if (id == "optimizer.class_name") {
        if (value != e.compile.optimizer.class_name) change_rule(e.compile.optimizer, value.get<std::string>());
    } else e.compile.optimizer.config[std::string(id.substr(prefix.size()))] = value;
    return true;
}

}  // namespace nabla
