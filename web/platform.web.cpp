// The browser tab: frames on request, the canvas's size, and what the page's JavaScript calls.
#ifdef __EMSCRIPTEN__

#include <emscripten.h>
#include <emscripten/heap.h>
#include <emscripten/html5.h>
#include <emscripten/threading.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "web/app/app.h"
#include "web/platform.h"

// clang-format off
EM_JS(void, nabla_js_event, (const char* json), { if (Module["onNablaEvent"]) Module["onNablaEvent"](UTF8ToString(json)); })
EM_JS(void, nabla_js_edit, (const char* json), { if (Module["onNablaEdit"]) Module["onNablaEdit"](UTF8ToString(json)); })
EM_JS(void, nabla_js_download, (const char* name, const char* mime, const void* bytes, int length), {
    // A copy: the heap may grow or be shared.
    if (Module["onNablaDownload"]) Module["onNablaDownload"](UTF8ToString(name), UTF8ToString(mime), new Uint8Array(HEAPU8.subarray(bytes, bytes + length)));
})
// Draws a character with the faces of the page's text, the system's behind them. metrics: advance, left, top, width, height; the alpha of the
// box around its ink goes to `alpha`, which has room for `side` x `side`. 0: this browser draws no text off the page.
EM_JS(int, nabla_js_glyph, (int character, double em, int side, float* metrics, unsigned char* alpha), {
    const canvas = typeof OffscreenCanvas == "function" ? new OffscreenCanvas(side, side) : Object.assign(document.createElement("canvas"), {width : side, height : side});
    const draw = canvas.getContext("2d", {willReadFrequently : true});
    if (!draw) return 0;
    const text = String.fromCodePoint(character), pen = Math.floor(side / 4), baseline = Math.floor(side * 0.625);
    draw.font = em + "px " + getComputedStyle(document.body).fontFamily;
    draw.fillText(text, pen, baseline);
    const pixels = draw.getImageData(0, 0, side, side).data;
    let left = side, top = side, right = -1, bottom = -1;
    for (let y = 0; y < side; ++y)
        for (let x = 0; x < side; ++x)
            if (pixels[4 * (y * side + x) + 3]) left = Math.min(left, x), right = Math.max(right, x), top = Math.min(top, y), bottom = y;
    const width = Math.max(0, right - left + 1), height = Math.max(0, bottom - top + 1);
    for (let y = 0; y < height; ++y)
        for (let x = 0; x < width; ++x) HEAPU8[alpha + y * width + x] = pixels[4 * ((top + y) * side + left + x) + 3];
    HEAPF32.set([ draw.measureText(text).width, left - pen, top - baseline, width, height ], metrics >> 2);
    return 1;
})
EM_JS(int, nabla_js_media, (const char* query), { return typeof matchMedia == "function" && matchMedia(UTF8ToString(query)).matches ? 1 : 0; })
// clang-format on

namespace nabla::platform {
namespace {

constexpr const char* canvas_selector = "#canvas";

App* running = nullptr;
std::string answer;                 // of the last nabla_call, for JavaScript to read
bool frame_asked = false;           // on the main thread alone
bool canvas_changed = true;         // its size or sharpness, as the page has seen
std::atomic<bool> thread_woke{false};

EM_BOOL on_frame(double, void*);

void ask_frame() {
    if (frame_asked || !running) return;
    frame_asked = true;
    emscripten_request_animation_frame(on_frame, nullptr);
}

EM_BOOL on_frame(double, void*) {
    frame_asked = false;
    if (running->frame() || thread_woke.exchange(false)) ask_frame();
    return EM_FALSE;
}

/// Reading the queue puts an event into it too, its end: whoever woke for that one would never sleep.
int SDLCALL on_event(void*, SDL_Event* event) {
    if (event->type != SDL_POLLSENTINEL) wake();
    return 0;
}

bool ours(const SDL_Keysym& key) {
    if (key.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) return false;
    return key.sym == SDLK_LEFT || key.sym == SDLK_RIGHT || key.sym == SDLK_SPACE || key.sym == SDLK_ESCAPE;
}

/// SDL keeps the browser from acting on every key that it delivers. A key refused here stays the browser's: Tab moves
/// on, F5 reloads, Ctrl+R too.
int SDLCALL only_our_keys(void*, SDL_Event* event) {
    if (event->type != SDL_KEYDOWN && event->type != SDL_KEYUP) return 1;
    return ours(event->key.keysym) ? 1 : 0;
}

}  // namespace

double now() { return emscripten_get_now() / 1000; }
int hardware_threads() { return std::clamp(emscripten_num_logical_cores(), 1, 8); }   // as many as the page starts workers for
bool coarse_pointer() { return nabla_js_media("(pointer: coarse)") != 0; }
bool reduced_motion() { return nabla_js_media("(prefers-reduced-motion: reduce)") != 0; }
bool has_page() { return true; }
std::size_t memory_bytes() { return emscripten_get_heap_size(); }
std::size_t used_bytes() { return static_cast<unsigned>(mallinfo().uordblks); }
std::string font_path(std::string_view name) { return "/fonts/" + std::string(name) + ".ttf"; }

bool has_threads() {
#ifdef __EMSCRIPTEN_PTHREADS__
    return true;
#else
    return false;
#endif
}

std::optional<GlyphPicture> draw_glyph(char32_t character, float em) {
    const int side = static_cast<int>(std::ceil(em * 3));
    float metrics[5];
    GlyphPicture picture;
    picture.alpha.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    if (!nabla_js_glyph(static_cast<int>(character), static_cast<double>(em), side, metrics, picture.alpha.data())) return std::nullopt;
    picture.advance = metrics[0], picture.left = metrics[1], picture.top = metrics[2];
    picture.width = static_cast<int>(metrics[3]), picture.height = static_cast<int>(metrics[4]);
    picture.alpha.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    return picture;
}

GlProfile gl_profile() { return {SDL_GL_CONTEXT_PROFILE_ES, 3, 0, "#version 300 es"}; }
Uint32 window_flags() { return 0; }   // neither RESIZABLE nor ALLOW_HIGHDPI: fit_canvas() does both with one factor

void prepare_window() {
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, canvas_selector);
    SDL_SetEventFilter(only_our_keys, nullptr);
    SDL_AddEventWatch(on_event, nullptr);
}

Canvas fit_canvas(SDL_Window* window) {
    static Canvas fitted;
    if (!canvas_changed) return fitted;   // to ask lays the page out anew
    double width = 0, height = 0;
    emscripten_get_element_css_size(canvas_selector, &width, &height);
    canvas_changed = false;
    const Canvas canvas{static_cast<int>(std::lround(width)), static_cast<int>(std::lround(height)), static_cast<float>(emscripten_get_device_pixel_ratio())};
    int old_width = 0, old_height = 0, pixels_wide = 0, pixels_high = 0;
    SDL_GetWindowSize(window, &old_width, &old_height);
    if ((old_width != canvas.width || old_height != canvas.height) && canvas.width > 0 && canvas.height > 0)
        SDL_SetWindowSize(window, canvas.width, canvas.height);
    emscripten_get_canvas_element_size(canvas_selector, &pixels_wide, &pixels_high);
    const int wide = static_cast<int>(std::lround(canvas.width * canvas.pixel_ratio)), high = static_cast<int>(std::lround(canvas.height * canvas.pixel_ratio));
    if (pixels_wide != wide || pixels_high != high) emscripten_set_canvas_element_size(canvas_selector, wide, high);
    return fitted = canvas;
}

void emit(const Json& event) { nabla_js_event(event.dump(-1, ' ', false, Json::error_handler_t::replace).c_str()); }

bool request_edit(const Json& request) {
    nabla_js_edit(request.dump().c_str());
    return true;
}

void download(std::string_view name, std::string_view mime, std::span<const std::uint8_t> bytes) {
    nabla_js_download(std::string(name).c_str(), std::string(mime).c_str(), bytes.data(), static_cast<int>(bytes.size()));
}

void wake() {
    if (emscripten_is_main_browser_thread()) ask_frame();
    else thread_woke = true;
}

void run(App& app) {
    running = &app;
    SDL_StopTextInput();              // typing happens in the page's own fields
    ask_frame();
}

}  // namespace nabla::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE const char* nabla_call(const char* json) {
    using namespace nabla::platform;
    answer = running ? running->call(json) : R"({"error": {"code": "not_ready", "where": "", "expected": "", "received": "", "advice": "", "message": "not ready"}})";
    return answer.c_str();
}

EMSCRIPTEN_KEEPALIVE void nabla_context_lost(void) {
    if (nabla::platform::running) nabla::platform::running->context_lost();
}

EMSCRIPTEN_KEEPALIVE void nabla_context_restored(void) {
    if (nabla::platform::running) nabla::platform::running->context_restored();
}

EMSCRIPTEN_KEEPALIVE void nabla_pump(double seconds) {
    if (nabla::platform::running) nabla::platform::running->pump(seconds);
}

EMSCRIPTEN_KEEPALIVE void nabla_wake(void) {
    nabla::platform::canvas_changed = true;
    if (nabla::platform::running) nabla::platform::running->refresh();
    nabla::platform::wake();
}
}

#endif
