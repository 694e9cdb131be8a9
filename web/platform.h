#pragma once
#include <SDL.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.h"
#include "core/json.h"

namespace nabla {
class App;

/// What a browser tab and a desktop window do differently; everything else of the application is the same on both.
/// platform.web*.cpp and platform.native*.cpp answer, and no other file knows which of them it is.
namespace platform {

double now();                       // seconds, monotonic
int hardware_threads();
bool has_threads();                 // this build can start them
bool coarse_pointer();              // fingers, as far as is known before the first touch
bool reduced_motion();
bool has_page();                    // HTML around the canvas, which can show what the canvas asks for
std::size_t memory_bytes();         // of the whole program
std::size_t used_bytes();           // in bytes, what of it is allocated now
std::string font_path(std::string_view name);

/// A character as the system's own faces draw it: pixels, from the pen's place on the baseline on, y downwards.
struct GlyphPicture {
    float advance = 0, left = 0, top = 0;
    int width = 0, height = 0;
    std::vector<std::uint8_t> alpha;   // [height, width]; empty: a space
};
/// `em`: pixels. Nothing where the system cannot be asked.
std::optional<GlyphPicture> draw_glyph(char32_t character, float em);

/// OpenGL's version as SDL and the shaders want it.
struct GlProfile {
    int profile, major, minor;
    const char* glsl;
};
GlProfile gl_profile();

struct Canvas {
    int width = 0, height = 0;      // CSS pixels
    float pixel_ratio = 1;          // device pixels per CSS pixel
    bool operator==(const Canvas&) const = default;
};
Uint32 window_flags();
/// Before the window is made: hints, and which keys are ours.
void prepare_window();
/// The canvas as it is now; makes its pixel buffer fit.
Canvas fit_canvas(SDL_Window* window);

/// The files of data sets: fetched by the page, or found on the disk.
std::unique_ptr<DataProvider> make_data_provider();

void emit(const Json& event);                       // to the page's listeners
bool request_edit(const Json& request);             // false: nobody lays a field over the canvas here
void download(std::string_view name, std::string_view mime, std::span<const std::uint8_t> bytes);

/// Calls app.frame() whenever something may have changed and rests in between; a window returns when it is closed, a
/// tab at once.
void run(App& app);
/// From any thread: frame() is due.
void wake();

}  // namespace platform
}  // namespace nabla
