#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/scene.h"
#include "lessons/kit/scroll.h"

namespace nabla::kit {

/// The picture of one step. `area` is the place there is; a view may need more height and then scrolls.
class View {
public:
    virtual ~View() = default;
    /// Draws from area.min on and returns the height used.
    virtual float draw(SceneContext& context, Box area) = 0;
};

/// A scene with a view a step, made when its step is first shown; each scrolls where it is taller than its place.
class StepScene : public Scene {
public:
    struct StepView {
        std::string_view step;
        std::unique_ptr<View> (*make)();
    };
    /// `views` outlives the scene. A step that is not among them stays empty.
    explicit StepScene(std::span<const StepView> views) : views_(views) {}

    void draw(SceneContext& context) override;
    bool draws_control(std::string_view id) const override { return id.starts_with("figure."); }
    bool wants_plots(std::string_view, bool) const override { return false; }

private:
    struct Shown {
        std::unique_ptr<View> view;
        Scroll scroll;
    };
    std::span<const StepView> views_;
    std::map<std::string_view, Shown> shown_;
};

constexpr float narrow_below = 520;   // CSS pixels: what stands side by side in a wider figure is stacked

/// Words in the middle of an area while its data are on their way, the step's label "loading" unless others are given, and how much
/// has come. Returns the height.
float draw_waiting(SceneContext& context, Box area, std::string_view words = {});
/// A sentence in the muted face; returns its height.
float note(SceneContext& context, ImVec2 at, float width, std::string_view words);

}  // namespace nabla::kit
