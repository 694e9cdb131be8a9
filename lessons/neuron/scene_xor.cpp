#include <algorithm>
#include <utility>

#include "lessons/kit/control.h"
#include "lessons/kit/neuron_fields.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/neuron/scene_common.h"
#include "lessons/numerals.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::neuron {
namespace {

using namespace kit;

/// Four points that no line separates: a neuron in training, or the learner's own line.
class XorView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_numbers(SceneContext& context, Box rest, const Fit& fit, bool hand);

    Plane plane_;
    NeuronFields network_, hand_;
    Line shown_{};
    std::uint64_t version_ = 1;
};

float XorView::draw_numbers(SceneContext& context, Box rest, const Fit& fit, bool hand) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    float y = rest.min.y;
    std::string mode = hand ? "hand" : "network";
    const Choice choices[] = {{"network", context.label("mode.network")}, {"hand", context.label("mode.hand")}};
    ImGui::SetCursorScreenPos({rest.min.x, y});
    if (segmented(ui, "figure.mode", mode, choices, {.width = std::min(rest.width(), 300.0f)})) ui.set_control("figure.mode", mode);
    y += ui.control_height() + 14;
    counter(context, {rest.min.x, y}, context.label("loss"), fixed(fit.loss, 4), hand ? theme.ink : theme.accent);
    y += counter(context, {rest.min.x + rest.width() * 0.55f, y}, context.label("right"), std::to_string(fit.right) + "/4", theme.ink) + 6;
    y += loss_meter(context, {rest.min.x, y}, rest.width(), fit.loss, xor_floor, hand ? theme.ink : theme.accent) + 10;
    if (hand) {
        for (const char* id : {"figure.w1", "figure.w2", "figure.b"}) {
            ImGui::SetCursorScreenPos({rest.min.x, y});
            control(ui, context.session, id, rest.width());
            y += ui.control_height() + 4;
        }
    } else if (Model* model = plain_probe(context.session)) {
        const auto samples = samples_of(context.session.experiment());
        if (model->input_shape().elements() == 2 && model->output_shape().elements() == 1) {
            float* x = model->input(4).data;
            for (std::size_t i = 0; i < samples.size() && i < 4; ++i) *x++ = static_cast<float>(samples[i].x1), *x++ = static_cast<float>(samples[i].x2);
            const ConstTensor out = model->forward(4, {});
            ImDrawList* draw = ImGui::GetWindowDrawList();
            for (std::size_t i = 0; i < samples.size() && i < 4; ++i) {
                const std::string name = "(" + short_number(samples[i].x1) + ", " + short_number(samples[i].x2) + ") → " + (samples[i].positive ? "1" : "0");
                draw_text(draw, theme, {rest.min.x, y}, {13, true}, theme.muted, name);
                draw_text(draw, theme, {rest.max.x, y}, {13, true}, theme.ink, fixed(out.data[i], 4), Align::right);
                y += 22;
            }
        }
    }
    y += 8;
    y += plane_key(context, {rest.min.x, y}, rest.width()) + 8;
    return y + note(context, {rest.min.x, y}, rest.width(), context.label(hand ? "hand_note" : "network_note")) - rest.min.y;
}

float XorView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    Session& session = context.session;
    const State state = State::read(session.lesson_state());
    const auto samples = samples_of(session.experiment());
    const bool hand = state.mode == "hand";
    const float question = question_card(context, best, area.min, area.width()) + 14;
    area.min.y += question;
    const PlanePlace place = place_plane(area, 300);
    Fit fit;
    const Heatmap* field = nullptr;
    std::span<const float> weights;
    if (hand) {
        if (!(state.cut == shown_)) shown_ = state.cut, ++version_;
        Model model = line_model(state.cut);
        fit = fit_of(model, samples);
        if (hand_.follow(ui, model, {.low = xor_low, .high = xor_high, .version = version_})) field = &hand_.output();
    } else if (Model* model = plain_probe(session)) {
        if (network_.follow(ui, *model, {.low = xor_low, .high = xor_high, .version = session.weights_version()})) field = &network_.output();
        fit = fit_of(*model, samples);
        weights = std::as_const(*model).weights();
    }
    plane_.draw(ui, {.id = "plane", .area = place.plane, .low = xor_low, .high = xor_high, .x_name = "x\u2081", .y_name = "x\u2082", .field = field});
    const Line line = hand ? state.cut : weights.size() == 3 ? Line{weights[0], weights[1], weights[2]} : Line{};
    plane_.line(line.w1, line.w2, line.b, hand ? theme.ink : theme.accent, 2.5f);
    plane_.normal(line.w1, line.w2, line.b, hand ? theme.ink : theme.accent);
    const auto points = plane_points(samples, fit);
    plane_.points(ui, points, false);
    const float rest = draw_numbers(context, place.rest, fit, hand);
    return std::max(place.rest.min.y + rest, place.plane.max.y) - area.min.y + question;
}

}  // namespace

std::unique_ptr<View> make_xor_view() { return std::make_unique<XorView>(); }

}  // namespace nabla::lessons::neuron
