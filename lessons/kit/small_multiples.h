#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct SmallLine {
    std::string name;                // in the read-out
    std::span<const double> values;  // one an epoch, the first is epoch 1
    ImU32 color = 0;
    bool dashed = false;             // validation
};
struct SmallPanel {
    std::string title;
    std::vector<SmallLine> lines;
};

/// Small plots of runs side by side over the same axes, so that shapes are compared and not scales. A pointer in one reads
/// the same epoch in all.
struct SmallMultiples {
    std::string_view id;             // panels are "ID.INDEX"
    ImVec2 at;
    float width = 0, height = 96;    // height of a panel, its title included
    std::span<const SmallPanel> panels;
    std::size_t epochs = 1;          // the x axis' end
    std::string_view epoch_name = {};
    int digits = 3;
    int columns = 0;                 // 0: as many as fit
    double low = 0, high = 0;        // equal: from the values; lines beyond are cut
};
/// Returns the height.
float small_multiples(Ui& ui, const SmallMultiples& options);

}  // namespace nabla::kit
