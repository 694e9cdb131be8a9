#include "lessons/kit/network_diagram.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float title_height = 26, reach = 9;
constexpr Type pill_type{12, true}, small_pill{11, true};

struct Line {
    ImVec2 from, to;
};

bool narrow(const NetworkDiagram& o) { return o.area.width() < 480; }

std::size_t tallest(const NetworkDiagram& o) {
    std::size_t rows = 1;
    for (const auto& layer : o.layers) rows = std::max(rows, layer.size());
    return rows;
}

Line line_of(const NetworkDiagram& o, const DiagramLink& link) {
    const float radius = neuron_radius(o);
    const ImVec2 a = neuron_center(o, static_cast<std::size_t>(link.layer), static_cast<std::size_t>(link.from));
    const ImVec2 b = neuron_center(o, static_cast<std::size_t>(link.layer) + 1, static_cast<std::size_t>(link.to));
    const float length = std::max(1.0f, std::hypot(b.x - a.x, b.y - a.y)), ux = (b.x - a.x) / length, uy = (b.y - a.y) / length;
    return {{a.x + ux * radius, a.y + uy * radius}, {b.x - ux * radius, b.y - uy * radius}};
}

ImVec2 along(const Line& line, float t) { return {line.from.x + (line.to.x - line.from.x) * t, line.from.y + (line.to.y - line.from.y) * t}; }

float distance(const Line& line, ImVec2 p) {
    const float dx = line.to.x - line.from.x, dy = line.to.y - line.from.y, square = dx * dx + dy * dy;
    const float t = square > 0 ? std::clamp(((p.x - line.from.x) * dx + (p.y - line.from.y) * dy) / square, 0.0f, 1.0f) : 0.0f;
    const ImVec2 near = along(line, t);
    return std::hypot(p.x - near.x, p.y - near.y);
}

/// Links that cross keep their labels apart: those that stay on their level carry it in the middle, the others near their source.
float label_place(const NetworkDiagram& o, const DiagramLink& link) {
    const auto layer = static_cast<std::size_t>(link.layer);
    if (o.layers[layer].size() > 1 && o.layers[layer + 1].size() > 1) return link.from == link.to ? 0.42f : 0.27f;
    return 0.46f;
}

struct Pill {
    Box box;
    float row = 0;
};

Pill pill_of(const Ui& ui, const NetworkDiagram& o, const DiagramLink& link) {
    const Type type = narrow(o) ? small_pill : pill_type;
    float width = 0;
    int rows = 0;
    for (const std::string* text : {&link.label, &link.forward, &link.backward})
        if (!text->empty()) width = std::max(width, text_size(ui.theme, type, *text).x), ++rows;
    const float row = narrow(o) ? 14.0f : 16.0f;
    const ImVec2 at = along(line_of(o, link), label_place(o, link));
    const ImVec2 size{width + 10, row * static_cast<float>(rows) + 4};
    return {Box::at({at.x - size.x / 2, at.y - size.y / 2}, size.x, size.y), row};
}

void draw_link(Ui& ui, const NetworkDiagram& o, const DiagramLink& link, bool lit, bool faded) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Line line = line_of(o, link);
    const float strength = std::min(1.0f, std::fabs(link.weight) / std::max(o.range, 1e-6f));
    const float width = link.quiet ? 1.0f : 1.0f + 5.0f * strength;
    ImU32 color = link.quiet ? theme.line : mix(mix(theme.line, theme.muted, 0.35f), signed_ink(theme, link.weight), 0.25f + 0.75f * strength);
    if (const float fade = std::max(link.dimmed, faded ? 0.6f : 0.0f); fade > 0) color = mix(color, theme.paper, fade);
    if (lit) draw->AddLine(line.from, line.to, with_alpha(theme.accent, 0.28f), width + 7);
    draw->AddLine(line.from, line.to, color, width);
    if (link.pulse >= 0 && link.pulse <= 1) {
        const ImVec2 spark = along(line, link.pulse);
        draw->AddCircleFilled(spark, 7, with_alpha(theme.accent, 0.25f), 20);
        draw->AddCircleFilled(spark, 3.5f, theme.accent, 16);
    }
}

void draw_pill(Ui& ui, const NetworkDiagram& o, const DiagramLink& link, bool lit, bool faded) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Pill pill = pill_of(ui, o, link);
    const Type type = narrow(o) ? small_pill : pill_type;
    draw->AddRectFilled(pill.box.min, pill.box.max, lit ? mix(theme.paper, theme.accent, 0.14f) : theme.paper, 5);
    if (lit) draw->AddRect(pill.box.min, pill.box.max, theme.accent, 5, 0, 1.2f);
    float y = pill.box.min.y + 2 + pill.row / 2;
    const auto row = [&](const std::string& text, ImU32 color) {
        if (text.empty()) return;
        draw_text_middle(draw, theme, {pill.box.center().x, y}, type, mix(color, theme.paper, std::max(link.dimmed, faded ? 0.55f : 0.0f)), text, Align::center);
        y += pill.row;
    };
    row(link.label, theme.ink);
    row(link.forward, theme.muted);
    row(link.backward, gradient_ink(theme));
}

void draw_neuron(Ui& ui, const NetworkDiagram& o, const DiagramNeuron& neuron, ImVec2 center, bool lit, bool faded) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float radius = neuron_radius(o), fade = std::max(neuron.dimmed, faded ? 0.55f : 0.0f);
    const auto soft = [&](ImU32 color) { return fade > 0 ? mix(color, theme.paper, fade) : color; };
    if (lit) draw->AddCircleFilled(center, radius + 5, with_alpha(theme.accent, 0.28f), 48);
    const ImU32 fill = mix(theme.raised, theme.signed_color(neuron.tone, 1), std::min(0.75f, 0.15f + 0.6f * std::fabs(neuron.tone)));
    draw->AddCircleFilled(center, radius, soft(neuron.asked || neuron.value.empty() ? theme.raised : fill), 48);
    const bool drawn = o.inside && o.inside(draw, neuron.key, center, radius);
    draw->AddCircle(center, radius, soft(lit || neuron.asked ? theme.accent : mix(theme.line, theme.muted, 0.6f)), 48, lit || neuron.asked ? 2.0f : 1.2f);
    const float size = radius < 24 ? 11.0f : 13.0f;
    if (neuron.asked) draw_text_middle(draw, theme, center, {size + 3, true}, theme.accent, "?", Align::center);
    else if (!drawn) draw_text_middle(draw, theme, center, {size, true}, soft(theme.ink), neuron.value, Align::center);
    draw_text_middle(draw, theme, {center.x, center.y - radius - 11}, {14}, soft(theme.ink), neuron.name, Align::center);
    // Lines below keep inside of the area; the last column's lean outwards where a phone has labels on their other side.
    const std::string* const lines[] = {&neuron.note, &neuron.slope, &neuron.backward, &neuron.passed};
    float widest = 0;
    for (const std::string* line : lines) widest = std::max(widest, text_size(theme, {11, true}, *line).x);
    const float outermost = o.area.max.x - widest / 2;
    const float x = narrow(o) && center.x > o.area.center().x + radius ? outermost : std::min(center.x, outermost);
    float y = center.y + radius + 11;
    const auto below = [&](const std::string& words, ImU32 color) {
        if (words.empty()) return;
        const float half = text_size(theme, {11, true}, words).x / 2 + 3;
        draw->AddRectFilled({x - half, y - 8}, {x + half, y + 8}, with_alpha(theme.paper, 0.85f), 4);   // links pass behind
        draw_text_middle(draw, theme, {x, y}, {11, true}, soft(color), words, Align::center);
        y += 15;
    };
    below(neuron.note, theme.muted);
    below(neuron.slope, slope_ink(theme));
    below(neuron.backward, gradient_ink(theme));
    below(neuron.passed, gradient_ink(theme));
}

/// The part under the pointer: a neuron or a pill through its target, else the nearest link.
struct Pointed {
    std::string key, pressed;
    ImVec2 at{};
};

Pointed point_at(Ui& ui, const NetworkDiagram& o) {
    Pointed found;
    const auto look = [&](const std::string& key, Box box, ImVec2 at) {
        const std::string name = std::string(o.id) + "." + key;
        const Target t = figure_target(ui, name, box.min, box.max);
        if (t.pressed) found.pressed = key;
        if (t.shown()) found.key = key, found.at = at;
    };
    const float radius = std::max(neuron_radius(o), ui.touch ? 22.0f : 0.0f);
    for (std::size_t layer = 0; layer < o.layers.size(); ++layer)
        for (std::size_t i = 0; i < o.layers[layer].size(); ++i) {
            const ImVec2 c = neuron_center(o, layer, i);
            look(o.layers[layer][i].key, {{c.x - radius, c.y - radius}, {c.x + radius, c.y + radius}}, {c.x + radius, c.y});
        }
    for (const DiagramLink& link : o.links) {
        Box box = pill_of(ui, o, link).box;
        const float grow = ui.touch ? std::max(0.0f, (36 - box.height()) / 2) : 2;
        box = box.inset(-grow);
        look(link.key, box, {box.max.x, box.center().y});
    }
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!found.key.empty() || !found.pressed.empty() || ui.touch || !o.area.contains(mouse) || !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return found;
    float best = reach;
    for (const DiagramLink& link : o.links)
        if (const float d = distance(line_of(o, link), mouse); d < best) best = d, found.key = link.key, found.at = mouse;
    if (!found.key.empty() && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) found.pressed = found.key;
    return found;
}

}  // namespace

ImU32 gradient_ink(const Theme& theme) { return theme.series_color(2); }
ImU32 slope_ink(const Theme& theme) { return theme.dark ? theme.series_color(3) : mix(theme.series_color(3), theme.ink, 0.30f); }
ImU32 signed_ink(const Theme& theme, float value) { return value < 0 ? theme.negative : value > 0 ? theme.positive : theme.muted; }

float neuron_radius(const NetworkDiagram& o) {
    const float room = (o.area.height() - title_height) / static_cast<float>(tallest(o));
    return std::clamp(std::min(room * 0.24f, o.area.width() * 0.062f), 10.0f, 32.0f);
}

ImVec2 neuron_center(const NetworkDiagram& o, std::size_t layer, std::size_t index) {
    const float radius = neuron_radius(o), side = std::max(radius + 16, 44.0f), top = o.titles.empty() ? 0 : title_height;
    const auto columns = o.layers.size();
    const float x = columns < 2 ? o.area.center().x : o.area.min.x + side + (o.area.width() - 2 * side) * static_cast<float>(layer) / static_cast<float>(columns - 1);
    const float room = (o.area.height() - top) / static_cast<float>(tallest(o));
    const float y = o.area.min.y + top + (o.area.height() - top) / 2 + room * (static_cast<float>(index) - static_cast<float>(o.layers[layer].size() - 1) / 2);
    return {std::round(x), std::round(y)};
}

std::string network_diagram(Ui& ui, Spotlight& light, const NetworkDiagram& o) {
    const Theme& theme = ui.theme;
    const Pointed pointed = point_at(ui, o);
    if (!pointed.key.empty()) light.point(pointed.key);
    const auto lit = [&](const std::string& key) { return light.on(key) || (!o.selected.empty() && o.selected == key && !light.any()); };
    const auto faded = [&](const std::string& key) { return light.any() && !light.on(key); };

    for (std::size_t layer = 0; layer < o.titles.size() && layer < o.layers.size(); ++layer)
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {std::clamp(neuron_center(o, layer, 0).x, o.area.min.x + text_size(theme, {12}, o.titles[layer]).x / 2, o.area.max.x - text_size(theme, {12}, o.titles[layer]).x / 2), o.area.min.y + 9},
                         {12}, theme.muted, o.titles[layer], Align::center);
    for (const DiagramLink& link : o.links) draw_link(ui, o, link, lit(link.key), faded(link.key));
    for (std::size_t layer = 0; layer < o.layers.size(); ++layer)
        for (std::size_t i = 0; i < o.layers[layer].size(); ++i) {
            const DiagramNeuron& neuron = o.layers[layer][i];
            draw_neuron(ui, o, neuron, neuron_center(o, layer, i), lit(neuron.key), faded(neuron.key));
        }
    for (const DiagramLink& link : o.links)
        if (!link.quiet || lit(link.key)) draw_pill(ui, o, link, lit(link.key), faded(link.key));

    if (!pointed.key.empty() && o.inspect)
        if (const auto lines = o.inspect(pointed.key); !lines.empty()) inspector(ui, pointed.at, {}, lines);
    return pointed.pressed;
}

}  // namespace nabla::kit
