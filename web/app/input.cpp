#include "web/app/input.h"

#include <SDL.h>
#include <imgui_impl_sdl2.h>

#include <algorithm>

namespace nabla {

bool Input::poll(float width, float height) {
    bool any = false;
    pinch = 1;
    for (SDL_Event event; SDL_PollEvent(&event);) {
        any = true;
        ImGui_ImplSDL2_ProcessEvent(&event);
        switch (event.type) {
            case SDL_QUIT: quit = true; break;
            case SDL_MOUSEMOTION: touch = event.motion.which == SDL_TOUCH_MOUSEID; break;
            case SDL_MOUSEBUTTONDOWN: touch = event.button.which == SDL_TOUCH_MOUSEID; break;
            case SDL_MULTIGESTURE:
                if (event.mgesture.numFingers != 2) break;
                // dDist is the change of the fingers' distance from their middle, as a part of the window.
                pinch *= std::clamp(1 + 4 * event.mgesture.dDist, 0.5f, 2.0f);
                pinch_center = {event.mgesture.x * width, event.mgesture.y * height};
                break;
            default: break;
        }
    }
    return any;
}

}  // namespace nabla
