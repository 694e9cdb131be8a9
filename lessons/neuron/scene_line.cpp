#include <algorithm>
#include <cmath>

#include "lessons/kit/control.h"
#include "lessons/kit/network_diagram.h"
#include "lessons/kit/neuron_fields.h"
#include "lessons/kit/question_card.h"
#include "lessons/neuron/scene_common.h"
#include "lessons/numerals.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::neuron {
namespace {

using namespace kit;

/// A neuron with two inputs over the plane: the line where it answers one half, and how sure it is everywhere else.
class LineView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void show_line(SceneContext& context, const Line& line);
    void drag_points(SceneContext& context, std::span<const Sample> samples, const Fit& fit);
    float draw_bias(SceneContext& context, Box area);
    float draw_by_hand(SceneContext& context, Box area);
    float draw_machine(SceneContext& context, Box area);
    float sliders(SceneContext& context, ImVec2 at, float width) const;

    Plane plane_;
    NeuronFields fields_;
    Line shown_{};
    std::uint64_t version_ = 0;
};

void LineView::show_line(SceneContext& context, const Line& line) {
    if (!(line == shown_) || version_ == 0) shown_ = line, ++version_;
    Model model = line_model(line);
    fields_.follow(context.ui, model, {.version = version_});
}

void LineView::drag_points(SceneContext& context, std::span<const Sample> samples, const Fit& fit) {
    const auto points = plane_points(samples, fit);
    const bool own = context.session.experiment().dataset.name == "inline";
    const auto drag = plane_.points(context.ui, points, own);
    if (!drag) return;
    context.ui.set_control("figure.sample", drag->point + 1);
    context.ui.set_control("figure.x1", drag->x);
    context.ui.set_control("figure.x2", drag->y);
}

float LineView::sliders(SceneContext& context, ImVec2 at, float width) const {
    float y = at.y;
    for (const char* id : {"figure.w1", "figure.w2", "figure.b"}) {
        ImGui::SetCursorScreenPos({at.x, y});
        control(context.ui, context.session, id, width);
        y += context.ui.control_height() + 4;
    }
    return y - at.y;
}

float LineView::draw_bias(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const Line line{bias_line.w1, bias_line.w2, state.shift};
    const bool there = std::abs(state.shift - bias_line.b) <= bias_tolerance + 1e-9;
    const float question = question_card(context, bias_moves, area.min, area.width()) + 14;
    area.min.y += question;
    const PlanePlace place = place_plane(area, 150);
    show_line(context, line);
    plane_.draw(ui, {.id = "plane", .area = place.plane, .x_name = "x\u2081", .y_name = "x\u2082", .field = fields_.empty() ? nullptr : &fields_.output()});
    plane_.line(line.w1, line.w2, 0, with_alpha(theme.ink, 0.35f), 1.25f);
    plane_.line(bias_line.w1, bias_line.w2, bias_line.b, there ? theme.good : theme.ink, 2, true);
    plane_.line(line.w1, line.w2, line.b, there ? theme.good : theme.accent, 2.5f);
    plane_.normal(line.w1, line.w2, line.b, there ? theme.good : theme.accent);
    float y = place.rest.min.y;
    const float width = place.rest.width();
    ImGui::SetCursorScreenPos({place.rest.min.x, y});
    control(ui, context.session, "figure.shift", width);
    y += ui.control_height() + 10;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string equation = "x\u2081 + 1.5·x\u2082 " + std::string(state.shift < 0 ? "− " : "+ ") + fixed(std::abs(state.shift), 1) + " = 0";
    draw_text(draw, theme, {place.rest.min.x, y}, {16, true}, theme.ink, equation);
    y += 32;
    const struct { const char* key; ImU32 color; bool dashed; } keys[] = {{"now", there ? theme.good : theme.accent, false}, {"target", there ? theme.good : theme.ink, true}, {"no_bias", with_alpha(theme.ink, 0.35f), false}};
    for (const auto& key : keys) {
        if (key.dashed) dashed_line(draw, {place.rest.min.x, y + 9}, {place.rest.min.x + 26, y + 9}, key.color, 2, 5, 3);
        else draw->AddLine({place.rest.min.x, y + 9}, {place.rest.min.x + 26, y + 9}, key.color, 2);
        y += draw_paragraph(draw, theme, {place.rest.min.x + 36, y}, width - 36, {13}, theme.ink, context.label(key.key)) + 6;
    }
    y += 6 + plane_key(context, {place.rest.min.x, y + 4}, width, {.points = false});
    if (there) y += 4 + draw_paragraph(draw, theme, {place.rest.min.x, y + 4}, width, {theme.body}, theme.good, context.label("reached"));
    return std::max(y, place.plane.max.y) - area.min.y + question;
}

float LineView::draw_by_hand(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const auto samples = samples_of(context.session.experiment());
    const Fit fit = fit_of(state.line, samples);
    const bool there = fit.loss <= wanted_loss;
    const PlanePlace place = place_plane(area, 3 * (ui.control_height() + 4) + 110);
    show_line(context, state.line);
    plane_.draw(ui, {.id = "plane", .area = place.plane, .x_name = "x\u2081", .y_name = "x\u2082", .field = fields_.empty() ? nullptr : &fields_.output()});
    plane_.line(state.line.w1, state.line.w2, state.line.b, there ? theme.good : theme.ink, 2.5f);
    plane_.normal(state.line.w1, state.line.w2, state.line.b, there ? theme.good : theme.ink);
    drag_points(context, samples, fit);
    const Box& rest = place.rest;
    float y = rest.min.y;
    counter(context, {rest.min.x, y}, context.label("loss"), fixed(fit.loss, 3), there ? theme.good : theme.ink);
    y += counter(context, {rest.min.x + rest.width() * 0.55f, y}, context.label("right"), std::to_string(fit.right) + "/" + std::to_string(samples.size()), theme.ink) + 6;
    ui.widgets.add("loss", {rest.min.x, y - 56}, {rest.min.x + 90, y});
    y += loss_meter(context, {rest.min.x, y}, rest.width(), fit.loss, wanted_loss, there ? theme.good : theme.accent) + 8;
    y += sliders(context, {rest.min.x, y}, rest.width()) + 8;
    y += plane_key(context, {rest.min.x, y}, rest.width()) + 8;
    if (there) y += note(context, {rest.min.x, y}, rest.width(), context.label("reached"));
    return std::max(y, place.plane.max.y) - area.min.y;
}

float LineView::draw_machine(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    Session& session = context.session;
    const State state = State::read(session.lesson_state());
    const auto samples = samples_of(session.experiment());
    const Fit own = fit_of(state.line, samples);
    const float question = question_card(context, same, area.min, area.width()) + 14;
    area.min.y += question;
    const PlanePlace place = place_plane(area, 3 * (ui.control_height() + 4) + 150);
    Model* model = plain_probe(session);
    Fit machine;
    if (model) {
        fields_.follow(ui, *model, {.version = session.weights_version() + (std::uint64_t{1} << 40)});
        machine = fit_of(*model, samples);
    }
    plane_.draw(ui, {.id = "plane", .area = place.plane, .x_name = "x\u2081", .y_name = "x\u2082", .field = !model || fields_.empty() ? nullptr : &fields_.output()});
    plane_.line(state.line.w1, state.line.w2, state.line.b, theme.ink, 2, true);
    const auto weights = model ? std::as_const(*model).weights() : std::span<const float>();
    if (weights.size() == 3) {
        plane_.line(weights[0], weights[1], weights[2], theme.accent, 2.5f);
        plane_.normal(weights[0], weights[1], weights[2], theme.accent);
    }
    drag_points(context, samples, machine);
    const Box& rest = place.rest;
    float y = rest.min.y;
    const float half = rest.width() * 0.55f;
    counter(context, {rest.min.x, y}, context.label("own"), fixed(own.loss, 3), theme.ink);
    y += counter(context, {rest.min.x + half, y}, context.label("network"), fixed(machine.loss, 3), theme.accent) + 6;
    y += loss_meter(context, {rest.min.x, y}, rest.width(), own.loss, 0, theme.ink) + 2;
    y += loss_meter(context, {rest.min.x, y}, rest.width(), machine.loss, 0, theme.accent) + 12;
    if (weights.size() == 3) {
        const char* names[] = {"w\u2081", "w\u2082", "b"};
        const double mine[] = {state.line.w1, state.line.w2, state.line.b};
        ImDrawList* draw = ImGui::GetWindowDrawList();
        for (std::size_t i = 0; i < 3; ++i) {
            draw_text(draw, theme, {rest.min.x, y}, {13, true}, theme.muted, names[i]);
            draw_text(draw, theme, {rest.min.x + 76, y}, {13, true}, theme.ink, fixed(mine[i], 2), Align::right);
            draw_text(draw, theme, {rest.min.x + half + 52, y}, {13, true}, theme.accent, fixed(weights[i], 2), Align::right);
            y += 21;
        }
        y += 8;
    }
    y += sliders(context, {rest.min.x, y}, rest.width()) + 6;
    y += plane_key(context, {rest.min.x, y}, rest.width()) + 8;
    y += note(context, {rest.min.x, y}, rest.width(), context.label("legend"));
    return std::max(y, place.plane.max.y) - area.min.y + question;
}

float LineView::draw(SceneContext& context, Box area) {
    const std::string& step = context.session.step().id;
    if (step == "bias") return draw_bias(context, area);
    if (step == "by-hand") return draw_by_hand(context, area);
    return draw_machine(context, area);
}

}  // namespace

std::unique_ptr<View> make_line_view() { return std::make_unique<LineView>(); }

}  // namespace nabla::lessons::neuron
