#pragma once
#include <string_view>

#include "lessons/kit/icons.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct ButtonOptions {
    enum class Look { primary, plain, quiet } look = Look::plain;   // one primary in sight at a time
    Icon icon = Icon::none;
    float width = 0;               // 0: as the words need
    float height = 0;              // 0: Ui::control_height()
    bool enabled = true, selected = false;
    std::string_view hint = {};
};
/// Pressed on release, as every button. Empty label: a square with the icon alone.
bool button(Ui& ui, std::string_view id, std::string_view label, const ButtonOptions& options = {});
/// Square, icon alone; `name` is its hint.
bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view name, ButtonOptions options = {});
/// The width that button() would take.
float button_width(const Ui& ui, std::string_view label, const ButtonOptions& options = {});

}  // namespace nabla::kit
