#include "lessons/kit/texture.h"

#include <cstring>

namespace nabla {

std::shared_ptr<TexturePixels> TextureStore::create(int width, int height, bool smooth) {
    auto pixels = std::make_shared<TexturePixels>();
    pixels->data.Create(ImTextureFormat_RGBA32, width, height);
    pixels->data.SetStatus(ImTextureStatus_WantCreate);
    pixels->smooth = smooth;
    all_.push_back(pixels);
    return pixels;
}

namespace kit {

void Texture::resize(TextureStore& store, int width, int height, bool smooth) {
    if (pixels_ && pixels_->data.Width == width && pixels_->data.Height == height && pixels_->smooth == smooth) return;
    pixels_ = store.create(width, height, smooth);
}

int Texture::width() const { return pixels_ ? pixels_->data.Width : 0; }
int Texture::height() const { return pixels_ ? pixels_->data.Height : 0; }

std::span<ImU32> Texture::pixels() {
    if (!pixels_) return {};
    ImTextureData& data = pixels_->data;
    return {reinterpret_cast<ImU32*>(data.GetPixels()), static_cast<std::size_t>(data.Width) * static_cast<std::size_t>(data.Height)};
}

void Texture::changed() {
    if (!pixels_ || pixels_->data.Status != ImTextureStatus_OK) return;
    ImTextureData& data = pixels_->data;
    data.Updates.resize(0);
    data.Updates.push_back({0, 0, static_cast<unsigned short>(data.Width), static_cast<unsigned short>(data.Height)});
    data.UpdateRect = data.Updates[0];
    data.SetStatus(ImTextureStatus_WantUpdates);
}

void Texture::draw(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 tint) const {
    if (pixels_) list->AddImage(pixels_->data.GetTexRef(), min, max, {0, 0}, {1, 1}, tint);
}

void Texture::draw_part(ImDrawList* list, ImVec2 min, ImVec2 max, ImVec2 pixel_min, ImVec2 pixel_max, ImU32 tint) const {
    if (!pixels_) return;
    const float w = static_cast<float>(pixels_->data.Width), h = static_cast<float>(pixels_->data.Height);
    list->AddImage(pixels_->data.GetTexRef(), min, max, {pixel_min.x / w, pixel_min.y / h},
                   {pixel_max.x / w, pixel_max.y / h}, tint);
}

}  // namespace kit
}  // namespace nabla
