#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/contours.h"
#include "lessons/kit/texture.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct SurfacePoint {
    double x = 0, y = 0;
};

/// The way of an optimizer over a surface.
struct SurfacePath {
    std::string_view name = {};            // beside its head
    std::span<const SurfacePoint> points;
    double upto = 1e9;                     // updates that are shown; a fraction moves the head along
    ImU32 color = 0;
    bool dots = true;                      // at every place
    bool dashed = false;                   // where there are more paths than colours
    float width = 2;
};
/// What a rule has in hand at the head of a path: a gradient, a velocity.
struct SurfaceArrow {
    SurfacePoint from, by;
    ImU32 color = 0;
    std::string_view name = {};
};
/// A box about a place: how much has been accumulated along either axis.
struct SurfaceBox {
    SurfacePoint center;
    float width = 10, height = 10;         // pixels
    ImU32 color = 0;
};

/// A loss of two parameters seen from above: a colour field, paper where it is low, with labelled contour lines. The field is computed
/// when `version` or a range changes. Begin with draw(); paths, arrows, boxes and marks lie on top in the order of the calls. End
/// with names(): they lie above all of it, each clear of those before it.
class Surface {
public:
    struct Options {
        std::string_view id, x_name, y_name;
        Box area;                          // numbers and names included
        double x_low = -1, x_high = 1, y_low = -1, y_high = 1;
        bool square = false;               // one unit is as long on both axes: the ranges grow
        std::function<double(double x, double y)> value;
        std::uint64_t version = 0;
        std::string_view value_name = {};  // of the read-out
        bool pressable = true;
        int levels = 9;
    };
    /// The place that was pressed in this frame.
    std::optional<SurfacePoint> draw(Ui& ui, const Options& options);

    // surface_marks.cpp
    void path(const Ui& ui, const SurfacePath& path);
    void arrow(const Ui& ui, const SurfaceArrow& arrow) const;
    void box(const Ui& ui, const SurfaceBox& box) const;
    /// A dashed line all the way along x: a ridge, a floor.
    void level(const Ui& ui, double y, ImU32 color, std::string_view name = {}) const;
    /// A cross: the minimum.
    void mark(const Ui& ui, SurfacePoint at, ImU32 color, std::string_view name = {}) const;

    void names(const Ui& ui) const;

    Box plot() const { return plot_; }
    ImVec2 place(SurfacePoint p) const;
    SurfacePoint point_at(ImVec2 screen) const;
    /// Where the walk stands after `upto` updates.
    static SurfacePoint head(std::span<const SurfacePoint> points, double upto);

private:
    static constexpr int columns = 121, rows = 91;   // nodes of the field
    struct Range {
        double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
        bool operator==(const Range&) const = default;
    };
    void layout(const Options& options);
    void compute(Ui& ui, const Options& options);
    void draw_lines(const Ui& ui);
    void draw_labels(const Ui& ui, std::span<const Box> crosses, const std::vector<bool>& walked) const;
    void tread(std::span<const SurfacePoint> points);
    void draw_axes(const Ui& ui, const Options& options) const;
    enum class Side { left, right };
    void add_name(const Ui& ui, ImVec2 beside, Side side, float rise, float size, ImU32 color, std::string_view name) const;

    Box plot_{};
    Range range_, computed_;
    std::uint64_t version_ = ~0ull;
    bool dark_ = false;
    Levels levels_;
    std::vector<double> nodes_;
    std::vector<Contour> lines_;
    Texture field_;
    Ticks x_ticks_, y_ticks_;
    std::vector<ImVec2> stroke_;
    struct Name {
        Box box;
        float size;
        ImU32 color;
        std::string text;
    };
    mutable std::vector<Name> names_;      // of this frame
    mutable std::vector<Box> crosses_;     // of this frame; the next one's numbers keep clear of them
    std::vector<bool> walked_;             // nodes that a path of this frame, shown or still to come, leads over: of these, too
    mutable std::vector<Box> taken_;       // by contours' numbers, names and heads
};

}  // namespace nabla::kit
