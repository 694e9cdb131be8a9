#pragma once
#include <span>
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Counts over equal intervals.
struct Histogram {
    std::string_view id;
    Box area;
    std::span<const int> counts;
    double low = 0, width = 1;    // of the first interval's begin, and of each
    int selected = -1;
    bool axis = true;             // numbers below, count of the bar under the pointer above
    bool pressable = true;        // bars are "ID.INDEX"; a bar's whole column can be pressed
    int digits = 4;
};
/// The bar pressed in this frame, or -1.
int histogram(Ui& ui, const Histogram& options);

}  // namespace nabla::kit
