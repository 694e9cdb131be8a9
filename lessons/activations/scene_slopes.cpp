#include <algorithm>
#include <cmath>

#include "lessons/activations/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/target.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

/// A function and its derivative over one input that can be dragged, and the taught ones as small pictures to choose from.
class SlopesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_tiles(SceneContext& context, ImVec2 at, float width, const State& state);
    void draw_plot(SceneContext& context, Box box, const Activation& f, double z, bool slope);
    float draw_read_outs(SceneContext& context, ImVec2 at, float width, const Activation& f, double z);
};

struct Frame {
    Box plot;
    double low = 0, high = 1;
    ImVec2 place(double z, double y) const {
        return {plot.min.x + plot.width() * static_cast<float>((z + z_limit) / (2 * z_limit)), plot.max.y - plot.height() * static_cast<float>((y - low) / (high - low))};
    }
};

/// The range over which a curve is shown: bounded ones whole, growing ones as far as the bend can be seen.
void fit(Frame& frame, const Activation& f, bool slope) {
    double low = 0, high = slope ? 1 : 0;
    for (double z = -z_limit; z <= z_limit; z += 0.1) {
        const double y = slope ? f.derivative(z) : f.value(z);
        low = std::min(low, y), high = std::max(high, y);
    }
    frame.low = std::max(low, -3.0), frame.high = std::min(high, 3.0);
    const double margin = (frame.high - frame.low) * 0.08;
    frame.low -= margin, frame.high += margin;
}

void draw_curve(const Frame& frame, const Activation& f, bool slope, ImU32 color, float width) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    std::vector<ImVec2> points;
    const double step = frame.plot.width() > 200 ? 0.04 : 0.15;
    ImGui::PushClipRect(frame.plot.min, frame.plot.max, true);
    double last = 0;
    for (double z = -z_limit; z <= z_limit + 1e-9; z += step) {
        const double y = slope ? f.derivative(z) : f.value(z);
        // A slope that jumps (ReLU at 0) is two pieces, not a steep line.
        if (slope && !points.empty() && std::abs(y - last) > 0.15) draw->AddPolyline(points.data(), static_cast<int>(points.size()), color, 0, width), points.clear();
        points.push_back(frame.place(z, y));
        last = y;
    }
    draw->AddPolyline(points.data(), static_cast<int>(points.size()), color, 0, width);
    ImGui::PopClipRect();
}

float SlopesView::draw_tiles(SceneContext& context, ImVec2 at, float width, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool narrow = width < narrow_below;
    const int columns = 4;
    const float gap = narrow ? 6.0f : 10.0f, tile = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns), height = narrow ? 64.0f : 78.0f, pad = narrow ? 5.0f : 10.0f;
    for (std::size_t i = 0; i < taught.size(); ++i) {
        const int column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
        const Box box = Box::at({at.x + (tile + gap) * static_cast<float>(column), at.y + (height + gap) * static_cast<float>(row)}, tile, height);
        const Target t = target(ui, "slopes." + std::string(taught[i]), box.min, box.max);
        const bool chosen = state.function == taught[i];
        draw->AddRectFilled(box.min, box.max, chosen ? theme.accent_soft : t.hovered ? mix(theme.surface, theme.accent_soft, 0.5f) : theme.surface, theme.radius);
        if (chosen) draw->AddRect(box.min, box.max, theme.accent, theme.radius, 0, 1.5f);
        draw_text_middle(draw, theme, {box.min.x + pad, box.min.y + 14}, {narrow ? 11.0f : 12.0f, true}, theme.ink, taught[i]);
        Frame frame{.plot = {{box.min.x + pad, box.min.y + 26}, {box.max.x - pad, box.max.y - 8}}};
        const Activation f = *find_activation(taught[i]);
        fit(frame, f, false);
        draw->AddLine(frame.place(-z_limit, 0), frame.place(z_limit, 0), theme.line, 1);
        draw_curve(frame, f, true, with_alpha(theme.negative, 0.8f), 1.2f);
        draw_curve(frame, f, false, theme.accent, 1.8f);
        if (t.pressed) ui.set_control("figure.function", std::string(taught[i]));
    }
    return (height + gap) * static_cast<float>((static_cast<int>(taught.size()) + columns - 1) / columns) - gap;
}

void SlopesView::draw_plot(SceneContext& context, Box box, const Activation& f, double z, bool slope) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Frame frame{.plot = box};
    frame.plot.cut_left(34), frame.plot.cut_right(8), frame.plot.cut_top(22), frame.plot.cut_bottom(slope ? 22.0f : 6.0f);
    fit(frame, f, slope);
    const ImU32 color = slope ? theme.negative : theme.accent;
    draw_text_middle(draw, theme, {box.min.x, box.min.y + 9}, {13}, theme.ink, context.label(slope ? "derivative" : "curve"));
    const double unit = frame.high - frame.low > 3 ? 1 : 0.5;
    for (double y = std::ceil(frame.low / unit) * unit; y <= frame.high; y += unit) {
        const float line = theme.snap(frame.place(0, y).y);
        draw->AddRectFilled({frame.plot.min.x, line}, {frame.plot.max.x, line + theme.hairline}, std::abs(y) < 1e-9 ? theme.faint : with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {frame.plot.min.x - 6, line}, {11, true}, theme.muted, fixed(y + 0.0, unit < 1 ? 1 : 0), Align::right);
    }
    for (int tick = -6; tick <= 6; tick += 2) {
        const float x = theme.snap(frame.place(tick, 0).x);
        draw->AddRectFilled({x, frame.plot.min.y}, {x + theme.hairline, frame.plot.max.y}, with_alpha(theme.line, 0.5f));
        if (slope) draw_text_middle(draw, theme, {x, frame.plot.max.y + 12}, {11, true}, theme.muted, std::to_string(tick), Align::center);
    }
    if (slope) draw_text_middle(draw, theme, {frame.place(5, 0).x, frame.plot.max.y + 12}, {11, true}, theme.muted, "z", Align::center);
    draw_curve(frame, f, slope, color, 2.2f);
    const double y = slope ? f.derivative(z) : f.value(z), lean = f.derivative(z);
    const ImVec2 here = frame.place(z, y);
    draw->AddLine({here.x, frame.plot.min.y}, {here.x, frame.plot.max.y}, with_alpha(theme.ink, 0.35f), 1);
    ImGui::PushClipRect(frame.plot.min, frame.plot.max, true);
    if (!slope) draw->AddLine(frame.place(z - 1.6, y - 1.6 * lean), frame.place(z + 1.6, y + 1.6 * lean), theme.negative, 2);
    if (slope) draw->AddRectFilled({here.x - 3, std::min(here.y, frame.place(0, 0).y)}, {here.x + 3, std::max(here.y, frame.place(0, 0).y)}, with_alpha(theme.negative, 0.35f));
    ImGui::PopClipRect();
    draw->AddCircleFilled({here.x, std::clamp(here.y, frame.plot.min.y, frame.plot.max.y)}, 6, color, 24);
    draw->AddCircle({here.x, std::clamp(here.y, frame.plot.min.y, frame.plot.max.y)}, 6, theme.paper, 24, 1.5f);

    const Target t = target(ui, slope ? "slopes.derivative" : "slopes.curve", frame.plot.min, frame.plot.max);
    if (!t.held) return;
    ui.pointer_taken = true;
    const double u = (ImGui::GetIO().MousePos.x - frame.plot.min.x) / frame.plot.width();
    const double to = std::clamp(std::round((u * 2 - 1) * z_limit * 20) / 20, -z_limit, z_limit);
    if (to != z) ui.set_control("figure.z", to);
}

float SlopesView::draw_read_outs(SceneContext& context, ImVec2 at, float width, const Activation& f, double z) {
    const Theme& theme = context.ui.theme;
    const double slope = f.derivative(z), ten = std::pow(slope, 10);
    const std::string power = ten > 0 && ten < 0.001 ? power_of_ten(ten) : fixed(ten, 4);
    const std::pair<const char*, std::string> numbers[] = {{context.label("z"), fixed(z, 2)}, {context.label("value"), fixed(f.value(z), 6)}, {context.label("slope"), fixed(slope, 6)}, {context.label("ten"), power}};
    const bool narrow = width < narrow_below;
    const float column = width / (narrow ? 2.0f : 4.0f);
    for (int i = 0; i < 4; ++i) {
        const ImVec2 place{at.x + column * static_cast<float>(narrow ? i % 2 : i), at.y + (narrow && i > 1 ? 52.0f : 0.0f)};
        draw_number(context, place, numbers[i].first, numbers[i].second, i == 1 ? theme.accent : i >= 2 ? theme.negative : theme.ink, 19);
    }
    return narrow ? 98 : 46;
}

float SlopesView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    const Activation f = *find_activation(state.function);
    float y = area.min.y + question_card(context, slope_five, area.min, area.width()) + 12;
    y += draw_tiles(context, {area.min.x, y}, area.width(), state) + 10;
    const bool narrow = area.width() < narrow_below;
    const float half = narrow ? area.width() : (area.width() - 24) / 2;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.function", half);
    if (narrow) y += ui.control_height() + 4;
    ImGui::SetCursorScreenPos({narrow ? area.min.x : area.min.x + half + 24, y});
    control(ui, context.session, "figure.z", half);
    y += ui.control_height() + 10;
    const float read_outs = narrow ? 98.0f : 46.0f, height = std::clamp(area.max.y - y - read_outs - 16, 300.0f, 520.0f);
    y += draw_read_outs(context, {area.min.x, y}, area.width(), f, state.z) + 8;
    draw_plot(context, Box::at({area.min.x, y}, area.width(), height * 0.54f), f, state.z, false);
    draw_plot(context, Box::at({area.min.x, y + height * 0.54f}, area.width(), height * 0.46f), f, state.z, true);
    return y + height - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_slopes_view() { return std::make_unique<SlopesView>(); }

}  // namespace nabla::lessons::activations
