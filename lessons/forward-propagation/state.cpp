#include "lessons/forward-propagation/state.h"

#include <algorithm>
#include <cmath>

#include "core/model/model.h"
#include "core/session/test_result.h"
#include "lessons/plain_probe.h"
#include "lessons/state_number.h"

namespace nabla::lessons::forward_propagation {
namespace {

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"typed", Json::object()}, {"part", ""}, {"z", -1.0}, {"v", Json::array({-0.9, 0.8})}, {"sample", 2}, {"picture", 0}};
}

State State::read(const Json& json) {
    State state;
    state.part = json.value("part", "");
    if (std::ranges::find(hand_parts(), state.part) == hand_parts().end()) state.part.clear();
    state.z = state_number(json, "z", -1, -6, 6);
    if (const auto it = json.find("v"); it != json.end() && it->is_array() && it->size() == 2 && (*it)[0].is_number() && (*it)[1].is_number())
        state.v1 = std::clamp((*it)[0].get<double>(), -2.0, 2.0), state.v2 = std::clamp((*it)[1].get<double>(), -2.0, 2.0);
    state.sample = static_cast<int>(state_number(json, "sample", 2, 0, 2));
    state.picture = static_cast<int>(state_number(json, "picture", 0, 0, 59'999));
    return state;
}

HandNumbers numbers(const Session& session) { return hand_numbers(present_weights(session)); }

HandNumbers tried(const Session& session, double v1, double v2) {
    HandWeights weights = present_weights(session);
    weights[6] = static_cast<float>(v1), weights[7] = static_cast<float>(v2);
    return hand_numbers(weights);
}

HandNumbers tried(const Session& session) {
    const State state = State::read(session.lesson_state());
    return tried(session, state.v1, state.v2);
}

bool found_another(const Session& session) { return found_another(tried(session)); }

bool found_another(const HandNumbers& now) {
    const double moved = std::max(std::abs(now.v[0] - hand_weights[6]), std::abs(now.v[1] - hand_weights[7]));
    return moved > least_move && std::abs(now.y - same_output) < 0.0005;
}

BatchSums batch_sums(const Session& session) {
    const HandWeights weights = present_weights(session);
    Model model(hand_experiment(1).model, Shape{2});
    std::ranges::copy(weights, model.weights().begin());
    model.keep_details();
    model.reserve(3, false);
    std::copy_n(&batch[0][0], 6, model.input(3).data);
    model.forward(3, {});
    const ConstTensor z = model.pre_activation(1, 3);
    BatchSums sums{};
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 2; ++j) sums.w[i][j] = weights[2 * i + j];
    for (std::size_t j = 0; j < 2; ++j) sums.b[j] = weights[4 + j];
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t j = 0; j < 2; ++j) sums.z[row][j] = z.data[2 * row + j];
    return sums;
}

DigitPass digit_pass(Session& session, int row) {
    DigitPass pass;
    const auto data = session.dataset();
    Model* model = plain_probe(session);
    if (!data || !model || model->input_shape().elements() != data->train.x.sample_shape().elements() || row >= data->train.rows()) return pass;
    const std::uint32_t rows[] = {static_cast<std::uint32_t>(row)};
    pass.pixels.resize(static_cast<std::size_t>(model->input_shape().elements()));
    data->train.x.gather(rows, pass.pixels.data());
    std::ranges::copy(pass.pixels, model->input(1).data);
    model->forward(1, {});
    for (std::size_t node = 1; node < model->nodes().size(); ++node) {
        if (!model->nodes()[node].layer || model->nodes()[node].layer->class_name() != "Dense") continue;
        const ConstTensor out = model->activation(node, 1);
        pass.layers.emplace_back(out.data, out.data + out.size());
    }
    const auto width = static_cast<std::size_t>(data->train.target_width);
    pass.label = static_cast<int>(true_class(std::span(data->train.y).subspan(static_cast<std::size_t>(row) * width, width)));
    return pass;
}

const TypedNumber& hidden_value() {
    static const TypedNumber number{.id = "h1", .answer = [](const Session& s) { return numbers(s).h[0]; }, .slips = {
        {"sum", [](const Session& s) { return numbers(s).z[0]; }},
        {"plus", [](const Session&) { return sigmoid(3); }},
        {"flipped", [](const Session& s) { return 1 - numbers(s).h[0]; }}}};
    return number;
}

const std::vector<const TypedNumber*>& output_values() {
    static const TypedNumber first{.id = "c1", .answer = [](const Session& s) { return numbers(s).contribution(0); }, .slips = {
        {"unsigned", [](const Session& s) { return -numbers(s).contribution(0); }},
        {"from_z", [](const Session& s) { return numbers(s).v[0] * numbers(s).z[0]; }}}};
    static const TypedNumber second{.id = "c2", .answer = [](const Session& s) { return numbers(s).contribution(1); }, .slips = {
        {"from_z", [](const Session& s) { return numbers(s).v[1] * numbers(s).z[1]; }}}};
    static const TypedNumber sum{.id = "z3", .answer = [](const Session& s) { return numbers(s).z3; }, .slips = {
        {"unsigned", [](const Session& s) { return numbers(s).contribution(1) - numbers(s).contribution(0); }},
        {"flipped", [](const Session& s) { return -numbers(s).z3; }}}};
    static const TypedNumber output{.id = "y", .answer = [](const Session& s) { return numbers(s).y; }, .tolerance = 0.0015, .slips = {
        {"sum", [](const Session& s) { return numbers(s).z3; }},
        {"flipped", [](const Session& s) { return 1 - numbers(s).y; }}}};
    static const std::vector<const TypedNumber*> all{&first, &second, &sum, &output};
    return all;
}

const TypedNumber& matrix_cell() {
    static const TypedNumber number{.id = "cell", .answer = [](const Session& s) { return batch_sums(s).z[2][0]; }, .tolerance = 0.01, .min = -100, .max = 100, .slips = {
        {"row", [](const Session& s) { const BatchSums m = batch_sums(s); return batch[2][0] * m.w[0][0] + batch[2][1] * m.w[0][1] + m.b[0]; }},
        {"other", [](const Session& s) { return batch_sums(s).z[2][1]; }},
        {"first_only", [](const Session& s) { return batch[2][0] * batch_sums(s).w[0][0]; }}}};
    return number;
}

}  // namespace nabla::lessons::forward_propagation
