#include <algorithm>
#include <array>
#include <cmath>

#include "lessons/dropout/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/distribution.h"
#include "lessons/kit/number_card.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::dropout {
namespace {

using namespace kit;

constexpr std::size_t shown_units = 16;

/// Sixteen values of a hidden layer without a mask, masked, and masked with the factor; then the layer's whole sum under
/// one mask after another.
class ScaleView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context);
    float draw_bars(SceneContext& context, ImVec2 at, float width, const State& state);

    std::uint64_t version_ = ~0ull;
    std::shared_ptr<const Dataset> data_;
    std::vector<float> values_;    // the first hidden layer's outputs for training image 0
};

void ScaleView::follow(SceneContext& context) {
    Model* model = plain_probe(context.session);
    const auto data = context.session.dataset();
    values_.clear();
    if (!model || !data || model->nodes().size() < 2 || predict(*model, *data, 0, false, 1, 0).empty()) return;
    const auto hidden = model->activation(1, 1).flat();
    values_.assign(hidden.begin(), hidden.end());
}

float ScaleView::draw_bars(SceneContext& context, ImVec2 at, float width, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto kept = keep(values_.size(), state.rate, state.draws - 1);
    const float factor_now = static_cast<float>(1 / (1 - state.rate));
    // The first units that say anything: a zero has nothing to show.
    std::vector<std::size_t> units;
    float most = 1e-3f;
    for (std::size_t i = 0; i < values_.size() && units.size() < shown_units; ++i)
        if (values_[i] > 0) units.push_back(i), most = std::max(most, values_[i]);
    most *= std::max(1.7f, std::min(factor_now, 3.0f));
    const std::array<const char*, 3> names = {context.label("none"), context.label("masked"), context.label("scaled")};
    float name = 0;
    if (width >= narrow_below)
        for (const char* one : names) name = std::max(name, text_size(theme, {13}, one).x + 16);
    const float row = width < narrow_below ? 98.0f : 74.0f, left = at.x + name;
    const float step = (width - name) / static_cast<float>(std::max<std::size_t>(1, units.size()));
    for (int r = 0; r < 3; ++r) {
        const float top = at.y + row * static_cast<float>(r) + (name == 0 ? 26.0f : 4.0f), bottom = at.y + row * static_cast<float>(r + 1) - 6;
        draw_text_middle(draw, theme, {at.x, name == 0 ? top - 10 : (top + bottom) / 2}, {13}, theme.ink, names[static_cast<std::size_t>(r)]);
        for (std::size_t k = 0; k < units.size(); ++k) {
            const bool on = r == 0 || kept[units[k]];
            const float wanted = !on ? 0 : values_[units[k]] * (r == 2 ? factor_now : 1);
            const float value = ui.ease(ImGui::GetID(("scale." + std::to_string(r) + "." + std::to_string(k)).c_str()), std::min(1.0f, wanted / most), 0.2f);
            const float x = left + step * static_cast<float>(k);
            if (on) draw->AddRectFilled({x + 2, bottom - (bottom - top) * value}, {x + step - 2, bottom}, r == 0 ? mix(theme.muted, theme.paper, 0.35f) : theme.series_color(r == 1 ? 1 : 0), 2);
            else {
                const ImVec2 c{x + step / 2, bottom - 7};
                draw->AddLine({c.x - 4, c.y - 4}, {c.x + 4, c.y + 4}, theme.negative, 1.5f);
                draw->AddLine({c.x - 4, c.y + 4}, {c.x + 4, c.y - 4}, theme.negative, 1.5f);
            }
        }
        draw->AddRectFilled({left, theme.snap(bottom)}, {at.x + width, theme.snap(bottom) + theme.hairline}, theme.faint);
    }
    return row * 3;
}

float ScaleView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (context.session.dataset() != data_ || version_ != context.session.weights_version()) {
        data_ = context.session.dataset();
        version_ = context.session.weights_version();
        follow(context);
    }
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const TypedNumber* asked[] = {&factor()};
    float y = area.min.y + number_card(context, asked, area.min, area.width()) + 14;
    if (values_.empty()) return y - area.min.y + draw_waiting(context, Box::at({area.min.x, y}, area.width(), 160));
    const bool narrow = area.width() < narrow_below;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.rate", narrow ? area.width() : area.width() * 0.5f);
    if (narrow) y += ui.control_height() + 6;
    const float half = narrow ? (area.width() - 10) / 2 : area.width() * 0.22f, x = narrow ? area.min.x : area.max.x - half * 2 - 10;
    ImGui::SetCursorScreenPos({x, y});
    control(ui, context.session, "figure.draw", half);
    ImGui::SetCursorScreenPos({x + half + 10, y});
    control(ui, context.session, "figure.draw_many", half);
    y += ui.control_height() + 12;
    y += draw_bars(context, {area.min.x, y}, area.width(), state) + 14;
    const Sums sums = sums_of(values_, state.rate, state.draws);
    const auto shown_count = std::min<std::size_t>(shown_units, static_cast<std::size_t>(std::ranges::count_if(values_, [](float value) { return value > 0; })));
    const std::string words = std::string(context.label("sum")) + " " + fixed(sums.plain, 2) + " · " + with_number(context.label("masks"), std::to_string(state.draws)) + " · " + with_number(context.label("shown"), std::to_string(shown_count));
    y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, theme.muted, words) + 8;
    const bool told = typed_right(context.session, factor());
    const std::string times = std::string(context.label("scaled")) + " × " + (told ? fixed(1 / (1 - state.rate), 3) : "?");   // what is asked
    const DistributionRow rows[] = {{.name = context.label("masked"), .values = sums.masked, .color = theme.series_color(1), .published = sums.plain},
                                    {.name = times, .values = told ? sums.scaled : std::vector<double>(), .color = theme.series_color(0), .published = sums.plain}};
    y += distribution(ui, {.id = "scale.sum", .at = {area.min.x, y}, .width = area.width(), .rows = rows, .digits = 2, .published_name = context.label("unmasked")});
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_scale_view() { return std::make_unique<ScaleView>(); }

}  // namespace nabla::lessons::dropout
