#include "lessons/mnist/scene_weights.h"

#include <cmath>
#include <utility>

#include "core/session/control_groups.h"
#include "lessons/kit/legend.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"

namespace nabla::lessons::mnist {

using namespace kit;

void WeightsView::follow(SceneContext& context) {
    const Experiment& e = context.session.experiment();
    const std::string model = e.model.dump() + std::to_string(e.seed);
    if (version_ == context.session.weights_version() && model == model_) return;
    version_ = context.session.weights_version();
    model_ = model;
    now_.clear();
    units_ = 0;
    const Model* probe = context.session.probe();
    if (!probe) return;
    const auto kernel = first_kernel(*probe, units_);
    now_.assign(kernel.begin(), kernel.end());
    still_ = still_weights(*probe, e);
    // The largest weights are few: a range that a hundredth of them exceeds shows the rest better.
    double squares = 0;
    for (float w : now_) squares += double{w} * w;
    range_ = now_.empty() ? 1 : std::max(1e-6f, 3 * static_cast<float>(std::sqrt(squares / static_cast<double>(now_.size()))));
}

std::vector<float> WeightsView::of_neuron(std::span<const float> kernel, int neuron) const {
    std::vector<float> picture(image_pixels);
    for (std::size_t p = 0; p < picture.size(); ++p) picture[p] = kernel[p * static_cast<std::size_t>(units_) + static_cast<std::size_t>(neuron)];
    return picture;
}

void WeightsView::draw_triple(SceneContext& context, int neuron, Box box) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto start = of_neuron(still_.start, neuron), now = of_neuron(now_, neuron);
    std::vector<float> change(start.size());
    for (std::size_t i = 0; i < change.size(); ++i) change[i] = now[i] - start[i];
    const std::span<const float> values[] = {start, now, change};
    const char* names[] = {context.label("start"), context.label("now"), context.label("change")};
    constexpr float caption = 22;
    const float space = 16, side = std::min((box.width() - 2 * space) / 3, box.height() - caption);
    for (int i = 0; i < 3; ++i) {
        const ImVec2 at{theme.snap(box.min.x + static_cast<float>(i) * (side + space)), box.min.y};
        draw_text(draw, theme, at, {theme.small}, theme.muted, names[i]);
        const Box picture = Box::at({at.x, theme.snap(at.y + caption)}, side, side);
        pictures_[i].set(ui, values[i], {.width = image_side, .shades = Shades::signed_values, .range = range_, .version = version_ * 1000 + static_cast<std::uint64_t>(neuron)});
        pictures_[i].draw(draw, picture);
        const std::string id = "weights." + std::to_string(i);
        const Target t = figure_target(ui, id, picture.min, picture.max);
        const auto cell = t.shown() ? cell_at(picture, image_side, image_side, ImGui::GetMousePos()) : std::nullopt;
        if (!cell) continue;
        const auto pixel = static_cast<std::size_t>(cell->row * image_side + cell->column);
        const std::string place = std::to_string(cell->row) + ", " + std::to_string(cell->column);
        const std::string a = fixed(start[pixel], 5), b = fixed(now[pixel], 5), c = change[pixel] == 0 ? "0" : fixed(change[pixel], 5);
        const InspectorLine lines[] = {{names[0], a}, {names[1], b}, {names[2], c}};
        inspector(ui, cell_box(picture, image_side, image_side, *cell).center(), place, lines);
    }
}

float WeightsView::draw_still(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (!answered(context.session.lesson_state(), border.id)) return 0;   // it would be the answer
    const std::pair<std::string, const char*> numbers[] = {{thousands(still_.pixels), context.label("still")}, {thousands(still_.weights), context.label("still_weights")}};
    float x = at.x, y = at.y;
    for (const auto& [number, words] : numbers) {
        const float number_width = text_size(theme, {20, true}, number).x, all = number_width + 8 + text_size(theme, {13}, words).x;
        if (x > at.x && x + all > at.x + width) x = at.x, y += 28;
        draw_text_middle(draw, theme, {x, y + 14}, {20, true}, theme.ink, number);
        draw_text_middle(draw, theme, {x + number_width + 8, y + 15}, {13}, theme.muted, words);
        x += all + 26;
    }
    return y + 36 - at.y;
}

float WeightsView::draw(SceneContext& context, Box area) {
    follow(context);
    Ui& ui = context.ui;
    float y = area.min.y + question_card(context, border, area.min, area.width()) + 16;
    if (now_.empty() || still_.start.size() != now_.size()) return y - area.min.y + draw_waiting(context, {{area.min.x, y}, area.max}, context.label("no_kernel"));
    const State state = State::read(context.session.lesson_state());
    const int neuron = std::min(state.neuron, units_ - 1);
    draw_text(ImGui::GetWindowDrawList(), ui.theme, {area.min.x, y}, {13}, ui.theme.ink, std::string(context.label("neuron")) + " " + std::to_string(neuron));
    y += 24;
    const float triple = std::min((area.width() - 32) / 3, 176.0f) + 24;
    draw_triple(context, neuron, Box::at({area.min.x, y}, area.width(), triple));
    y += triple + 8;
    const LegendItem signs[] = {{context.label("positive"), ui.theme.signed_color(0.7f, 1), LegendItem::Mark::band}, {context.label("negative"), ui.theme.signed_color(-0.7f, 1), LegendItem::Mark::band}};
    y += legend(ui, {area.min.x, y}, area.width(), signs) + 6;
    y += draw_still(context, {area.min.x, y}, area.width());
    const Box grid{{area.min.x, y}, {area.max.x, std::max(area.max.y, y + 130)}};
    ImageGrid::Options options{
        .id = "neuron", .area = grid, .count = static_cast<std::size_t>(units_), .cell = 48, .version = version_,
        .paint = [&](std::size_t item, std::span<ImU32> out) {
            const auto picture = of_neuron(now_, static_cast<int>(item));
            for (std::size_t i = 0; i < out.size(); ++i) out[i] = ui.theme.signed_color(picture[i], range_);
        },
        .name = [](std::size_t item) { return static_cast<std::uint32_t>(item); }, .selected = neuron};
    if (const long pressed = grid_.draw(ui, options); pressed >= 0) ui.set_control("figure.neuron", pressed);
    return grid.max.y - area.min.y;
}

}  // namespace nabla::lessons::mnist
