#pragma once
#include <cstdint>
#include <string_view>

#include "lessons/kit/ui.h"

namespace nabla::kit {

struct SliderOptions {
    double min = 0, max = 1, step = 0;   // step 0: continuous
    bool logarithmic = false;            // moved in decades; values have two digits, step is ignored
    float width = 0;
    bool enabled = true, editable = true;
    std::string_view hint = {};
    int digits = 4;
};
/// Label, track, number in one line. The number is a field: a click or tap on it asks for typing.
bool slider(Ui& ui, std::string_view id, std::string_view label, double& value, const SliderOptions& options);
/// Label, minus, number, plus; held buttons repeat.
bool stepper(Ui& ui, std::string_view id, std::string_view label, std::int64_t& value, const SliderOptions& options);

/// The layout that all fields with a label share: where the label ends and the field begins.
float field_label_width(float width);
/// Draws the label of a field at the left of `min`, middle of the row, with its hint.
void field_label(Ui& ui, std::string_view id, std::string_view label, std::string_view hint_text, ImVec2 min, float width,
                 float height, bool enabled);

}  // namespace nabla::kit
