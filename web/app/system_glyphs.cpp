#include "web/app/system_glyphs.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

#include "web/platform.h"

namespace nabla {
namespace {

/// ASCII and control characters are in our faces or nowhere; private ones and U+FFFD stand for what is missing.
bool may_have(ImWchar c) { return c >= 0xA0 && !(c >= 0xD800 && c <= 0xF8FF) && c != 0xFFFD && c != 0xFFFE && c != 0xFFFF; }

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar c) { return may_have(c) && platform::has_page(); }

/// Writes only an advance where `advance` is given.
bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar c, ImFontGlyph* glyph, float* advance) {
    if (!may_have(c)) return false;
    const float density = source->RasterizerDensity * baked->RasterizerDensity;
    const auto picture = platform::draw_glyph(c, baked->Size * density);
    if (!picture) return false;
    if (advance) {
        *advance = picture->advance / density;
        return true;
    }
    glyph->Codepoint = c;
    glyph->AdvanceX = picture->advance / density;
    if (picture->alpha.empty()) return true;
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, picture->width, picture->height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    const float baseline = std::round(baked->Ascent);
    glyph->X0 = picture->left / density, glyph->X1 = (picture->left + static_cast<float>(picture->width)) / density;
    glyph->Y0 = baseline + picture->top / density, glyph->Y1 = baseline + (picture->top + static_cast<float>(picture->height)) / density;
    glyph->Visible = true;
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, place), picture->alpha.data(), ImTextureFormat_Alpha8, picture->width);
    return true;
}

}  // namespace

const ImFontLoader& system_glyphs() {
    static const ImFontLoader loader = [] {
        ImFontLoader made;
        made.Name = "system";
        made.FontSrcContainsGlyph = contains;
        made.FontBakedLoadGlyph = load;
        return made;
    }();
    return loader;
}

}  // namespace nabla
