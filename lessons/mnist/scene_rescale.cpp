#include <cmath>

#include "core/model/model.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

constexpr int shown_pixel_row = 14;

/// The same network on bytes and on 0..1, side by side: what one pixel is, how large the first sums are, how training went.
class RescaleView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Line {
        std::string name, value;
        ImU32 color = 0;
    };
    void measure(SceneContext& context, const Dataset& data);
    std::vector<Line> lines(const SceneContext& context, bool scaled, const KeptRun* run) const;
    float draw_card(SceneContext& context, Box box, bool scaled, const KeptRun* run);

    std::string measured_;       // the model and seed that sum_ belongs to
    double sum_ = 0;             // mean |z| of the first layer for inputs in 0..1, before training
    int byte_ = 0;
};

/// Over 40 digits and every unit of the first layer, with the initial weights (their biases are 0).
void RescaleView::measure(SceneContext& context, const Dataset& data) {
    const Experiment& e = context.session.experiment();
    const std::string key = e.model.dump() + std::to_string(e.seed);
    if (key == measured_) return;
    measured_ = key;
    sum_ = 0;
    const auto inputs = e.input_shapes();
    if (inputs.empty()) return;
    Model fresh(e.model, inputs);
    fresh.initialize(e.seed);
    int units = 0;
    const auto kernel = first_kernel(fresh, units);
    constexpr std::size_t digits = 40;
    if (kernel.empty()) return;
    std::vector<double> z(static_cast<std::size_t>(units));
    for (std::size_t row = 0; row < digits; ++row) {
        std::ranges::fill(z, 0.0);
        const auto bytes = picture_bytes(data.train, row);
        for (std::size_t p = 0; p < bytes.size(); ++p)
            if (bytes[p])
                for (std::size_t u = 0; u < z.size(); ++u) z[u] += bytes[p] / 255.0 * kernel[p * z.size() + u];
        for (double value : z) sum_ += std::abs(value) / static_cast<double>(digits * z.size());
    }
    const auto first = picture_bytes(data.train, 0);
    for (int column = 0; column < image_side && byte_ == 0; ++column) {
        const int value = first.empty() ? 0 : first[static_cast<std::size_t>(shown_pixel_row * image_side + column)];
        if (value > 40 && value < 250) byte_ = value;
    }
}

std::string loss_text(double loss) {
    char number[32];
    if (!std::isfinite(loss)) return "NaN";
    return loss < 1000 ? fixed(loss, 3) : std::string(format_number(number, loss, 2));
}

std::vector<RescaleView::Line> RescaleView::lines(const SceneContext& context, bool scaled, const KeptRun* run) const {
    const Theme& theme = context.ui.theme;
    const double factor = scaled ? 1 : 255;
    std::vector<Line> out;
    out.push_back({context.label("pixel"), scaled ? std::to_string(byte_) + " / 255 = " + fixed(byte_ / 255.0, 3) : std::to_string(byte_)});
    out.push_back({context.label("sum"), fixed(sum_ * factor, scaled ? 3 : 1)});
    if (!run) {
        out.push_back({context.label("not_yet"), "", theme.muted});
        return out;
    }
    double peak = 0;
    for (const auto& point : run->batch_points) peak = std::isfinite(point.loss) ? std::max(peak, double{point.loss}) : point.loss;
    const auto* loss = run->history.find("loss");
    const auto* accuracy = run->history.find("val_accuracy");
    const bool ended = loss && !loss->empty() && accuracy && !accuracy->empty();
    out.push_back({context.label("peak"), loss_text(peak), peak > 10 ? theme.danger : 0});
    out.push_back({context.label("loss"), ended ? loss_text(loss->back()) : "…"});
    out.push_back({context.label("accuracy"), ended ? fixed(accuracy->back(), 3) : "…", ended && accuracy->back() < 0.3 ? theme.danger : 0});
    return out;
}

float RescaleView::draw_card(SceneContext& context, Box box, bool scaled, const KeptRun* run) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto all = lines(context, scaled, run);
    constexpr float pad = 16, row = 27, rows = 5;
    const float control = ui.control_height(), height = pad + 30 + row * rows + 10 + control + pad;
    box.max.y = box.min.y + height;
    const bool present = context.session.experiment().dataset.rescale == scaled;
    draw->AddRectFilled(box.min, box.max, theme.surface, theme.radius + 2);
    if (present) draw->AddRect(box.min, box.max, theme.accent, theme.radius + 2, 0, 1.5f);
    const Box inner = box.inset(pad);
    draw_text_middle(draw, theme, {inner.min.x, inner.min.y + 9}, {theme.large}, theme.ink, context.label(scaled ? "scaled" : "raw"));
    float y = inner.min.y + 30;
    for (const Line& line : all) {
        const float value = text_size(theme, {13, true}, line.value).x;
        draw_text_cut(draw, theme, {inner.min.x, y + row / 2}, inner.width() - value - 8, {13}, line.value.empty() ? line.color : theme.muted, line.name);
        draw_text_middle(draw, theme, {inner.max.x, y + row / 2}, {13, true}, line.color ? line.color : theme.ink, line.value, Align::right);
        y += row;
    }
    ImGui::SetCursorScreenPos({inner.min.x, inner.max.y - control});
    const ButtonOptions options{.width = inner.width(), .enabled = !present};
    if (button(ui, scaled ? "rescale.use_scaled" : "rescale.use_raw", context.label(present ? "present" : "train_this"), options)) ui.set_control("dataset.rescale", scaled);
    return height;
}

float RescaleView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    if (!data) return draw_waiting(context, area, context.label("loading"));
    measure(context, *data);
    const RescaleRuns runs = rescale_runs(context.session);
    const bool narrow = area.width() < narrow_below;
    const float width = narrow ? area.width() : (area.width() - 16) / 2;
    float y = area.min.y + question_card(context, raw_bytes, area.min, area.width()) + 16;
    const float first = draw_card(context, Box::at({area.min.x, y}, width, 0), false, runs.raw);
    if (narrow) y += first + 12;
    const float second = draw_card(context, Box::at({narrow ? area.min.x : area.min.x + width + 16, y}, width, 0), true, runs.scaled);
    return y + second - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_rescale_view() { return std::make_unique<RescaleView>(); }

}  // namespace nabla::lessons::mnist
