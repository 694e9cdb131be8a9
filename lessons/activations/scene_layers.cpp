#include <algorithm>
#include <cmath>

#include "core/model/model.h"
#include "lessons/activations/scene_common.h"
#include "lessons/kit/histogram_strip.h"
#include "lessons/kit/question_card.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

/// Ten hidden layers from input to output: what each puts out and how large its weights' gradients are, batch by batch.
class LayersView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context, const Dataset& data, bool told);
    float draw_runs(SceneContext& context, ImVec2 at, float width);

    std::shared_ptr<const Dataset> data_;
    std::uint64_t version_ = 0;
    std::string activation_;
    std::vector<StripRow> rows_;
    std::vector<StripColumn> columns_;
    bool told_ = false;           // the gradients stay hidden until they are predicted
    double ratio_ = 0;            // gradient of the first layer over the last hidden one's
};

void LayersView::follow(SceneContext& context, const Dataset& data, bool told) {
    Model* model = plain_probe(context.session);
    rows_.clear();
    if (!model) return;
    const auto stats = layer_stats(*model, context.session.experiment(), data);
    if (stats.empty()) return;
    activation_ = hidden_activation(context.session.experiment());
    const bool one_sided = activation_ == "sigmoid" || activation_ == "relu";
    double high = 1;
    if (activation_ == "relu" || activation_ == "leaky_relu")
        for (const LayerStats& layer : stats)
            for (float value : layer.activations) high = std::max(high, std::min(6.0, std::ceil(double{value})));
    columns_ = {{.title = context.label("activations"), .number_title = context.label("spread"), .low = one_sided ? 0.0 : activation_ == "tanh" ? -1.0 : -high / 4, .high = high, .origin = one_sided ? -1e9 : 0.0},
                {.title = context.label("gradients"), .number_title = context.label("rms"), .low = -12, .high = 0, .powers = true, .origin = -1e9}};
    for (std::size_t i = 0; i < stats.size(); ++i) {
        const LayerStats& layer = stats[i];
        const bool last = i + 1 == stats.size();
        StripRow row{.name = last ? context.label("output") : std::to_string(i + 1), .cells = {}};
        StripCell values{.shares = shares_of(layer.activations, columns_[0].low, columns_[0].high, 48), .number = layer.spread < 0.001 ? power_of_ten(layer.spread) : fixed(layer.spread, 3)};
        StripCell gradients{.shares = shares_of(layer.powers, -12, 0, 48), .number = power_of_ten(layer.gradient), .color = context.ui.theme.negative, .warning = layer.gradient < 1e-6};
        row.cells = {std::move(values), std::move(gradients)};
        rows_.push_back(std::move(row));
    }
    if (!told) {
        columns_.resize(1);
        for (StripRow& row : rows_) row.cells.resize(1);
    }
    const double last = stats.size() > 2 ? stats[stats.size() - 2].gradient : 0;
    ratio_ = last > 0 ? stats.front().gradient / last : 0;
}

float LayersView::draw_runs(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float column = width / static_cast<float>(taught.size());
    draw_text(draw, theme, at, {theme.small}, theme.muted, context.label("accuracy"));
    for (std::size_t i = 0; i < taught.size(); ++i) {
        const KeptRun* run = deep_run(context.session, taught[i]);
        const float x = at.x + column * static_cast<float>(i), y = at.y + 34;
        const double accuracy = run ? last_of(*run, "val_accuracy") : 0;
        draw_text_middle(draw, theme, {x, y}, {12, true}, taught[i] == activation_ ? theme.ink : theme.muted, taught[i]);
        draw_text_middle(draw, theme, {x, y + 19}, {17, true}, !run ? theme.faint : accuracy < 0.3 ? theme.danger : theme.ink, run ? fixed(accuracy, 3) : "–");
    }
    return 68;
}

float LayersView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    const float asked = question_card(context, dies, area.min, area.width()) + 12;
    if (!data) return asked + draw_waiting(context, Box::at({area.min.x, area.min.y + asked}, area.width(), 100));
    const bool told = answered(context.session.lesson_state(), dies.id);
    if (data != data_ || version_ != context.session.weights_version() || told != told_) {
        data_ = data, told_ = told;
        version_ = context.session.weights_version();
        follow(context, *data, told);
    }
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool narrow = area.width() < narrow_below;
    float y = area.min.y + asked;
    draw_segmented(context, "figure.activation", {area.min.x, y}, std::min(area.width(), 420.0f));
    const std::string ratio = std::string(context.label("ratio")) + "  " + power_of_ten(ratio_);
    if (narrow && told) y += ui.control_height() + 4;
    if (told && !rows_.empty()) draw_text_middle(draw, theme, {area.max.x, y + ui.control_height() / 2}, {13}, ratio_ < 1e-3 ? theme.danger : theme.ink, ratio, Align::right);
    y += ui.control_height() + 10;
    if (rows_.empty()) return y - area.min.y + draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("no_fit"));
    const float rest = area.max.y - y - 42 - 84, row = std::clamp(rest / static_cast<float>(rows_.size()), 24.0f, 40.0f);
    y += histogram_strip(ui, {.id = "layers.row", .at = {area.min.x, y}, .width = area.width(), .row_height = row, .columns = columns_, .rows = rows_}) + 14;
    y += draw_runs(context, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_layers_view() { return std::make_unique<LayersView>(); }

}  // namespace nabla::lessons::activations
