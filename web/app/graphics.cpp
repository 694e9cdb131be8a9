#include "web/app/graphics.h"

#include <SDL_opengl.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>

#include <algorithm>

#include "web/app/system_glyphs.h"

namespace nabla {
namespace {

/// Sized by the em, as in a style sheet: a negative size tells ImGui's loader so. It multiplies the bounds of a glyph's
/// advance as well, so these stand the other way round.
ImFont* add_font(const std::string& path, bool merge) {
    ImFontConfig config;
    config.Flags = ImFontFlags_NoLoadError;   // a file that is not there: null
    config.MergeMode = merge;
    config.SizePixels = -16.0f;
    config.GlyphMinAdvanceX = 1000, config.GlyphMaxAdvanceX = -1000;
    config.OversampleH = 2;
    return ImGui::GetIO().Fonts->AddFontFromFileTTF(path.c_str(), config.SizePixels, &config);
}

void add_system_glyphs() {
    ImFontConfig config;
    config.MergeMode = true;
    config.SizePixels = -16.0f;
    config.GlyphMinAdvanceX = 1000, config.GlyphMaxAdvanceX = -1000;
    config.FontLoader = &system_glyphs();
    ImGui::GetIO().Fonts->AddFont(&config);
}

void forget(ImTextureData& texture) {
    texture.SetTexID(ImTextureID_Invalid);
    texture.BackendUserData = nullptr;
    texture.SetStatus(ImTextureStatus_WantCreate);
}

void pixelated(const ImTextureData& texture) {
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture.TexID));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindTexture(GL_TEXTURE_2D, 0);
}

}  // namespace

bool Graphics::init(const char* title) {
    platform::prepare_window();
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_TIMER) != 0) {
        error_ = SDL_GetError();
        return false;
    }
    const platform::GlProfile gl = platform::gl_profile();
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, gl.profile);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, gl.major);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, gl.minor);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    window_ = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1120, 820, SDL_WINDOW_OPENGL | platform::window_flags());
    if (window_) context_ = SDL_GL_CreateContext(window_);
    if (!context_) {
        error_ = SDL_GetError();
        return false;
    }
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.ConfigInputTextCursorBlink = false;
    io.MouseDragThreshold = 4;
    io.ConfigDebugHighlightIdConflicts = false;  // its message is for us, not for learners
    ImGui_ImplSDL2_InitForOpenGL(window_, context_);
    ImGui_ImplOpenGL3_Init(gl.glsl);
    load_fonts();
    return true;
}

void Graphics::shutdown() {
    if (!context_) return;
    for (const auto& texture : textures_.all()) {
        texture->data.SetStatus(ImTextureStatus_WantDestroy);
        texture->data.UnusedFrames = 1;
        if (texture->data.TexID != ImTextureID_Invalid) ImGui_ImplOpenGL3_UpdateTexture(&texture->data);
    }
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
    SDL_GL_DeleteContext(context_);
    SDL_DestroyWindow(window_);
    SDL_Quit();
    context_ = nullptr;
}

void Graphics::load_fonts() {
    const std::string label = platform::font_path("label"), mono = platform::font_path("mono"), symbols = platform::font_path("symbols");
    // What one face lacks (mathematics, Korean among digits) comes from the next.
    label_ = add_font(label, false);
    if (label_) add_font(symbols, true), add_font(mono, true), add_system_glyphs();
    mono_ = add_font(mono, false);
    if (mono_) add_font(symbols, true), add_font(label, true), add_system_glyphs();
    // Without the font files (a build from source alone) ImGui's own face still says what it can.
    if (!label_) label_ = mono_ ? mono_ : ImGui::GetIO().Fonts->AddFontDefault();
    if (!mono_) mono_ = label_;
}

void Graphics::fill_fonts(Theme& theme) const { theme.label_font = label_, theme.mono_font = mono_; }

void Graphics::style(const Theme& theme) const {
    ImGuiStyle& style = ImGui::GetStyle();
    const auto color = [](ImU32 c) { return ImGui::ColorConvertU32ToFloat4(c); };
    style.FontSizeBase = theme.body;
    style.WindowPadding = {0, 0};
    style.ItemSpacing = {0, 0};
    style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
    style.PopupBorderSize = theme.hairline;
    style.PopupRounding = theme.radius;
    style.FrameRounding = style.ScrollbarRounding = theme.radius;
    style.ScrollbarSize = 8;
    style.DisabledAlpha = 1;
    style.HoverDelayShort = 0;
    style.Colors[ImGuiCol_Text] = color(theme.ink);
    style.Colors[ImGuiCol_WindowBg] = style.Colors[ImGuiCol_ChildBg] = color(0);
    style.Colors[ImGuiCol_PopupBg] = color(theme.raised);
    style.Colors[ImGuiCol_Border] = color(theme.line);
    style.Colors[ImGuiCol_FrameBg] = color(theme.raised);
    style.Colors[ImGuiCol_ScrollbarBg] = color(0);
    style.Colors[ImGuiCol_ScrollbarGrab] = color(with_alpha(theme.ink, 0.16f));
    style.Colors[ImGuiCol_ScrollbarGrabHovered] = style.Colors[ImGuiCol_ScrollbarGrabActive] = color(with_alpha(theme.ink, 0.32f));
    style.Colors[ImGuiCol_NavCursor] = color(0);
    style.Colors[ImGuiCol_TextSelectedBg] = color(with_alpha(theme.accent, 0.3f));
}

void Graphics::begin_frame(const platform::Canvas& canvas) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    // One factor for everything: ImGui counts CSS pixels, the framebuffer has pixel_ratio times as many.
    io.DisplaySize = {static_cast<float>(canvas.width), static_cast<float>(canvas.height)};
    io.DisplayFramebufferScale = {canvas.pixel_ratio, canvas.pixel_ratio};
    for (ImFont* font : {label_, mono_}) font->CurrentRasterizerDensity = canvas.pixel_ratio;
    ImGui::NewFrame();
    // Soft edges one device pixel wide, not one CSS pixel.
    ImGui::GetDrawListSharedData()->InitialFringeScale = 1.0f / canvas.pixel_ratio;
    for (ImDrawList* list : {ImGui::GetForegroundDrawList(), ImGui::GetBackgroundDrawList()}) list->_FringeScale = 1.0f / canvas.pixel_ratio;
}

void Graphics::upload_textures() {
    auto& all = textures_.all();
    for (const auto& texture : all) {
        if (texture.use_count() > 1) continue;    // a scene still holds it
        texture->data.SetStatus(ImTextureStatus_WantDestroy);
        texture->data.UnusedFrames = 1;
        if (texture->data.TexID != ImTextureID_Invalid) ImGui_ImplOpenGL3_UpdateTexture(&texture->data);
    }
    std::erase_if(all, [](const auto& texture) { return texture.use_count() == 1; });
    for (const auto& texture : all) {
        if (texture->data.Status == ImTextureStatus_OK) continue;
        const bool created = texture->data.Status == ImTextureStatus_WantCreate;
        ImGui_ImplOpenGL3_UpdateTexture(&texture->data);
        if (created && !texture->smooth) pixelated(texture->data);
    }
}

void Graphics::end_frame(const platform::Canvas& canvas, ImU32 background) {
    ImGui::Render();
    upload_textures();
    const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(background);
    glViewport(0, 0, static_cast<int>(static_cast<float>(canvas.width) * canvas.pixel_ratio + 0.5f),
               static_cast<int>(static_cast<float>(canvas.height) * canvas.pixel_ratio + 0.5f));
    glClearColor(clear.x, clear.y, clear.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    SDL_GL_SwapWindow(window_);
}

void Graphics::restore() {
    ImGui_ImplOpenGL3_DestroyDeviceObjects();    // forgets the old names; deleting them on a new context does nothing
    for (const auto& texture : textures_.all()) forget(texture->data);
}

}  // namespace nabla
