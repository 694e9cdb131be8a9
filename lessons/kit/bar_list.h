#pragma once
#include <span>
#include <string>
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Probabilities (or anything in 0..1) as bars, one below the other: name, bar, number.
struct BarList {
    std::string_view id;
    Box area;
    std::span<const float> values;
    std::span<const std::string> names;
    int strong = -1;             // drawn in the accent: the answer
    int marked = -1;             // with a mark beside its name: the truth
    bool pressable = false;      // "ID.INDEX" can be pressed
    int decimals = 3;
    float animate = 0.15f;       // seconds to a new value
};
/// The bar pressed in this frame, or -1.
int bar_list(Ui& ui, const BarList& options);

}  // namespace nabla::kit
