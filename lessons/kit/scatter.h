#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Points over two axes of the same kind (prediction over truth), with the diagonal on which both are equal. Points glide
/// to their new places, so that training can be followed by eye.
class Scatter {
public:
    struct Point {
        float x = 0, y = 0;
        bool hollow = false;         // set apart: a value that was cut off
    };
    struct Options {
        std::string_view id, x_name, y_name;
        Box area;
        double low = 0, high = 50, tick = 10;
        int selected = -1;
        bool residuals = false;      // thin lines to the diagonal
        bool pressable = true;       // the nearest point within a finger's reach can be pressed
    };
    /// The point pressed in this frame, or -1.
    int draw(Ui& ui, const Options& options, std::span<const Point> points);
    int hovered() const { return hovered_; }

private:
    void axes(Ui& ui, const Options& options, Box plot) const;
    int nearest(const Options& options, Box plot, std::span<const Point> points, ImVec2 mouse, float reach) const;
    ImVec2 place(const Options& options, Box plot, float x, float y) const;

    std::vector<float> shown_;       // y of each point on its way
    int hovered_ = -1;
};

}  // namespace nabla::kit
