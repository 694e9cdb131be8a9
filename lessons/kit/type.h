#pragma once
#include <imgui.h>

#include <string_view>

#include "lessons/kit/format.h"
#include "lessons/kit/theme.h"

/// Text on the canvas: on device pixels, so that it is sharp at every ratio, and wrapped at spaces only, so that a
/// Korean word is never cut. Subscripts are written w\u2081 or u_{new}, an estimate's hat m\u0302.
namespace nabla::kit {

enum class Align { left, center, right };

/// Mono for numbers that change, label for words.
struct Type {
    float size = 14;      // CSS pixels of the em; whole ones, as fonts are baked
    bool mono = false;
};

/// One line: width, and the em box's height.
ImVec2 text_size(const Theme& theme, Type type, std::string_view text);
float line_height(const Theme& theme, Type type);

/// One line; `at` is the left, middle or right of the line's top.
void draw_text(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text,
               Align align = Align::left);
/// One line, capitals centered on `at.y`: for buttons, cells, axis labels.
void draw_text_middle(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text,
                      Align align = Align::left);
/// One line cut with an ellipsis at `width`.
void draw_text_cut(ImDrawList* draw, const Theme& theme, ImVec2 at, float width, Type type, ImU32 color,
                   std::string_view text);
/// Turned by a quarter to read upwards, centered on `at`: y axis titles.
void draw_text_up(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text);

/// Paragraph of given width; returns its height. With draw == nullptr it only measures.
float draw_paragraph(ImDrawList* draw, const Theme& theme, ImVec2 at, float width, Type type, ImU32 color,
                     std::string_view text, Align align = Align::left);
inline float paragraph_height(const Theme& theme, float width, Type type, std::string_view text) {
    return draw_paragraph(nullptr, theme, {}, width, type, 0, text);
}

}  // namespace nabla::kit
