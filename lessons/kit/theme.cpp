#include "lessons/kit/theme.h"

#include <algorithm>
#include <cmath>

namespace nabla {
namespace {

Theme light() {
    Theme t;
    t.paper = rgb(0xFBFAF7), t.surface = rgb(0xF3F1EC), t.raised = rgb(0xFFFFFF), t.line = rgb(0xDDD9D0);
    t.ink = rgb(0x1E2227), t.muted = rgb(0x5D646E), t.faint = rgb(0x9A9FA6);
    t.accent = rgb(0x0B6E6E), t.accent_ink = rgb(0xFFFFFF), t.accent_soft = rgb(0xE1EDEB);
    t.good = rgb(0x2E7D32), t.warning = rgb(0x8A5A00), t.warning_soft = rgb(0xF8ECD2);
    t.danger = rgb(0xB3261E), t.danger_soft = rgb(0xF9E3E0);
    t.negative = rgb(0xD9731A), t.neutral = rgb(0xF0EDE7), t.positive = rgb(0x2F6FB5);
    // At least 0.098 apart in Oklab for normal, protan, deutan and tritan eyes, contrast at least 3 on paper.
    t.series = {rgb(0x0B6E6E), rgb(0xC34409), rgb(0x683B9F), rgb(0xB98A00), rgb(0x0C7DDE), rgb(0xBA4BA8)};
    t.shadow = rgb(0x1E2227, 26);
    return t;
}

Theme dark() {
    Theme t;
    t.dark = true;
    t.paper = rgb(0x14171A), t.surface = rgb(0x1C2024), t.raised = rgb(0x252A2F), t.line = rgb(0x2E343A);
    t.ink = rgb(0xE8E6E1), t.muted = rgb(0x9AA3AD), t.faint = rgb(0x626B74);
    t.accent = rgb(0x4FC1B8), t.accent_ink = rgb(0x0C1A1A), t.accent_soft = rgb(0x1B3432);
    t.good = rgb(0x7CC47F), t.warning = rgb(0xE5B454), t.warning_soft = rgb(0x352C18);
    t.danger = rgb(0xFF8A80), t.danger_soft = rgb(0x3A2120);
    t.negative = rgb(0xE8883A), t.neutral = rgb(0x262B30), t.positive = rgb(0x5A9BE0);
    t.series = {rgb(0x4FC1B8), rgb(0xF07648), rgb(0xB0A3FE), rgb(0xF0D060), rgb(0x4E8AE2), rgb(0xC465A2)};
    t.shadow = rgb(0x000000, 90);
    return t;
}

float channel(ImU32 color, int shift) { return static_cast<float>((color >> shift) & 0xff); }

}  // namespace

Theme make_theme(bool dark_colors, float pixel_ratio) {
    Theme theme = dark_colors ? dark() : light();
    theme.pixel_ratio = pixel_ratio;
    theme.hairline = std::max(1.0f, std::floor(pixel_ratio + 0.25f)) / pixel_ratio;
    return theme;
}

ImU32 mix(ImU32 a, ImU32 b, float t) {
    t = std::clamp(t, 0.0f, 1.0f);
    ImU32 result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const float value = channel(a, shift) + (channel(b, shift) - channel(a, shift)) * t;
        result |= static_cast<ImU32>(value + 0.5f) << shift;
    }
    return result;
}

ImU32 with_alpha(ImU32 color, float alpha) {
    const float value = channel(color, IM_COL32_A_SHIFT) * std::clamp(alpha, 0.0f, 1.0f);
    return (color & ~IM_COL32_A_MASK) | (static_cast<ImU32>(value + 0.5f) << IM_COL32_A_SHIFT);
}

ImU32 Theme::signed_color(float value, float range) const {
    if (std::isnan(value)) return danger;
    const float t = range > 0 ? std::clamp(value / range, -1.0f, 1.0f) : 0.0f;
    return t < 0 ? mix(neutral, negative, -t) : mix(neutral, positive, t);
}

ImU32 Theme::magnitude_color(float value) const {
    if (std::isnan(value)) return danger;
    const float t = std::clamp(value, 0.0f, 1.0f);
    const ImU32 deep = dark ? rgb(0xC9F1EC) : rgb(0x063E40);
    return t < 0.6f ? mix(neutral, accent, t / 0.6f) : mix(accent, deep, (t - 0.6f) / 0.4f);
}

float Theme::snap(float x) const { return std::round(x * pixel_ratio) / pixel_ratio; }

}  // namespace nabla
