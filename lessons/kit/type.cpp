#include "lessons/kit/type.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "lessons/kit/line_break.h"

namespace nabla::kit {
namespace {

/// A font at its size, and at the size of its subscripts.
struct Face {
    const Theme& theme;
    Type type;
    ImFontBaked* font = baked(type.size);

    ImFontBaked* baked(float size) const { return (type.mono ? theme.mono_font : theme.label_font)->GetFontBaked(size, theme.pixel_ratio); }
    ImFontBaked* of(bool lowered) const { return lowered ? baked(std::max(8.0f, std::round(0.76f * type.size))) : font; }
    float drop(bool lowered) const { return lowered ? 0.15f * type.size : 0; }
};

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

/// Characters one by one. Subscripts are written w\u2081\u2082 or u_{new}; the fonts' own are too small to read, so digits and letters are lowered.
struct Reader {
    const char* s;
    const char* end;
    unsigned c = 0;
    bool lowered = false;

    explicit Reader(std::string_view text) : s(text.data()), end(s + text.size()) {}
    bool next() {
        for (;;) {
            if (inside_ && s < end && *s == '}') inside_ = false, ++s;
            else if (!inside_ && end - s > 2 && s[0] == '_' && s[1] == '{' && std::find(s, end, '}') != end) inside_ = true, s += 2;
            else break;
        }
        if (s >= end) return false;
        c = next_char(s, end);
        lowered = inside_ || (c >= 0x2080 && c <= 0x2089);
        if (c >= 0x2080 && c <= 0x2089) c -= 0x2080 - '0';
        return true;
    }
    float advance(const Face& face) const { return c == hat ? 0 : face.of(lowered)->GetCharAdvance(static_cast<ImWchar>(c)); }

private:
    bool inside_ = false;
};

float width_of(const Face& face, std::string_view text) {
    float width = 0;
    for (Reader r(text); r.next();) width += r.advance(face);
    return width;
}

/// A roof over each letter that a hat follows.
void draw_hats(ImDrawList* draw, const Face& face, float x, float top, ImU32 color, std::string_view text) {
    const float size = face.font->Size, half = 0.19f * size, rise = 0.17f * size;
    const ImFontGlyph* below = nullptr;
    for (Reader r(text); r.next();) {
        if (r.c == hat && below) {
            const float middle = x - below->AdvanceX + (below->X0 + below->X1) / 2, foot = top + below->Y0 - 0.07f * size;
            const ImVec2 roof[] = {{middle - half, foot}, {middle, foot - rise}, {middle + half, foot}};
            draw->AddPolyline(roof, 3, color, ImDrawFlags_None, std::max(1.0f, 0.085f * size));
        } else if (r.c != hat) {
            below = face.of(r.lowered)->FindGlyph(static_cast<ImWchar>(r.c));
            x += below->AdvanceX;
        }
    }
}

/// Glyphs from a baseline that lies on a device pixel. ImGui's own text starts on whole CSS pixels, which a ratio
/// such as 1.5 puts between two device pixels.
void glyphs(ImDrawList* draw, const Face& face, float x, float baseline, ImU32 color, std::string_view text) {
    const Theme& theme = face.theme;
    x = theme.snap(x);
    // Look all glyphs up before reserving: the first use of one bakes it and may move the atlas to a larger texture.
    int visible = 0;
    bool hats = false;
    for (Reader r(text); r.next();) {
        if (r.c == hat) hats = true;
        else visible += face.of(r.lowered)->FindGlyph(static_cast<ImWchar>(r.c))->Visible;
    }
    if (visible == 0) return;
    const auto top_of = [&](bool lowered) { return theme.snap(baseline + face.drop(lowered)) - std::round(face.of(lowered)->Ascent); };
    if (hats) draw_hats(draw, face, x, top_of(false), color, text);
    draw->PrimReserve(6 * visible, 4 * visible);
    const float plain = top_of(false);
    for (Reader r(text); r.next();) {
        if (r.c == hat) continue;
        const ImFontGlyph* glyph = face.of(r.lowered)->FindGlyph(static_cast<ImWchar>(r.c));
        const float top = r.lowered ? top_of(true) : plain;
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
    return {width_of({theme, type}, text), line_height(theme, type)};
}

void draw_text(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text, Align align) {
    draw_text_middle(draw, theme, {at.x, at.y + line_height(theme, type) / 2}, type, color, text, align);
}

void draw_text_middle(ImDrawList* draw, const Theme& theme, ImVec2 at, Type type, ImU32 color, std::string_view text,
                      Align align) {
    const Face face{theme, type};
    const float width = align == Align::left ? 0 : width_of(face, text);
    glyphs(draw, face, left_of(at.x, width, align), at.y + theme.cap_height * type.size / 2, color, text);
}

void draw_text_cut(ImDrawList* draw, const Theme& theme, ImVec2 at, float width, Type type, ImU32 color,
                   std::string_view text) {
    const Face face{theme, type};
    if (width_of(face, text) <= width) return draw_text_middle(draw, theme, at, type, color, text);
    constexpr std::string_view dots = "\xe2\x80\xa6";
    float left = width - width_of(face, dots);
    Reader r(text);
    const char* cut = r.s;
    while (r.next()) {
        left -= r.advance(face);
        if (left < 0) break;
        cut = r.s;
    }
    const std::string_view kept(text.data(), static_cast<std::size_t>(cut - text.data()));
    draw_text_middle(draw, theme, at, type, color, kept);
    draw_text_middle(draw, theme, {at.x + width_of(face, kept), at.y}, type, color, dots);
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
    const Face face{theme, type};
    const float height = line_height(theme, type);
    float y = at.y;
    Reader r(text);
    const auto emit = [&](const char* from, const char* to) {
        if (draw)
            draw_text(draw, theme, {at.x, y}, type, color, {from, static_cast<std::size_t>(to - from)}, align);
        y += height;
    };
    while (r.s < r.end) {
        const char* line = r.s;
        const char *fits = r.s, *poor = r.s;   // ends of the last whole words that fit
        float used = 0;
        while (r.s < r.end && *r.s != '\n') {
            const char* before = r.s;
            if (!r.next()) break;
            if (r.c == ' ') {
                const Break here = break_at({line, static_cast<std::size_t>(r.end - line)}, static_cast<std::size_t>(before - line));
                if (here == Break::good) fits = before;
                if (here == Break::poor) poor = before;
            }
            used += r.advance(face);
            // Cut is only what has no place to break: a word wider than the line, or one with the operators that hold it.
            if (used > width && r.c != ' ' && before > line) {
                if (fits == line) fits = poor;
                const bool whole = fits > line;
                emit(line, whole ? fits : before);
                line = whole ? fits + 1 : before;
                r = Reader({line, static_cast<std::size_t>(r.end - line)});
                fits = poor = line;
                used = 0;
            }
        }
        emit(line, r.s);
        if (r.s < r.end) ++r.s;     // the newline
    }
    return y - at.y;
}

}  // namespace nabla::kit
