#pragma once
#include <span>
#include <string>
#include <string_view>

#include "lessons/kit/ui.h"

namespace nabla::kit {

struct FieldOptions {
    float width = 0;
    bool enabled = true;
    std::string_view hint = {};
};
/// Returns true when the learner switched it; `value` is then changed.
bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& value, const FieldOptions& options = {});

struct Choice {
    std::string_view value, label;
};
/// One of several: a field that opens a list. Returns true with `value` changed to the chosen one's.
bool select(Ui& ui, std::string_view id, std::string_view label, std::string& value, std::span<const Choice> choices,
            const FieldOptions& options = {});
/// Two to five short choices side by side, no label. Parts are registered as "id.value".
bool segmented(Ui& ui, std::string_view id, std::string& value, std::span<const Choice> choices,
               const FieldOptions& options = {});

}  // namespace nabla::kit
