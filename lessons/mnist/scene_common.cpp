#include "lessons/mnist/scene_common.h"

#include "lessons/kit/widgets.h"

namespace nabla::lessons::mnist {

using namespace kit;

std::span<const std::uint8_t> picture_bytes(const Part& part, std::size_t row) {
    if (!part.x.is_bytes() || row >= static_cast<std::size_t>(part.rows()) || part.x.sample_shape().elements() != image_pixels) return {};
    return part.x.bytes().subspan(row * image_pixels, image_pixels);
}

void paint_picture(const Theme& theme, std::span<const std::uint8_t> bytes, std::span<ImU32> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = kit::shade(theme, Shades::ink, i < bytes.size() ? static_cast<float>(bytes[i]) : 0, 255);
}

std::vector<float> picture_values(std::span<const std::uint8_t> bytes) {
    std::vector<float> values(image_pixels);
    for (std::size_t i = 0; i < bytes.size(); ++i) values[i] = static_cast<float>(bytes[i]) / 255;
    return values;
}

std::uint64_t picture_version(bool test, std::size_t row) { return (std::uint64_t{test} << 40) | (row + 1); }

void draw_picture(SceneContext& context, Heatmap& map, Box box, std::span<const std::uint8_t> bytes, std::uint64_t version) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (!bytes.empty()) {
        map.set(context.ui, picture_values(bytes), {.width = image_side, .version = version});
        map.draw(draw, box);
    }
    draw->AddRect(box.min, box.max, theme.line, 2, 0, theme.hairline);
}

float digit_chips(SceneContext& context, const DigitChips& options) {
    Ui& ui = context.ui;
    const float height = ui.touch ? 44.0f : 30.0f, space = 4;
    const auto button_of = [&](int digit) {
        return ButtonOptions{.look = ButtonOptions::Look::quiet, .width = digit < 0 ? 0 : height, .height = height, .selected = digit == options.value};
    };
    ImVec2 at = options.at;
    for (int digit = options.all.empty() ? 0 : -1; digit < 10; ++digit) {
        const std::string label = digit < 0 ? options.all : std::to_string(digit), value = digit < 0 ? "" : label;
        const ButtonOptions look = button_of(digit);
        const float width = button_width(ui, label, look);
        if (at.x > options.at.x && at.x + width > options.at.x + options.width + 1) at = {options.at.x, at.y + height + space};
        ImGui::SetCursorScreenPos(at);
        if (button(ui, options.control + "." + (value.empty() ? "all" : value), label, look)) ui.set_control(options.control, value);
        at.x += width + space;
    }
    return at.y + height - options.at.y;
}

}  // namespace nabla::lessons::mnist
