#include "lessons/kit/control.h"

#include <algorithm>

#include "lessons/kit/number_box.h"
#include "lessons/kit/widgets.h"

namespace nabla::kit {
namespace {

double number_of(const Json& value) { return value.is_number() ? value.get<double>() : 0; }

std::optional<Json> number_field(Ui& ui, const Control& c, float width) {
    const SliderOptions options{.min = c.min, .max = c.max, .step = c.step, .logarithmic = c.kind == Control::Kind::log_slider,
                                .width = width, .enabled = c.enabled, .hint = ui.tr(c.hint)};
    double value = number_of(c.value);
    if (slider(ui, c.id, ui.tr(c.label), value, options)) return Json(value);
    return {};
}

std::optional<Json> integer_field(Ui& ui, const Control& c, float width) {
    auto value = static_cast<std::int64_t>(number_of(c.value));
    if (stepper(ui, c.id, ui.tr(c.label), value,
                {.min = c.min, .max = c.max, .step = c.step, .width = width, .enabled = c.enabled, .hint = ui.tr(c.hint), .digits = 9}))
        return Json(value);
    return {};
}

std::optional<Json> select_field(Ui& ui, const Control& c, float width) {
    std::vector<Choice> choices;
    choices.reserve(c.choices.size());
    for (const Control::Choice& choice : c.choices) choices.push_back({choice.value, ui.tr(choice.label)});
    std::string value = c.value.is_string() ? c.value.get<std::string>() : c.value.dump();
    if (select(ui, c.id, ui.tr(c.label), value, choices, {.width = width, .enabled = c.enabled, .hint = ui.tr(c.hint)}))
        return Json(value);
    return {};
}

}  // namespace

void control(Ui& ui, const Control& c, float width) {
    using Kind = Control::Kind;
    std::optional<Json> set;
    switch (c.kind) {
        case Kind::button: {
            // What a step is about: its runs, not the run bar's one.
            const bool trains = c.id.starts_with("figure.train_");
            if (button(ui, c.id, ui.tr(c.label), {.look = trains ? ButtonOptions::Look::primary : ButtonOptions{}.look, .icon = trains ? Icon::play : ButtonOptions{}.icon, .width = width, .enabled = c.enabled, .hint = ui.tr(c.hint)})) set = Json();
            break;
        }
        case Kind::toggle: {
            bool value = c.value.is_boolean() && c.value.get<bool>();
            if (toggle(ui, c.id, ui.tr(c.label), value, {.width = width, .enabled = c.enabled, .hint = ui.tr(c.hint)})) set = Json(value);
            break;
        }
        case Kind::slider:
        case Kind::log_slider: set = number_field(ui, c, width); break;
        case Kind::number: number_box(ui, c.id, ui.tr(c.label), c.value, {.min = c.min, .max = c.max, .width = width, .enabled = c.enabled, .hint = ui.tr(c.hint)}); break;
        case Kind::integer: set = integer_field(ui, c, width); break;
        case Kind::select: set = select_field(ui, c, width); break;
    }
    if (set && ui.set_control) ui.set_control(c.id, *set);
}

void control(Ui& ui, const Session& session, std::string_view id, float width) {
    const auto& all = session.controls();
    if (const auto it = std::ranges::find(all, id, &Control::id); it != all.end()) control(ui, *it, width);
}

}  // namespace nabla::kit
