#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/scroll.h"
#include "lessons/kit/texture.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Small pictures of one size in a grid that scrolls; only what is in sight is painted, so there may be 60,000.
class ImageGrid {
public:
    struct Options {
        std::string_view id;
        Box area;
        std::size_t count = 0;
        int pixels = 28;                        // side of a picture
        float cell = 48, caption = 0;           // CSS px; caption: height of a line below each picture
        std::uint64_t version = 0;              // of what stands where: all is painted anew when it changes
        std::function<void(std::size_t item, std::span<ImU32> out)> paint;          // pixels x pixels colours
        std::function<std::uint32_t(std::size_t item)> name;                        // part of the widget's name: "ID.NAME"
        std::function<void(ImDrawList*, std::size_t item, Box picture, Box cell)> over = {};  // marks above a picture
        long selected = -1;
    };
    /// The item pressed in this frame, or -1.
    long draw(Ui& ui, const Options& options);
    long hovered() const { return hovered_; }
    /// Scrolls so that this item is in sight.
    void reveal(const Options& options, std::size_t item);

private:
    struct Layout {
        int columns = 1;
        float cell_width = 0, cell_height = 0;
    };
    static Layout layout(const Options& options);
    void prepare_atlas(Ui& ui, const Options& options, std::size_t visible);
    Box slot(Ui& ui, const Options& options, std::size_t item);   // corners in the atlas, in pixels

    Scroll scroll_;
    Texture atlas_;
    std::vector<std::uint64_t> painted_;        // item + 1 in each slot of the atlas; 0: none
    int atlas_columns_ = 1;
    std::uint64_t version_ = 0;
    bool dark_ = false, changed_ = false;
    long hovered_ = -1;
};

}  // namespace nabla::kit
