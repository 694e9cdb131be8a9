#include "lessons/kit/formula.h"

#include <algorithm>
#include <vector>

#include "lessons/kit/number_box.h"
#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float space = 7, line_gap = 10, blank_width = 78;

bool is_relation(const Term& term) { return term.symbol == "=" || term.symbol == "\u2248"; }
/// Where a new line may begin; a minus that is a sign stays with what it belongs to.
bool is_break(std::span<const Term> terms, std::size_t i) {
    return terms[i].symbol == "+" || is_relation(terms[i]) || (terms[i].symbol == "−" && i > 0 && !is_relation(terms[i - 1]));
}

float width_of(const Ui& ui, const Formula& o, const Term& term) {
    const float symbol = text_size(ui.theme, {o.size}, term.symbol).x;
    const float value = !o.values ? 0 : !term.control.empty() ? blank_width : text_size(ui.theme, {o.size - 2, true}, term.value).x;
    return std::max(symbol, value);
}

float line_of(const Ui& ui, const Formula& o) {
    bool typed = false;
    for (const Term& term : o.terms) typed |= !term.control.empty();
    if (!o.values) return o.size * 1.6f;
    return o.size * 1.6f + (typed ? std::max(30.0f, ui.touch ? 40.0f : 30.0f) : o.size * 1.5f);
}

/// Places every term: x and the number of its line.
struct Place {
    float x = 0, width = 0;
    int line = 0;
};
std::vector<Place> places(const Ui& ui, const Formula& o, int& lines) {
    std::vector<Place> out;
    float x = 0;
    int line = 0;
    for (std::size_t i = 0; i < o.terms.size(); ++i) {
        const float width = width_of(ui, o, o.terms[i]);
        // A break takes the operator along: it opens the next line.
        float needed = width;
        if (is_break(o.terms, i))
            for (std::size_t j = i + 1; j < o.terms.size() && !is_break(o.terms, j); ++j) needed += space + width_of(ui, o, o.terms[j]);
        if (x > 0 && is_break(o.terms, i) && x + needed > o.width) x = 18, ++line;
        out.push_back({x, width, line});
        x += width + space;
    }
    lines = o.terms.empty() ? 0 : line + 1;
    return out;
}

}  // namespace

float formula_height(const Ui& ui, const Formula& o) {
    int lines = 0;
    places(ui, o, lines);
    return static_cast<float>(lines) * (line_of(ui, o) + line_gap) - line_gap;
}

float formula(Ui& ui, Spotlight& light, const Formula& o) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    int lines = 0;
    const auto place = places(ui, o, lines);
    const float height = line_of(ui, o);
    for (std::size_t i = 0; i < o.terms.size(); ++i) {
        const Term& term = o.terms[i];
        const Box box = Box::at({o.at.x + place[i].x, o.at.y + static_cast<float>(place[i].line) * (height + line_gap)}, place[i].width, height);
        const float symbol_y = box.min.y + o.size * 0.8f, value_y = box.min.y + o.size * 1.6f + (height - o.size * 1.6f) / 2;
        if (!term.keys.empty()) {
            const Box spot = box.inset(-3, 0);
            const float bottom = term.control.empty() ? spot.max.y : box.min.y + o.size * 1.6f;   // a blank is pressed, not looked at
            const Target t = figure_target(ui, std::string(o.id) + "." + std::to_string(i), spot.min, {spot.max.x, bottom});
            if (t.shown()) light.point(term.keys);
            if (light.on(term.keys)) draw->AddRectFilled(spot.min, spot.max, with_alpha(theme.accent, 0.20f), 4);
        }
        const ImU32 color = term.color ? term.color : term.keys.empty() ? theme.muted : theme.ink;
        draw_text_middle(draw, theme, {box.center().x, symbol_y}, {o.size}, color, term.symbol, Align::center);
        if (!o.values) continue;
        if (!term.control.empty()) {
            blank(ui, term.control, Box::at({box.center().x - blank_width / 2, box.max.y - (ui.touch ? 40.0f : 30.0f)}, blank_width, ui.touch ? 40.0f : 30.0f), term.typed,
                  {.label = term.label, .min = term.min, .max = term.max, .good = term.right, .wrong = term.typed.is_number() && !term.right});
        } else {
            draw_text_middle(draw, theme, {box.center().x, value_y}, {o.size - 2, true}, color, term.value, Align::center);
        }
    }
    return static_cast<float>(lines) * (height + line_gap) - line_gap;
}

}  // namespace nabla::kit
