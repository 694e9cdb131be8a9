#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/json.h"
#include "lessons/kit/box.h"
#include "lessons/kit/spotlight.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// A piece of a formula: its symbol and, below, today's value. An operator has the same on both lines.
struct Term {
    std::string symbol, value = {};
    std::string keys = {};           // of the parts it comes from; they light each other
    ImU32 color = 0;                 // 0: ink
    /// A value that the learner types: the control's id, what was typed, and what to make of it.
    std::string control = {}, label = {};
    Json typed = nullptr;
    bool right = false;
    double min = -10, max = 10;
};
inline Term op(std::string symbol) { return {.symbol = symbol, .value = symbol}; }

struct Formula {
    std::string_view id;             // terms are "ID.INDEX"
    ImVec2 at;
    float width = 0;
    std::span<const Term> terms;
    float size = 16;
    bool values = true;              // the second line
};
/// Breaks before "+", "−" or "=" where a line is too narrow. Returns the height.
float formula(Ui& ui, Spotlight& light, const Formula& options);
float formula_height(const Ui& ui, const Formula& options);

}  // namespace nabla::kit
