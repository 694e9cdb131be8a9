#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/backpropagation/state.h"

namespace nabla::lessons::backpropagation {
namespace {

Control part_control(const State& state) {
    Control control{.id = "figure.part", .kind = Control::Kind::select, .label = {"볼 곳", "Look at"}, .group = "figure", .value = state.part,
                    .hint = {"고른 뉴런이나 연결을 밝혀요. 값은 그림 설명에 나와요.", "Lights a neuron or a link; its numbers are in the figure's description."}};
    control.choices.push_back({"", {"없음", "None"}});
    for (const std::string_view key : hand_parts()) control.choices.push_back({std::string(key), {hand_name(key), hand_name(key)}});
    return control;
}

Control parameter_control(const State& state) {
    Control control{.id = "figure.nudged", .kind = Control::Kind::select, .label = {"움직일 매개변수", "Parameter to nudge"}, .group = "figure", .value = state.nudged,
                    .hint = {"이 매개변수만 ε만큼 늘리고 줄여 봐요.", "Only this one is moved up and down by ε."}};
    for (const std::string_view key : hand_parts())
        if (hand_index(key) >= 0) control.choices.push_back({std::string(key), {hand_name(key), hand_name(key)}});
    return control;
}

Control activation_control(const Session& session) {
    const std::string now = hidden_activation(session.experiment().model);
    Control control{.id = "figure.activation", .kind = Control::Kind::select, .label = {"은닉층 모두의 활성화 함수", "Activation of all hidden layers"}, .group = "figure", .value = now,
                    .hint = {"은닉층 열 개의 활성화 함수를 한 번에 바꿔요.", "Changes all ten hidden layers at once."}};
    for (const char* name : {"sigmoid", "tanh", "relu"}) control.choices.push_back({name, {name, name}});
    if (now.empty() || std::ranges::none_of(control.choices, [&](const auto& choice) { return choice.value == now; })) control.choices.push_back({now, {now.empty() ? "여러 가지" : now, now.empty() ? "Several" : now}});
    return control;
}

void update_controls(const Session& session, std::vector<Control>& out) {
    out.push_back(question_control(session, ten));
    // The panel's slider goes down to a millionth, and leaves little room for 1 to 10.
    out.push_back(log_slider("figure.rate", "figure", {"학습률 η", "Learning rate η"}, session.experiment().compile.optimizer.config.value("learning_rate", 1.0), 0.1, 10, {"그레이디언트에 곱하는 수예요.", "Multiplies the gradient."}));
    auto once = button("figure.update", "figure", {"한 번 갱신하기", "Update once"}, {"처음 가중치에서 이 학습률로 한 번만 갱신해요.", "Makes one update at this rate from the first weights."});
    once.enabled = is_hand_network(session.experiment()) && (session.settled() || session.view().update == 0);
    out.push_back(std::move(once));
}

void use_rate(Session& session, double rate) {
    Experiment next = session.experiment();
    next.compile.optimizer.config["learning_rate"] = rate;
    if (!(next == session.experiment())) session.set_experiment(std::move(next), "figure.rate");
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "sign") {
        out.push_back(question_control(session, recall));
        out.push_back(question_control(session, direction));
        if (answered(session.lesson_state(), direction.id))
            out.push_back(slider("figure.tried", "figure", {"가중치 w₁₁", "Weight w₁₁"}, state.tried, 0, 4, 0.01, {"바꿔 보고 출력과 손실을 보세요.", "Change it and watch output and loss."}));
    }
    if (step == "output") out.push_back(typed_control(session, output_delta()));
    if (step == "weights") out.push_back(question_control(session, larger)), out.push_back(typed_control(session, weight_gradient()));
    if (step == "through") {
        out.push_back(typed_control(session, edge_gradient()));
        auto all = toggle("figure.all", "figure", {"모든 값 보기", "Show every value"}, state.all, {"순전파와 역전파의 값을 연결마다 함께 보여 줘요.", "Shows forward and backward values on every edge at once."});
        all.enabled = typed_right(session, edge_gradient());
        if (!all.enabled) all.hint = {"먼저 빈칸을 채우세요.", "Fill in the blank first."};
        out.push_back(std::move(all));
    }
    if (step == "nudge") {
        out.push_back(parameter_control(state));
        out.push_back(log_slider("figure.h", "figure", {"움직이는 크기 ε", "Size of the nudge ε"}, state.h, 1e-7, 1,
                                 {"너무 크면 굽은 곳을 지나치고, 너무 작으면 끝자리만 남아요.", "Too large misses the bend, too small leaves only the last digits."}));
    }
    if (step == "update") update_controls(session, out);
    if (step == "twins") {
        out.push_back(question_control(session, apart));
        out.push_back(toggle("figure.equal", "figure", {"똑같은 가중치로 시작", "Equal start"}, starts_equal(session.experiment()), {"끄면 난수 가중치로 시작해요.", "Off: weights start at random."}));
    }
    if (step == "wishes") {
        out.push_back(question_control(session, shorter));
        out.push_back(whole_number("figure.digit", "figure", {"몇째 그림", "Image"}, state.digit + 1, 1, wish_count, {"배치의 이 그림이 원하는 방향을 보여 줘요.", "Shows what this image of the batch asks for."}));
        auto measure = button("figure.measure", "figure", {"그레이디언트 32개 재기", "Measure 32 gradients"}, {"그림마다 역전파하고 길이를 재요.", "Backpropagates each image and measures the lengths."});
        measure.enabled = session.dataset() != nullptr && answered(session.lesson_state(), shorter.id);
        if (!measure.enabled) measure.hint = {"먼저 예측하세요.", "Make your prediction first."};
        out.push_back(std::move(measure));
    }
    if (step == "vanish") out.push_back(question_control(session, ratio)), out.push_back(activation_control(session));
    if (step == "sign" || step == "output" || step == "weights" || step == "through") out.push_back(part_control(state));
    say_what_is_set(out, {{"figure.rate", "optimizer.learning_rate"}, {"figure.activation", "model"}, {"figure.equal", "model"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {recall, direction, larger, ten, apart, shorter, ratio})) return;
    if (set_typed(session, id, value, {&output_delta(), &weight_gradient(), &edge_gradient()})) return;
    const auto keep = [&](const char* key, const Json& what) { session.set_lesson_state(key, what); };
    if (id == "figure.part") keep("part", value);
    else if (id == "figure.tried") keep("tried", value);
    else if (id == "figure.all") keep("all", value);
    else if (id == "figure.nudged") keep("nudged", value);
    else if (id == "figure.h") keep("h", value);
    else if (id == "figure.digit") keep("digit", value.get<int>() - 1);
    else if (id == "figure.measure") keep("measured", true);
    else if (id == "figure.rate") use_rate(session, value.get<double>());
    else if (id == "figure.update") session.reset(), session.step_batch();
    else if (id == "figure.equal") session.set_experiment(twin_experiment(value.get<bool>()));
    else if (id == "figure.activation" && !value.get<std::string>().empty()) {
        Experiment next = session.experiment();
        use_hidden_activation(next, value.get<std::string>());
        session.set_experiment(std::move(next));
    }
}

}  // namespace nabla::lessons::backpropagation
