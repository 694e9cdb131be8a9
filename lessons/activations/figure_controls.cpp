#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/session/control_groups.h"
#include "lessons/activations/state.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::activations {
namespace {

Text same(std::string_view words) { return {std::string(words), std::string(words)}; }

std::string text_of(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

/// The present value is always one of the choices, whatever the panel made of it.
Control choose(std::string id, Text label, std::string value, std::vector<std::string> choices, Text hint) {
    Control control{.id = std::move(id), .kind = Control::Kind::select, .label = std::move(label), .group = "figure", .value = value, .hint = std::move(hint)};
    if (std::ranges::find(choices, value) == choices.end()) choices.push_back(value);
    for (const auto& choice : choices) control.choices.push_back({choice, same(choice)});
    return control;
}

double rate_of(const Experiment& e) { return e.compile.optimizer.config.value("learning_rate", 0.001); }

void dead_controls(const Session& session, std::vector<Control>& out) {
    std::vector<std::string> steps;
    for (double rate : rates) steps.push_back(text_of(rate));
    out.push_back(choose("figure.rate", session.step().label("rate"), text_of(rate_of(session.experiment())), steps,
                         {"Adam이 한 번에 가중치를 움직이는 크기예요.", "How far Adam moves the weights in one update."}));
    out.push_back(choose("figure.activation", session.step().label("hidden"), hidden_activation(session.experiment()), {"relu", "leaky_relu"},
                         {"은닉층의 활성화 함수예요.", "The hidden layer's activation function."}));
    auto note = button("figure.note", "figure", session.step().label("note"), {"지금 신경망의 죽은 뉴런 수를 표에 적어요.", "Writes the present count of dead neurons into the table."});
    note.enabled = session.view().history.epochs() > 0 && session.dataset();
    out.push_back(std::move(note));
}

void entropy_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back(typed_control(session, chance()));
    out.push_back(slider("figure.p", "figure", session.step().label("p_short"), state.p, 0.001, 1, 0.001, {"정답 클래스에 준 확률이에요.", "The probability given to the right class."}));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto n = std::to_string(i);
        out.push_back(slider("figure.logit." + n, "figure", {"로짓 " + n, "Logit " + n}, state.logits[i], -6, 6, 0.1, {"소프트맥스에 들어가는 수예요.", "A number that goes into softmax."}));
    }
}

void note_dead(Session& session) {
    Model* model = plain_probe(session);
    const auto data = session.dataset();
    if (!model || !data) return;
    Json notes = session.lesson_state().value("notes", Json::array());
    notes.push_back({rate_of(session.experiment()), hidden_activation(session.experiment()), dead_of(share_on(*model, *data))});
    if (notes.size() > 8) notes.erase(notes.begin());
    session.set_lesson_state("notes", std::move(notes));
}

template <class F>
void change(Session& session, F&& f) {
    Experiment e = session.experiment();
    f(e);
    if (!(e == session.experiment())) session.set_experiment(std::move(e));
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "none") {
        out.push_back(question_control(session, linear_power));
        out.push_back(toggle("figure.collapsed", "figure", session.step().label("collapse"), state.collapsed, {"두 층의 가중치를 곱해서 한 층으로 그려요.", "Multiplies the two layers' weights and draws one layer."}));
        out.push_back(question_control(session, recall_slope));
    } else if (step == "slopes") {
        std::vector<std::string> all(taught.begin(), taught.end());
        all.insert(all.end(), drawer.begin(), drawer.end());
        out.push_back(choose("figure.function", session.step().label("function"), state.function, all, {"이 함수의 곡선과 도함수를 크게 그려요.", "Draws this function and its derivative in large."}));
        out.push_back(slider("figure.z", "figure", session.step().label("input"), state.z, -z_limit, z_limit, 0.05, {"곡선 위에서 끌어도 돼요.", "You can also drag on the curve."}));
        out.push_back(question_control(session, slope_five));
    } else if (step == "layers") {
        out.push_back(question_control(session, dies));
        out.push_back(choose("figure.activation", session.step().label("hidden"), hidden_activation(session.experiment()), {taught.begin(), taught.end()},
                             {"은닉층 열 개의 활성화 함수를 모두 바꿔요.", "Changes the activation of all ten hidden layers."}));
    } else if (step == "dead") {
        dead_controls(session, out);
    } else if (step == "output") {
        for (const Question* card : {&card_sales, &card_bag, &card_garment, &card_tags}) out.push_back(question_control(session, *card));
        out.push_back(choose("figure.output", session.step().label("output"), output_activation(session.experiment()), {"sigmoid", "linear"},
                             {"Sales를 예측하는 신경망의 출력층이에요.", "The output layer of the network that predicts Sales."}));
    } else if (step == "entropy") {
        entropy_controls(session, state, out);
    } else if (step == "duel") {
        out.push_back(question_control(session, gap));
        auto train = button("figure.train_duel", "figure", session.step().label("train_duel"), {"시그모이드와 렐루를 시드 세 개씩 훈련해요.", "Trains sigmoid and ReLU with three seeds each."});
        train.enabled = session.dataset() && !session.group("duel").busy();
        out.push_back(std::move(train));
    }
    say_what_is_set(out, {{"figure.rate", "optimizer.learning_rate"}, {"figure.activation", "model"}, {"figure.output", "model"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {recall_slope, linear_power, slope_five, dies, card_sales, card_bag, card_garment, card_tags, gap})) return;
    if (set_typed(session, id, value, {&chance()})) return;
    const auto keep = [&](const char* key) { session.set_lesson_state(key, value); };
    if (id == "figure.collapsed") keep("collapsed");
    else if (id == "figure.function") keep("function");
    else if (id == "figure.z") keep("z");
    else if (id == "figure.p") keep("p");
    else if (id.starts_with("figure.logit.")) {
        auto logits = State::read(session.lesson_state()).logits;
        const auto i = static_cast<std::size_t>(id.back() - '0');
        if (i < logits.size() && value.is_number()) logits[i] = value.get<double>();
        session.set_lesson_state("logits", logits);
    } else if (id == "figure.activation") change(session, [&](Experiment& e) { set_hidden_activation(e, value.get<std::string>()); });
    else if (id == "figure.output") change(session, [&](Experiment& e) { set_output_activation(e, value.get<std::string>()); });
    else if (id == "figure.rate") change(session, [&](Experiment& e) { e.compile.optimizer.config["learning_rate"] = std::stod(value.get<std::string>()); });
    else if (id == "figure.note") note_dead(session);
    else if (id == "figure.train_duel") start_duel(session);
}

}  // namespace nabla::lessons::activations
