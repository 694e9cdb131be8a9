#include "lessons/kit/image_grid.h"

#include <cmath>
#include <string>

#include "lessons/kit/target.h"

namespace nabla::kit {

ImageGrid::Layout ImageGrid::layout(const Options& options) {
    Layout l;
    const float width = options.area.width() - 8;   // room for the scroll bar
    l.columns = std::max(1, static_cast<int>(width / options.cell));
    l.cell_width = width / static_cast<float>(l.columns);
    l.cell_height = options.cell + options.caption;
    return l;
}

/// The atlas holds as many pictures as can be seen at once; item i has slot i modulo that.
void ImageGrid::prepare_atlas(Ui& ui, const Options& options, std::size_t visible) {
    const std::size_t slots = std::max<std::size_t>(visible, 1);
    if (painted_.size() < slots) {
        atlas_columns_ = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(slots)))));
        const int rows = static_cast<int>((slots + static_cast<std::size_t>(atlas_columns_) - 1) / static_cast<std::size_t>(atlas_columns_));
        // A rim of one pixel keeps neighbours apart where pictures are blended.
        atlas_.resize(ui.textures, atlas_columns_ * (options.pixels + 2), rows * (options.pixels + 2), true);
        painted_.assign(static_cast<std::size_t>(atlas_columns_ * rows), 0);
    }
    if (version_ == options.version && dark_ == ui.theme.dark) return;
    std::ranges::fill(painted_, 0);
    version_ = options.version;
    dark_ = ui.theme.dark;
}

Box ImageGrid::slot(Ui& ui, const Options& options, std::size_t item) {
    const std::size_t at = item % painted_.size();
    const int column = static_cast<int>(at) % atlas_columns_, row = static_cast<int>(at) / atlas_columns_, side = options.pixels;
    const int left = column * (side + 2) + 1, top = row * (side + 2) + 1;
    if (painted_[at] != item + 1) {
        std::vector<ImU32> picture(static_cast<std::size_t>(side * side));
        options.paint(item, picture);
        const auto pixels = atlas_.pixels();
        const auto put = [&](int x, int y, ImU32 color) { pixels[static_cast<std::size_t>(y * atlas_.width() + x)] = color; };
        for (int y = -1; y <= side; ++y)
            for (int x = -1; x <= side; ++x) {
                const int sx = std::clamp(x, 0, side - 1), sy = std::clamp(y, 0, side - 1);
                put(left + x, top + y, picture[static_cast<std::size_t>(sy * side + sx)]);
            }
        painted_[at] = item + 1;
        changed_ = true;
    }
    (void)ui;
    return Box::at({static_cast<float>(left), static_cast<float>(top)}, static_cast<float>(side), static_cast<float>(side));
}

void ImageGrid::reveal(const Options& options, std::size_t item) {
    const Layout l = layout(options);
    scroll_.reveal(static_cast<float>(item / static_cast<std::size_t>(l.columns)) * l.cell_height, l.cell_height);
}

long ImageGrid::draw(Ui& ui, const Options& options) {
    const Layout l = layout(options);
    const auto columns = static_cast<std::size_t>(l.columns);
    const std::size_t rows = (options.count + columns - 1) / columns;
    const auto rows_in_sight = static_cast<std::size_t>(options.area.height() / l.cell_height) + 2;
    prepare_atlas(ui, options, rows_in_sight * columns);

    const Box content = scroll_.begin(ui, options.id, options.area);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float scrolled = options.area.min.y - content.min.y;
    const auto first = std::min(rows, static_cast<std::size_t>(std::max(0.0f, scrolled / l.cell_height)));
    const std::size_t end = std::min(options.count, (first + rows_in_sight) * columns);
    const float side = options.cell - 6;
    long pressed = -1;
    hovered_ = -1;
    for (std::size_t item = first * columns; item < end; ++item) {
        const Box cell = Box::at({content.min.x + l.cell_width * static_cast<float>(item % columns), content.min.y + l.cell_height * static_cast<float>(item / columns)},
                                 l.cell_width, l.cell_height);
        const Box part = slot(ui, options, item);
        const Box picture = Box::at({ui.theme.snap(cell.min.x + (l.cell_width - side) / 2), ui.theme.snap(cell.min.y + 3)}, side, side);
        const Target t = target(ui, std::string(options.id) + "." + std::to_string(options.name(item)), cell.min, cell.max);
        if (t.pressed) pressed = static_cast<long>(item);
        if (t.hovered) hovered_ = static_cast<long>(item);
        atlas_.draw_part(draw, picture.min, picture.max, part.min, part.max);
        const bool selected = static_cast<long>(item) == options.selected;
        if (selected || t.hovered)
            draw->AddRect({picture.min.x - 2, picture.min.y - 2}, {picture.max.x + 2, picture.max.y + 2}, selected ? ui.theme.accent : with_alpha(ui.theme.accent, 0.5f), 4, 0,
                          selected ? 2.0f : 1.0f);
        if (options.over) options.over(draw, item, picture, cell);
    }
    if (changed_) atlas_.changed();
    changed_ = false;
    scroll_.end(ui, l.cell_height * static_cast<float>(rows));
    return pressed;
}

}  // namespace nabla::kit
