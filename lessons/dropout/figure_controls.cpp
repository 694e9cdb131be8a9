#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/dropout/state.h"

namespace nabla::lessons::dropout {
namespace {

Control press(const Session& session, const char* id, const char* label, Text hint, bool enabled = true) {
    auto control = button(id, "figure", session.step().label(label), std::move(hint));
    control.enabled = enabled;
    return control;
}

bool ready(const Session& session, std::string_view group) {
    const auto data = session.dataset();
    return data && data->test && !session.group(group).busy();
}

Control pair_button(const Session& session) {
    return press(session, "figure.train_pair", "train_pair", {"같은 시드로 드롭아웃 없이 한 번, 넣고 한 번 10에포크를 훈련해요.", "Trains ten epochs without dropout and ten with it, from the same seed."}, ready(session, "pair"));
}

void questions(const Session& session, std::vector<Control>& out, std::initializer_list<const Question*> asked) {
    for (const Question* question : asked) out.push_back(question_control(session, *question));
}

void modes_controls(const Session& session, const State& state, std::vector<Control>& out) {
    questions(session, out, {&repeats});
    out.push_back(whole_number("figure.image", "figure", session.step().label("image"), state.image, 0, few_rows - 1, {"훈련 세트의 그림이에요. 0부터 세요.", "An image of the training set, counted from 0."}));
    const bool data = session.dataset() != nullptr;
    out.push_back(press(session, "figure.predict_masked", "predict_masked", {"마스크를 새로 뽑아 예측해요.", "Draws new masks and predicts."}, data && state.with_masks < most_predictions));
    out.push_back(press(session, "figure.predict_plain", "predict_plain", {"마스크 없이 예측해요.", "Predicts without masks."}, data && state.plain < most_predictions));
}

void knockout_controls(const Session& session, const State& state, std::vector<Control>& out) {
    questions(session, out, {&half_off, &most_off});
    out.push_back(pair_button(session));
    out.push_back(slider("figure.share", "figure", session.step().label("share"), state.share, 0, 0.95, 0.05, {"두 신경망의 은닉 뉴런을 이만큼 꺼요.", "Switches this share of both networks' hidden units off."}));
    out.push_back(press(session, "figure.other", "other", {"같은 수의 다른 뉴런을 꺼요.", "Switches other units off, as many."}));
}

void try_share(Session& session, double share) {
    session.set_lesson_state("share", share);
    Json tried = session.lesson_state().value("tried", Json::array());
    if (std::ranges::none_of(tried, [&](const Json& one) { return one.is_number() && std::abs(one.get<double>() - share) < 1e-6; })) tried.push_back(share);
    session.set_lesson_state("tried", std::move(tried));
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "mask") {
        questions(session, out, {&recall_gap, &survivors});
        out.push_back(press(session, "figure.next", "next", {"다음 배치의 마스크를 뽑아요.", "Draws the masks of the next batch."}));
        out.push_back(whole_number("figure.sample", "figure", session.step().label("sample"), state.sample, 0, batch_size - 1, {"배치 안의 샘플 번호예요. 샘플마다 마스크가 달라요.", "A sample of the batch. Each has a mask of its own."}));
    } else if (step == "scale") {
        out.push_back(typed_control(session, factor()));
        out.push_back(slider("figure.rate", "figure", session.step().label("rate"), state.rate, 0, 0.9, 0.05, {"뉴런 하나가 꺼질 확률이에요.", "The probability that a unit is off."}));
        out.push_back(press(session, "figure.draw", "draw", {"마스크를 하나 더 뽑아요.", "Draws one more mask."}, state.draws < 200));
        out.push_back(press(session, "figure.draw_many", "draw_many", {"마스크를 20개 더 뽑아요.", "Draws twenty more masks."}, state.draws < 200));
    } else if (step == "modes") {
        modes_controls(session, state, out);
    } else if (step == "compare") {
        questions(session, out, {&train_loss, &val_accuracy, &crossing});
        out.push_back(pair_button(session));
    } else if (step == "why") {
        questions(session, out, {&masks_off});
        out.push_back(pair_button(session));
    } else if (step == "thirty") {
        questions(session, out, {&claim});
        out.push_back(pair_button(session));
        out.push_back(press(session, "figure.train_thirty", "train_thirty", {"두 신경망을 30에포크 훈련해요.", "Trains both networks for 30 epochs."}, ready(session, "thirty")));
    } else if (step == "knockout") {
        knockout_controls(session, state, out);
    } else if (step == "small") {
        questions(session, out, {&winner});
        out.push_back(press(session, "figure.train_small", "train_small", {"두 신경망을 시드 세 개씩 훈련해요.", "Trains both networks with three seeds each."}, ready(session, "small")));
    }
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {recall_gap, survivors, repeats, train_loss, val_accuracy, crossing, masks_off, claim, half_off, most_off, winner})) return;
    if (set_typed(session, id, value, {&factor()})) return;
    const State state = State::read(session.lesson_state());
    const auto keep = [&](const char* key) { session.set_lesson_state(key, value); };
    const auto count = [&](const char* key, int number) { session.set_lesson_state(key, number); };
    if (id == "figure.next") count("masks", state.masks + 1);
    else if (id == "figure.sample") keep("sample");
    else if (id == "figure.rate") keep("rate");
    else if (id == "figure.draw") count("draws", std::min(200, state.draws + 1));
    else if (id == "figure.draw_many") count("draws", std::min(200, state.draws + 20));
    else if (id == "figure.image") {
        keep("image");
        count("with_masks", 0), count("plain", 0);
    } else if (id == "figure.predict_masked") count("with_masks", std::min(most_predictions, state.with_masks + 1));
    else if (id == "figure.predict_plain") count("plain", std::min(most_predictions, state.plain + 1));
    else if (id == "figure.train_pair") start_pair(session, false);
    else if (id == "figure.train_thirty") start_pair(session, true);
    else if (id == "figure.train_small") start_small(session);
    else if (id == "figure.share") try_share(session, value.get<double>());
    else if (id == "figure.other") count("draw", state.draw + 1);
}

}  // namespace nabla::lessons::dropout
