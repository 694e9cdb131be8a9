#pragma once
#include <SDL.h>
#include <imgui.h>

#include <string>

#include "lessons/kit/texture.h"
#include "lessons/kit/theme.h"
#include "web/platform.h"

namespace nabla {

/// Window, OpenGL context and Dear ImGui on them. After a lost context everything on the graphics card is made again
/// from what the program still has.
class Graphics {
public:
    /// False with the reason in error().
    bool init(const char* title);
    void shutdown();
    const std::string& error() const { return error_; }

    void begin_frame(const platform::Canvas& canvas);
    void end_frame(const platform::Canvas& canvas, ImU32 background);
    void restore();                              // the context is new: nothing of ours is on it
    void fill_fonts(Theme& theme) const;
    void style(const Theme& theme) const;        // of popups and scroll bars, all that is left of ImGui's own look

    SDL_Window* window() { return window_; }
    TextureStore& textures() { return textures_; }

private:
    void load_fonts();
    void upload_textures();
    SDL_Window* window_ = nullptr;
    SDL_GLContext context_ = nullptr;
    ImFont* label_ = nullptr;
    ImFont* mono_ = nullptr;
    TextureStore textures_;
    std::string error_;
};

}  // namespace nabla
