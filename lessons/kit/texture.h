#pragma once
#include <imgui.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace nabla {

/// Pixels of our own on the graphics card. The pixels stay here too, so that a lost context loses nothing.
struct TexturePixels {
    ImTextureData data;
    bool smooth = false;
};

/// All textures alive; the application uploads what changed before each frame is rendered.
class TextureStore {
public:
    std::vector<std::shared_ptr<TexturePixels>>& all() { return all_; }
    std::shared_ptr<TexturePixels> create(int width, int height, bool smooth);

private:
    std::vector<std::shared_ptr<TexturePixels>> all_;
};

namespace kit {

/// A small picture: an atlas of digits, a heatmap, a matrix. Fill pixels() and call changed(); nothing is uploaded in
/// a frame without a change. Pixels are square blocks when enlarged, or blended when made with `smooth`.
class Texture {
public:
    /// Keeps the pixels if the size is the same; else they start transparent.
    void resize(TextureStore& store, int width, int height, bool smooth = false);
    bool empty() const { return !pixels_; }
    int width() const;
    int height() const;
    std::span<ImU32> pixels();      // rows from the top, colours as ImGui's (ABGR in a word)
    void changed();
    /// The whole picture, or the part between two pixel corners.
    void draw(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 tint = IM_COL32_WHITE) const;
    void draw_part(ImDrawList* list, ImVec2 min, ImVec2 max, ImVec2 pixel_min, ImVec2 pixel_max,
                   ImU32 tint = IM_COL32_WHITE) const;

private:
    std::shared_ptr<TexturePixels> pixels_;
};

}  // namespace kit
}  // namespace nabla
