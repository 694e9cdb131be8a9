#include <algorithm>

#include "core/session/control_groups.h"
#include "core/session/session.h"
#include "lessons/forward-propagation/state.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"

namespace nabla::lessons::forward_propagation {
namespace {

std::string n(std::int64_t value) { return thousands(value); }

Text both(std::string ko, std::string en) { return {std::move(ko), std::move(en)}; }

void add(Text& text, const Text& more) {
    text.ko += (text.ko.empty() ? "" : " ") + more.ko;
    text.en += (text.en.empty() ? "" : " ") + more.en;
}

Text describe_hand(const Session& session) {
    const HandNumbers now = numbers(session);
    const Known k = known(session);
    Text text = both("입력 2개, 은닉 뉴런 2개, 출력 1개인 신경망이에요. 입력은 1과 " + fixed(now.x[1], 0) + "이에요.",
                     "A network of two inputs, two hidden neurons and one output. The inputs are 1 and " + fixed(now.x[1], 0) + ".");
    if (k >= Known::sums) add(text, both("가중합은 " + short_number(now.z[0]) + ", " + with_is(short_number(now.z[1])) + ".", "The weighted sums are " + short_number(now.z[0]) + " and " + short_number(now.z[1]) + "."));
    if (k >= Known::first) add(text, both("은닉 뉴런 1의 값은 " + with_is(fixed(now.h[0], 3)) + ".", "Hidden neuron 1 gives " + fixed(now.h[0], 3) + "."));
    if (k >= Known::hidden) add(text, both("은닉 뉴런 2의 값은 " + with_is(fixed(now.h[1], 3)) + ".", "Hidden neuron 2 gives " + fixed(now.h[1], 3) + "."));
    if (k >= Known::output)
        add(text, both("출력은 " + fixed(now.y, 3) + ", 타깃은 " + fixed(now.target, 1) + ", 손실은 " + with_is(fixed(now.loss, 6)) + ".",
                       "The output is " + fixed(now.y, 3) + ", the target " + fixed(now.target, 1) + ", the loss " + fixed(now.loss, 6) + "."));
    const State state = State::read(session.lesson_state());
    if (!state.part.empty()) add(text, part_sentence(now, state.part, k));
    return text;
}

Text describe_many(const Session& session) {
    const HandNumbers now = tried(session);
    const std::string a = short_number(now.v[0]), b = short_number(now.v[1]), y = fixed(now.y, 4);
    Text text = both("v₁은 " + a + ", v₂는 " + b + "일 때 출력은 " + with_is(y) + ".", "With v₁ at " + a + " and v₂ at " + b + " the output is " + y + ".");
    if (found_another(session)) add(text, both("처음과 다른 가중치로 같은 출력 0.436을 얻었어요.", "Other weights than at the start give the same output, 0.436."));
    return text;
}

Text describe_matrix(const Session& session) {
    const BatchSums sums = batch_sums(session);
    const auto row = static_cast<std::size_t>(State::read(session.lesson_state()).sample);
    const auto product = [&](std::size_t j) { return short_number(batch[row][0]) + " × " + factor(sums.w[0][j]) + " + " + factor(batch[row][1]) + " × " + factor(sums.w[1][j]); };
    const auto sample = std::to_string(row + 1);
    const bool open = row == 2 && !typed_right(session, matrix_cell());
    const auto value = [&](std::size_t j) { return open && j == 0 ? std::string("?") : short_number(sums.z[row][j]); };
    return both("샘플 " + sample + "의 가중합: 뉴런 1은 " + product(0) + " = " + value(0) + ", 뉴런 2는 " + product(1) + " = " + value(1) + ".",
                "Weighted sums of sample " + sample + ": neuron 1 has " + product(0) + " = " + value(0) + ", neuron 2 has " + product(1) + " = " + value(1) + ".");
}

Text describe_count(const Session& session) {
    if (!answered(session.lesson_state(), first_layer.id))
        return both("입력 784개와 뉴런 256개를 모두 잇는 층이에요. 매개변수를 세요.", "A layer links 784 inputs to 256 neurons. Count its parameters.");
    return both("가중치 " + n(784 * 256) + "개와 편향 256개를 더해 " + n(dense_parameters(784, 256)) + "개예요. 세 층을 모두 더하면 235,146개예요.",
                n(784 * 256) + " weights and 256 biases make " + n(dense_parameters(784, 256)) + ". All three layers have 235,146.");
}

Text describe_digit(const Session& session) {
    const State state = State::read(session.lesson_state());
    const auto data = session.dataset();
    if (!data) return both("훈련 세트를 읽는 중이에요.", "The training set is loading.");
    Text text = both("훈련 그림 " + n(state.picture) + "번이 784-256-128-10 신경망을 지나가요.", "Training image " + n(state.picture) + " goes through the network 784-256-128-10.");
    const auto* accuracy = session.view().history.find("val_accuracy");
    if (accuracy && !accuracy->empty())
        add(text, both("훈련 뒤 검증 정확도는 " + with_is(fixed(accuracy->back(), 3)) + ".", "After training, validation accuracy is " + fixed(accuracy->back(), 3) + "."));
    else add(text, both("아직 훈련하지 않았어요.", "It is not trained yet."));
    return text;
}

}  // namespace

Known known(const Session& session) {
    const std::string& step = session.step().id;
    const auto said = [&](const Question& question) { return answered(session.lesson_state(), question.id); };
    if (step == "wires") return said(signs) ? Known::sums : Known::weights;
    if (step == "first") return typed_right(session, hidden_value()) ? Known::first : Known::sums;
    if (step == "zero") return said(off) ? Known::hidden : Known::first;
    const bool all = std::ranges::all_of(output_values(), [&](const TypedNumber* number) { return typed_right(session, *number); });
    return all ? Known::output : Known::hidden;
}

Text part_sentence(const HandNumbers& now, std::string_view key, Known k) {
    const auto j = static_cast<std::size_t>(key.size() > 1 ? key[1] - '1' : 0), i = static_cast<std::size_t>(key.size() > 2 ? key[2] - '1' : 0);
    const std::string name = hand_name(key);
    const auto is = [&](double value) { return both(name + " = " + short_number(value, 6), name + " = " + short_number(value, 6)); };
    if (key.empty()) return {};
    if (key[0] == 'x') return is(now.x[j]);
    if (key[0] == 'b') return is(now.b[j]);
    if (key[0] == 'c') return is(now.c);
    if (key[0] == 'w') {
        Text text = is(now.w[j][i]);
        if (k >= Known::sums) {
            const std::string product = short_number(now.w[j][i]) + " × " + factor(now.x[i]) + " = " + short_number(now.product(static_cast<int>(j), static_cast<int>(i)));
            text.ko += ", 보내는 값은 " + product, text.en += ", it sends " + product;
        }
        return text;
    }
    if (key[0] == 'v') {
        Text text = is(now.v[j]);
        if (k >= Known::output) {
            const std::string product = short_number(now.v[j]) + " × " + fixed(now.h[j], 3) + " = " + fixed(now.contribution(static_cast<int>(j)), 3);
            text.ko += ", 보내는 값은 " + product, text.en += ", it sends " + product;
        }
        return text;
    }
    const bool shown = key == "y" ? k >= Known::output : key == "h1" ? k >= Known::first : k >= Known::hidden;
    if (!shown) return both(name + " = ?", name + " = ?");
    return is(key == "y" ? now.y : now.h[j]);
}

Text describe(const Session& session) {
    const std::string& step = session.step().id;
    if (step == "many") return describe_many(session);
    if (step == "matrix") return describe_matrix(session);
    if (step == "count") return describe_count(session);
    if (step == "digit") return describe_digit(session);
    return describe_hand(session);
}

}  // namespace nabla::lessons::forward_propagation
