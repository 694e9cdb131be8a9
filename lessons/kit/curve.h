#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "lessons/kit/axes.h"
#include "lessons/kit/values.h"

namespace nabla::kit {

/// y over x: curves, a band around one, points, and an input that can be dragged along the x axis. Begin with draw(), which paints the
/// axes; the rest in the order in which it lies on top of each other.
class Curve {
public:
    struct Options {
        std::string_view id;
        Axes::Options axes;
    };
    void draw(Ui& ui, const Options& options);

    struct Line {
        Values x, y;                  // NaN is a gap
        ImU32 color = 0;
        float width = 2;
        bool dashed = false;
        std::string_view name = {};   // at the line's right end, inside of the drawing
    };
    void line(const Ui& ui, const Line& line);
    /// Between y - half and y + half.
    void band(Values x, Values y, double half, ImU32 color);
    void points(const Ui& ui, Values x, Values y, ImU32 color, float radius = 4, bool hollow = false) const;
    /// A level across the drawing with its name below the left end.
    void level(const Ui& ui, double y, ImU32 color, std::string_view name) const;

    /// The whole drawing answers to the pointer: pressed or dragged, the input goes there. Marks (x, y) with threads to both axes.
    /// Returns the input that the learner chose in this frame, a multiple of `step`.
    std::optional<double> handle(Ui& ui, double x, double y, ImU32 color, double step = 0.01);
    /// The pointer's x while it is over the drawing (or the finger's); for read-outs.
    std::optional<double> hovered(Ui& ui) const;
    const Axes& axes() const { return axes_; }

private:
    Axes axes_;
    Options options_;
    std::vector<ImVec2> points_;
};

}  // namespace nabla::kit
