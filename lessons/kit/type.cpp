#include "lessons/kit/type.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace nabla::kit {
namespace {

ImFontBaked* baked(const Theme& theme, Type type) {
    ImFont* font = type.mono ? theme.mono_font : theme.label_font;
    return font->GetFontBaked(type.size, theme.pixel_ratio);
}

unsigned next_char(const char*& s, const char* end) {
    unsigned c = static_cast<unsigned char>(*s);
    if (c < 0x80) {
        ++s;
        return c;
    }
    s += std::max(1, ImTextCharFromUtf8(&c, s, end));
    return c;
}

/// The combining circumflex, an estimate's hat: m\u0302. No letter but a few has one in the fonts, so it is drawn over any.
constexpr unsigned hat = 0x302;

float advance_of(ImFontBaked* font, unsigned c) { return c == hat ? 0 : font->GetCharAdvance(static_cast<ImWchar>(c)); }

float width_of(ImFontBaked* font, const char* s, const char* end) {
    float width = 0;
    while (s < end) width += advance_of(font, next_char(s, end));
    return width;
}

/// A roof over each letter that a hat follows.
void draw_hats(ImDrawList* draw, ImFontBaked* font, float x, float top, ImU32 color, std::string_view text) {
    const float size = font->Size, half = 0.19f * size, rise = 0.17f * size;
    const char* s = text.data();
    const char* end = s + text.size();
    const ImFontGlyph* below = nullptr;
    while (s < end) {
        const unsigned c = next_char(s, end);
        if (c == hat && below) {
            const float middle = x - below->AdvanceX + (below->X0 + below->X1) / 2, foot = top + below->Y0 - 0.07f * size;
            const ImVec2 roof[] = {{middle - half, foot}, {middle, foot - rise}, {middle + half, foot}};
            draw->AddPolyline(roof, 3, color, ImDrawFlags_None, std::max(1.0f, 0.085f * size));
        } else if (c != hat) {
            below = font->FindGlyph(static_cast<ImWchar>(c));
            x += below->AdvanceX;
        }
    }
}

/// Glyphs from a baseline that lies on a device pixel. ImGui's own text starts on whole CSS pixels, which a ratio
/// such as 1.5 puts between two device pixels.
void glyphs(ImDrawList* draw, const Theme& theme, ImFontBaked* font, float x, float baseline, ImU32 color,
            std::string_view text) {
    const char* s = text.data();
    const char* end = s + text.size();
    x = theme.snap(x);
    const float top = theme.snap(baseline) - std::round(font->Ascent);
    // Look all glyphs up before reserving: the first use of one bakes it and may move the atlas to a larger texture.
    int visible = 0;
    bool hats = false;
    for (const char* p = s; p < end;) {
        const unsigned c = next_char(p, end);
        if (c == hat) hats = true;
        else visible += font->FindGlyph(static_cast<ImWchar>(c))->Visible;
    }
    if (visible == 0) return;
    if (hats) draw_hats(draw, font, x, top, color, text);
    draw->PrimReserve(6 * visible, 4 * visible);
    while (s < end) {
        const unsigned c = next_char(s, end);
        if (c == hat) continue;
        const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(c));
        if (glyph->Visible)
            draw->PrimRectUV({x + glyph->X0, top + glyph->Y0}, {x + glyph->X1, top + glyph->Y1}, {glyph->U0, glyph->V0},
                             {glyph->U1, glyph->V1}, color);
        x += glyph->AdvanceX;
    }
}

float left_of(float x, float width, Align align) {
    return align == Align::left ? x : align == Align::center ? x - width / 2 : x - width;
}

}  // namespace

float line_height(const Theme&, Type type) { return std::round(type.size * 1.5f); }

ImVec2 text_size(const Theme& theme, Type type, std::string_view text) {
    return {width_of(baked(theme, type), text.data(), text.data() + text.size()), line_height(theme, type)};
}

void draw_text(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text, Align align) {
    draw_text_middle(draw, theme, {at.x, at.y + line_height(theme, type) / 2}, type, color, text, align);
}

void draw_text_middle(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text,
                      Align align) {
    ImFontBaked* font = baked(theme, type);
    const float width = align == Align::left ? 0 : width_of(font, text.data(), text.data() + text.size());
    glyphs(draw, theme, font, left_of(at.x, width, align), at.y + theme.cap_height * type.size / 2, color, text);
}

void draw_text_cut(ImDrawList* draw, const Theme& theme, ImVec2 at, float width, Type type, ImU32 color,
                   std::string_view text) {
    ImFontBaked* font = baked(theme, type);
    const char* s = text.data();
    const char* end = s + text.size();
    if (width_of(font, s, end) <= width) return draw_text_middle(draw, theme, at, type, color, text);
    constexpr std::string_view dots = "\xe2\x80\xa6";
    float left = width - width_of(font, dots.data(), dots.data() + dots.size());
    const char* cut = s;
    while (s < end) {
        left -= advance_of(font, next_char(s, end));
        if (left < 0) break;
        cut = s;
    }
    const std::string_view kept(text.data(), static_cast<std::size_t>(cut - text.data()));
    draw_text_middle(draw, theme, at, type, color, kept);
    draw_text_middle(draw, theme, {at.x + width_of(font, kept.data(), cut), at.y}, type, color, dots);
}

void draw_text_up(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text) {
    // Drawn lying, then its vertices are turned by -90 degrees about `at`.
    const int first = draw->VtxBuffer.Size;
    draw_text_middle(draw, theme, at, type, color, text, Align::center);
    for (int i = first; i < draw->VtxBuffer.Size; ++i) {
        ImVec2& p = draw->VtxBuffer[i].pos;
        p = {at.x + (p.y - at.y), at.y - (p.x - at.x)};
    }
}

float draw_paragraph(ImDrawList* draw, const Theme& theme, ImVec2 at, float width, Type type, ImU32 color,
                     std::string_view text, Align align) {
    ImFontBaked* font = baked(theme, type);
    const float height = line_height(theme, type);
    float y = at.y;
    const char* s = text.data();
    const char* const end = s + text.size();
    const auto emit = [&](const char* from, const char* to) {
        if (draw)
            draw_text(draw, theme, {at.x, y}, type, color, {from, static_cast<std::size_t>(to - from)}, align);
        y += height;
    };
    while (s < end) {
        const char* line = s;
        const char* fits = s;       // end of the last whole word that fits
        float used = 0;
        while (s < end && *s != '\n') {
            const char* before = s;
            const unsigned c = next_char(s, end);
            if (c == ' ') fits = before;
            used += advance_of(font, c);
            // A single word wider than the line is the only one that is ever cut.
            if (used > width && c != ' ' && before > line) {
                const bool whole = fits > line;
                emit(line, whole ? fits : before);
                line = s = whole ? fits + 1 : before;
                fits = line;
                used = 0;
            }
        }
        emit(line, s);
        if (s < end) ++s;           // the newline
    }
    return y - at.y;
}

}  // namespace nabla::kit
