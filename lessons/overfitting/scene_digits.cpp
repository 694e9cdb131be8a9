#include <algorithm>

#include "lessons/kit/heatmap.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"
#include "lessons/overfitting/scene_common.h"

namespace nabla::lessons::overfitting {
namespace {

using namespace kit;

constexpr std::size_t pixels = 784, shown_digits = 10;

/// A thousand digits learned by heart, with their own labels or with labels dealt out at random.
class DigitsView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_digits(SceneContext& context, ImVec2 at, float width);

    Heatmap digits_[shown_digits];
    std::shared_ptr<const Dataset> data_;
    std::uint64_t version_ = 0;
    Plot accuracy_, loss_;
};

float DigitsView::draw_digits(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto data = context.session.dataset();
    if (!data || !data->train.x.is_bytes() || data->train.x.sample_shape().elements() != pixels) return 0;
    if (data != data_) data_ = data, ++version_;
    const float gap = 8;
    const std::size_t count = width < 420 ? 6 : shown_digits;
    const float side = std::min((width - gap * static_cast<float>(count - 1)) / static_cast<float>(count), 56.0f);
    for (std::size_t i = 0; i < count; ++i) {
        const auto bytes = data->train.x.bytes().subspan(i * pixels, pixels);
        std::vector<float> values(bytes.begin(), bytes.end());
        digits_[i].set(context.ui, values, {.width = 28, .range = 255, .version = version_});
        const Box box = Box::at({at.x + static_cast<float>(i) * (side + gap), at.y}, side, side);
        digits_[i].draw(draw, box);
        draw->AddRect(box.min, box.max, theme.line, 2);
        const std::size_t width_of_target = static_cast<std::size_t>(data->train.target_width);
        const auto label = true_class(std::span(data->train.y).subspan(i * width_of_target, width_of_target));
        draw_text_middle(draw, theme, {box.center().x, box.max.y + 11}, {13, true}, context.session.experiment().dataset.shuffle_targets ? theme.warning : theme.ink, std::to_string(label), Align::center);
    }
    return side + 26;
}

float DigitsView::draw(SceneContext& context, Box area) {
    Session& session = context.session;
    const Theme& theme = context.ui.theme;
    session.want_data();
    const bool shuffled = session.step().id == "shuffled";
    float y = area.min.y + question_card(context, shuffled ? random_labels : memory, area.min, area.width()) + 14;
    y += draw_digits(context, {area.min.x, y}, area.width()) + 8;
    const History& history = session.view().history;
    const auto last = [&](const char* name) {
        const auto* values = history.find(name);
        return values && !values->empty() ? values->back() : -1;
    };
    const double train = last("accuracy"), validation = last("val_accuracy");
    const float third = area.width() / 3;
    counter(context, {area.min.x, y}, context.label("train_accuracy"), train < 0 ? "–" : fixed(train, 3), theme.accent);
    counter(context, {area.min.x + third, y}, context.label("val_accuracy"), validation < 0 ? "–" : fixed(validation, 3), theme.series_color(1));
    counter(context, {area.min.x + 2 * third, y}, context.label("gap"), train < 0 || validation < 0 ? "–" : fixed(train - validation, 3), theme.ink);
    y += 58;
    const bool beside = area.width() >= 620;
    const float height = std::clamp(area.max.y - y - 8, 190.0f, 340.0f), width = beside ? (area.width() - 24) / 2 : area.width();
    draw_history(context, accuracy_, Box::at({area.min.x, y}, width, height), "accuracy", context.label("accuracy"), "accuracy", 1.02);
    const double top = shuffled ? 7 : 1;
    const Box second = beside ? Box::at({area.min.x + width + 24, y}, width, height) : Box::at({area.min.x, y + height + 14}, width, height);
    draw_history(context, loss_, second, "loss", context.label("loss"), "loss", top);
    return second.max.y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_digits_view() { return std::make_unique<DigitsView>(); }

}  // namespace nabla::lessons::overfitting
