#include "lessons/kit/slider.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/number_text.h"
#include "lessons/kit/icons.h"
#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float number_width = 62, knob = 7;

double to_unit(double value, const SliderOptions& o) {
    if (o.max <= o.min) return 0;
    const double t = o.logarithmic ? std::log(value / o.min) / std::log(o.max / o.min) : (value - o.min) / (o.max - o.min);
    return std::isfinite(t) ? std::clamp(t, 0.0, 1.0) : 0;
}

double from_unit(double t, const SliderOptions& o) {
    if (!o.logarithmic) {
        double value = o.min + t * (o.max - o.min);
        if (o.step > 0) value = o.min + std::round((value - o.min) / o.step) * o.step;
        // 0.30000000000000004 would be typed by nobody.
        const double tidy = std::round(value * 1e9) / 1e9;
        return std::clamp(tidy, o.min, o.max);
    }
    const double raw = o.min * std::pow(o.max / o.min, t);
    const double unit = std::pow(10.0, std::floor(std::log10(raw)) - 1);
    // Dividing by a power of ten that is exact gives the nearest double of the decimal that is shown.
    const double digits = std::round(raw / unit);
    const double value = unit < 1 ? digits / std::round(1 / unit) : digits * unit;
    return std::clamp(value, o.min, o.max);
}

void draw_track(const Ui& ui, ImVec2 from, float right, float t, bool enabled, float hover) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float y = theme.snap(from.y), x = from.x + t * (right - from.x);
    const ImU32 on = enabled ? theme.accent : theme.faint;
    draw->AddRectFilled({from.x, y - 1.5f}, {right, y + 1.5f}, mix(theme.line, theme.ink, theme.dark ? 0.12f : 0.06f), 1.5f);
    draw->AddRectFilled({from.x, y - 1.5f}, {x, y + 1.5f}, on, 1.5f);
    if (hover > 0) draw->AddCircleFilled({x, y}, knob + 5 * hover, with_alpha(on, 0.14f));
    draw->AddCircleFilled({x, y}, knob, on, 24);
    draw->AddCircleFilled({x, y}, knob - 2, theme.raised, 24);
}

/// The number at the row's right end, in a field of its own where it can be typed: a click or tap asks for that.
void number(Ui& ui, std::string_view id, std::string_view label, ImVec2 min, ImVec2 max, double value,
            const SliderOptions& o, bool centered) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string name = std::string(id) + ".value";
    const Target t = target(ui, name, min, max, o.enabled && o.editable);
    char text[32];
    std::string_view shown = format_setting(text, value, o.digits);
    for (int digits = o.digits - 1; digits >= 3 && text_size(theme, {13, true}, shown).x > max.x - min.x - 8; --digits) shown = format_setting(text, value, digits);
    const float y = (min.y + max.y) / 2;
    const bool typed = o.enabled && o.editable;
    const float hover = typed ? ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f) : 0;
    if (typed && !centered) {
        draw->AddRectFilled({min.x, y - 12}, {max.x, y + 12}, theme.raised, 4);
        draw->AddRect({min.x, y - 12}, {max.x, y + 12}, mix(theme.line, theme.accent, hover), 4, 0, theme.hairline);
    } else if (hover > 0) {
        draw->AddRectFilled({min.x, y - 12}, {max.x, y + 12}, with_alpha(theme.ink, 0.06f * hover), 4);
    }
    draw_text_middle(draw, theme, {centered ? (min.x + max.x) / 2 : max.x - 5, y}, {13, true}, o.enabled ? theme.ink : theme.faint,
                     shown, centered ? Align::center : Align::right);
    if (typed) hint(ui, name, ui.tr("눌러서 수를 적어요.", "Click to type a number."), {min.x, y - 12}, {max.x, y + 12}, t.hovered && !t.held);
    if (t.pressed && ui.edit && typed) {
        ui.edit({.id = std::string(id), .label = std::string(label), .value = number_text(value, 9), .min = o.min, .max = o.max,
                 .position = {min.x, y - 14}, .size = {max.x - min.x, 28}});
    }
}

}  // namespace

float field_label_width(float width) { return std::clamp(width * 0.36f, 72.0f, 150.0f); }

void field_label(Ui& ui, std::string_view id, std::string_view label, std::string_view hint_text, ImVec2 min, float width,
                 float height, bool enabled) {
    const Theme& theme = ui.theme;
    draw_text_cut(ImGui::GetWindowDrawList(), theme, {min.x, min.y + height / 2}, width - 8, {13},
                  enabled ? theme.ink : theme.muted, label);
    const bool cut = text_size(theme, {13}, label).x > width - 8;
    if (hint_text.empty() && !cut) return;
    const std::string name = std::string(id) + ".label";
    const Target t = figure_target(ui, name, min, {min.x + width - 4, min.y + height});
    std::string words = cut ? std::string(label) : std::string();
    if (cut && !hint_text.empty()) words += "\n";
    words += hint_text;
    hint(ui, name, words, min, {min.x + width, min.y + height}, t.shown());
}

bool slider(Ui& ui, std::string_view id, std::string_view label, double& value, const SliderOptions& o) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = o.width > 0 ? o.width : ImGui::GetContentRegionAvail().x, height = ui.control_height();
    const float name = field_label_width(width), left = min.x + name + knob, right = min.x + width - number_width - knob - 4;
    field_label(ui, id, label, o.hint, min, name, height, o.enabled);

    const Target t = target(ui, id, {left - knob, min.y}, {right + knob, min.y + height}, o.enabled);
    bool changed = false;
    if (o.enabled && follows_sideways(ui, t)) {
        const double next = from_unit(std::clamp((ImGui::GetMousePos().x - left) / (right - left), 0.0f, 1.0f), o);
        changed = next != value;
        value = next;
    }
    const float hover = ui.ease(t.id, t.held || (t.hovered && o.enabled) ? 1.0f : 0.0f);
    draw_track(ui, {left, min.y + height / 2}, right, static_cast<float>(to_unit(value, o)), o.enabled, hover);
    number(ui, id, label, {min.x + width - number_width, min.y}, {min.x + width, min.y + height}, value, o, false);
    ImGui::Dummy({width, height});
    return changed;
}

bool stepper(Ui& ui, std::string_view id, std::string_view label, std::int64_t& value, const SliderOptions& o) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = o.width > 0 ? o.width : ImGui::GetContentRegionAvail().x, height = ui.control_height();
    const float name = label.empty() ? 0 : field_label_width(width), box = ui.touch ? 44.0f : 28.0f, y = min.y + height / 2;
    const float field = std::min(width - name, 2 * box + 84);
    if (!label.empty()) field_label(ui, id, label, o.hint, min, name, height, o.enabled);

    const ImVec2 low{min.x + width - field, y - std::min(height, 44.0f) / 2 + 2}, high{min.x + width, y + std::min(height, 44.0f) / 2 - 2};
    draw->AddRectFilled(low, high, theme.raised, theme.radius);
    draw->AddRect(low, high, theme.line, theme.radius, 0, theme.hairline);
    // Held, it hurries: by ones, then to multiples of 5, then of 25.
    const float held = ImGui::GetIO().MouseDownDuration[ImGuiMouseButton_Left];
    const auto by = static_cast<std::int64_t>(std::max(1.0, o.step)) * (held > 2.2f ? 25 : held > 1.1f ? 5 : 1);
    const auto bound_low = static_cast<std::int64_t>(o.min), bound_high = static_cast<std::int64_t>(o.max);
    const std::int64_t before = value;
    ImGui::PushItemFlag(ImGuiItemFlags_ButtonRepeat, true);
    const auto side = [&](const char* suffix, Icon icon, float x, bool possible, std::int64_t to) {
        const Target t = target(ui, std::string(id) + suffix, {x, low.y}, {x + box, high.y}, o.enabled && possible);
        if (t.hovered && possible && o.enabled) draw->AddRectFilled({x, low.y}, {x + box, high.y}, with_alpha(theme.ink, 0.06f), theme.radius);
        draw_icon(draw, icon, {x + box / 2, y}, 14, o.enabled && possible ? theme.muted : theme.line);
        if (t.pressed && possible && o.enabled) value = std::clamp(to, bound_low, bound_high);
    };
    side(".less", Icon::minus, low.x, value > bound_low, (value - 1) / by * by);
    side(".more", Icon::plus, high.x - box, value < bound_high, (value / by + 1) * by);
    ImGui::PopItemFlag();
    ui.widgets.add(id, low, high);
    number(ui, id, label, {low.x + box, low.y}, {high.x - box, high.y}, static_cast<double>(value), o, true);
    ImGui::Dummy({width, height});
    return value != before;
}

}  // namespace nabla::kit
