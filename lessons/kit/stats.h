#pragma once
#include <span>
#include <string>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// A number with its name above it.
struct Stat {
    std::string name, value;
    ImU32 color = 0;          // 0: ink
};
/// Numbers side by side in equal columns, as many rows as the width needs. Returns the height.
float stats(Ui& ui, ImVec2 at, float width, std::span<const Stat> all, float size = 20);

}  // namespace nabla::kit
