// The desktop window: the same application under SDL2 and OpenGL.
#ifndef __EMSCRIPTEN__

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

#include "web/app/app.h"
#include "web/platform.h"

namespace nabla::platform {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
int hardware_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }
bool has_threads() { return true; }
bool coarse_pointer() { return false; }
bool reduced_motion() { return false; }
bool has_page() { return false; }

std::size_t memory_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

std::size_t used_bytes() {
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

std::string font_path(std::string_view name) {
    return std::string(NABLA_SOURCE_DIR) + "/build/generated/fonts/" + std::string(name) + ".ttf";
}

std::optional<GlyphPicture> draw_glyph(char32_t, float) { return std::nullopt; }

GlProfile gl_profile() { return {SDL_GL_CONTEXT_PROFILE_CORE, 3, 3, "#version 330"}; }
Uint32 window_flags() { return SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI; }
void prepare_window() {}

Canvas fit_canvas(SDL_Window* window) {
    int width = 0, height = 0, pixels = 0, pixels_high = 0;
    SDL_GetWindowSize(window, &width, &height);
    SDL_GL_GetDrawableSize(window, &pixels, &pixels_high);
    return {width, height, width > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1.0f};
}

void emit(const Json&) {}
bool request_edit(const Json&) { return false; }

void download(std::string_view name, std::string_view, std::span<const std::uint8_t> bytes) {
    std::ofstream(std::string(name), std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

void wake() {
    SDL_Event event{};
    event.type = SDL_USEREVENT;
    SDL_PushEvent(&event);
}

void run(App& app) {
    constexpr int frame_ms = 16;
    while (!app.quit_requested()) {
        const bool again = app.frame();
        // Resting costs nothing: the next event ends it.
        SDL_WaitEventTimeout(nullptr, again ? frame_ms : 60'000);
    }
    app.shutdown();
}

}  // namespace nabla::platform

#endif
