#pragma once
#include <string_view>

#include "core/json.h"
#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct NumberBoxOptions {
    double min = -10, max = 10;
    float width = 0;
    bool enabled = true;
    std::string_view hint = {};
    int decimals = -1;           // shown; -1: as typed
};
/// Label and a box with the typed number, at ImGui's cursor; null: a question mark. A press opens the real input field.
void number_box(Ui& ui, std::string_view id, std::string_view label, const Json& value, const NumberBoxOptions& options);

/// The box alone: `good` tints it once the number is right, `lit` where something else points at it.
struct BlankOptions {
    std::string_view label;
    double min = -10, max = 10;
    bool good = false, wrong = false, enabled = true;
    float type = 14;
};
void blank(Ui& ui, std::string_view id, Box box, const Json& value, const BlankOptions& options);

}  // namespace nabla::kit
