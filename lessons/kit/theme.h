#pragma once
#include <imgui.h>

#include <array>

namespace nabla {

/// Colours, type sizes and distances of the canvas, the same values as the page's. All lengths are CSS pixels.
struct Theme {
    bool dark = false;

    // Surfaces are set apart by tone, ink by weight: `faint` is for axes and disabled text, never for sentences.
    ImU32 paper = 0, surface = 0, raised = 0, line = 0;
    ImU32 ink = 0, muted = 0, faint = 0;
    ImU32 accent = 0, accent_ink = 0, accent_soft = 0;   // accent_ink: text on accent; accent_soft: a tinted surface
    ImU32 good = 0, warning = 0, warning_soft = 0, danger = 0, danger_soft = 0;
    ImU32 negative = 0, neutral = 0, positive = 0;       // ends and middle of the signed scale
    std::array<ImU32, 6> series{};                       // told apart by colour-blind eyes too; 0 is the accent
    ImU32 shadow = 0;

    // Sizes of type, in CSS pixels of the em, as in a style sheet
    float small = 12, body = 14, large = 17, title = 23;
    float unit = 8, radius = 6, hairline = 1;
    float pixel_ratio = 1;                               // device pixels per CSS pixel

    ImFont* label_font = nullptr;
    ImFont* mono_font = nullptr;
    float cap_height = 0.71f;                            // of a capital per em, for optical centering

    /// The one scale for signed values: orange below 0, blue above, full colour at |value| = range. NaN is `danger`.
    ImU32 signed_color(float value, float range) const;
    /// For counts and magnitudes in 0..1: paper to ink of the accent's hue.
    ImU32 magnitude_color(float value) const;
    ImU32 series_color(std::size_t index) const { return series[index % series.size()]; }
    /// To the nearest device pixel, so that thin lines stay thin.
    float snap(float x) const;
};

/// Light or dark; fonts are filled in by the application.
Theme make_theme(bool dark, float pixel_ratio);

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
    return (alpha << 24) | ((hex & 0xff) << 16) | (hex & 0xff00) | (hex >> 16);
}
ImU32 mix(ImU32 a, ImU32 b, float t);        // t = 0: a, 1: b; alpha too
ImU32 with_alpha(ImU32 color, float alpha);  // multiplies alpha

}  // namespace nabla
