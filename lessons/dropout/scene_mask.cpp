#include <algorithm>

#include "lessons/dropout/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/histogram.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/target.h"

namespace nabla::lessons::dropout {
namespace {

using namespace kit;

constexpr std::size_t bars = 28;
constexpr double shown_for = 0.12;               // seconds
constexpr double lowest = 126, bar_width = 2;   // survivors of 256 at rate 0.4: 153.6, deviation 7.8

/// The masks of one batch as the core draws them: on the network for one sample, and for all 128 samples as a picture.
class MaskView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context, std::uint64_t update, int sample);
    float draw_questions(SceneContext& context, ImVec2 at, float width) const;
    void draw_layers(SceneContext& context, Box box);
    void draw_batch(SceneContext& context, Box box, const State& state);

    std::uint64_t update_ = ~0ull, picture_ = 0;
    double shown_at_ = 0;
    std::string model_;
    int sample_ = -1;
    std::vector<Mask> masks_;
    std::vector<std::vector<bool>> off_;
    std::vector<int> counts_;
    std::vector<float> pixels_;
    Heatmap batch_;
    int survivors_ = 0;
};

void MaskView::follow(SceneContext& context, std::uint64_t update, int sample) {
    Model* model = context.session.probe();
    const std::string now = context.session.experiment().model.dump();
    if (!model || (update == update_ && sample == sample_ && now == model_)) return;
    if (update != update_ || now != model_) {
        masks_ = draw_masks(*model, context.session.experiment().seed, update);
        counts_.assign(bars, 0);
        pixels_.clear();
        for (int row = 0; row < batch_size && !masks_.empty(); ++row) {
            const auto mask = masks_.front().row(static_cast<std::size_t>(row));
            const double at = (survivors_of(mask) - lowest) / bar_width;
            ++counts_[static_cast<std::size_t>(std::clamp(at, 0.0, bars - 1.0))];
            for (float value : mask) pixels_.push_back(value != 0 ? 0.62f : 0.0f);
        }
        ++picture_;
    }
    update_ = update, sample_ = sample, model_ = now;
    off_.clear();
    for (const Mask& mask : masks_) {
        std::vector<bool> off;
        for (float value : mask.row(static_cast<std::size_t>(sample))) off.push_back(value == 0);
        off_.push_back(std::move(off));
    }
    survivors_ = masks_.empty() ? 0 : survivors_of(masks_.front().row(static_cast<std::size_t>(sample)));
}

void MaskView::draw_layers(SceneContext& context, Box box) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto rates = rates_of(context.session.experiment());
    // As wide as their units: every square has one size.
    float total = 0;
    for (const auto& off : off_) total += off.size() > 128 ? 16.0f : 8.0f;
    const float gap = 56, cell = std::min(17.0f, (box.width() - gap * static_cast<float>(off_.size() - 1) - 4) / std::max(1.0f, total));
    const bool told = answered(context.session.lesson_state(), survivors.id);
    float x = box.min.x;
    for (std::size_t k = 0; k < off_.size(); ++k) {
        const int columns = off_[k].size() > 128 ? 16 : 8;
        const float width = cell * static_cast<float>(columns);
        const auto on = static_cast<int>(off_[k].size()) - static_cast<int>(std::ranges::count(off_[k], true));
        const std::string name = std::string(context.label("layer")) + " " + std::to_string(k + 1), rate = std::string(context.label("rate")) + " " + fixed(k < rates.size() ? rates[k] : 0, 1);
        const bool both = text_size(theme, {12}, name + " · " + rate).x <= box.max.x - x;
        draw_text_middle(draw, theme, {x, box.min.y + 8}, {12}, theme.muted, both ? name + " · " + rate : rate);
        const std::string id = "mask.layer." + std::to_string(k);
        const float height = draw_units(context, {.id = id, .at = {x, box.min.y + 22}, .width = width, .columns = columns, .off = off_[k]});
        draw_text_middle(draw, theme, {x, box.min.y + 22 + height + 16}, {17, true}, theme.ink, (told ? std::to_string(on) : "?") + std::string(" / ") + std::to_string(off_[k].size()));
        if (k + 1 < off_.size()) {
            const float from = x + width + 10, y = box.min.y + 22 + height / 2;
            draw->AddLine({from, y}, {from + gap - 24, y}, theme.faint, 1.5f);
            draw->AddTriangleFilled({from + gap - 20, y}, {from + gap - 27, y - 4}, {from + gap - 27, y + 4}, theme.faint);
        }
        x += width + gap;
    }
}

void MaskView::draw_batch(SceneContext& context, Box box, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text_middle(draw, theme, {box.min.x, box.min.y + 8}, {12}, theme.muted, context.label("batch"));
    Box picture = box;
    picture.cut_top(22);
    batch_.set(ui, pixels_, {.width = static_cast<int>(masks_.front().width), .shades = Shades::magnitude, .range = 1, .version = picture_});
    batch_.draw(draw, picture);
    const Cell row{state.sample, 0};
    const Box line = cell_box(picture, batch_size, 1, row);
    draw->AddRect({line.min.x - 2, line.min.y - 1.5f}, {line.max.x + 2, line.max.y + 1.5f}, theme.negative, 1, 0, 1.5f);
    const Target t = target(ui, "mask.batch", picture.min, picture.max);
    if (!t.held) return;
    if (const auto cell = cell_at(picture, batch_size, 1, ImGui::GetIO().MousePos); cell && cell->row != state.sample) ui.set_control("figure.sample", cell->row);
    ui.pointer_taken = true;
}

float MaskView::draw_questions(SceneContext& context, ImVec2 at, float width) const {
    if (width < narrow_below) {
        const float first = question_card(context, recall_gap, at, width) + 10;
        return first + question_card(context, survivors, {at.x, at.y + first}, width);
    }
    const float half = (width - 12) / 2, first = question_card(context, recall_gap, at, half);
    return std::max(first, question_card(context, survivors, {at.x + half + 12, at.y}, half));
}

float MaskView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const State state = State::read(context.session.lesson_state());
    // While the network trains its own batches are shown, each long enough to be seen.
    auto update = static_cast<std::uint64_t>(state.masks) + static_cast<std::uint64_t>(context.session.view().update);
    if (update != update_) {
        const bool too_soon = context.session.state() == Session::State::training && !masks_.empty() && ImGui::GetTime() < shown_at_ + shown_for;
        if (too_soon) update = update_;
        else shown_at_ = ImGui::GetTime();
    }
    follow(context, update, state.sample);
    const bool narrow = area.width() < narrow_below;
    // The question about the lesson before comes first; side by side where there is room. On a phone the figure comes up once both
    // are answered.
    const bool told = answered(context.session.lesson_state(), recall_gap.id) && answered(context.session.lesson_state(), survivors.id);
    const bool below = narrow && told;
    float y = area.min.y;
    if (!below) y += draw_questions(context, {area.min.x, y}, area.width()) + 12;
    if (masks_.empty()) {
        if (!context.session.dataset()) return y - area.min.y + draw_waiting(context, Box::at({area.min.x, y}, area.width(), 160));
        return y - area.min.y + draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("no_dropout"));
    }
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.next", 180);
    draw_text_middle(draw, theme, {area.min.x + 196, y + ui.control_height() / 2}, {13}, theme.muted, std::string(context.label("batch_number")) + " " + std::to_string(update + 1));
    if (narrow) y += ui.control_height() + 6;
    const float field = narrow ? area.width() : std::min(280.0f, area.width() - 290);
    ImGui::SetCursorScreenPos({narrow ? area.min.x : area.max.x - field, y});
    control(ui, context.session, "figure.sample", field);
    y += ui.control_height() + 12;
    const float left = narrow ? area.width() : area.width() * 0.62f, right = narrow ? area.width() : area.width() - left - 24;
    const float cell = std::min(17.0f, (left - 60) / 24), layers = 22 + cell * 16 + 36;
    draw_layers(context, Box::at({area.min.x, y}, left, layers));
    if (narrow) y += layers + 14;
    const float height = narrow ? 190.0f : layers - 10;
    draw_batch(context, Box::at({narrow ? area.min.x : area.min.x + left + 24, y}, right, height), state);
    y += (narrow ? height : layers) + 14;
    if (!answered(context.session.lesson_state(), survivors.id)) return y - area.min.y + draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("hidden"));
    draw_text_middle(draw, theme, {area.min.x, y + 8}, {12}, theme.muted, context.label("histogram"));
    histogram(ui, {.id = "mask.count", .area = Box::at({area.min.x, y + 10}, area.width(), 120), .counts = counts_, .low = lowest, .width = bar_width, .selected = static_cast<int>((survivors_ - lowest) / bar_width), .pressable = false});
    y += 136;
    if (below) y += 6 + draw_questions(context, {area.min.x, y + 6}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_mask_view() { return std::make_unique<MaskView>(); }

}  // namespace nabla::lessons::dropout
