#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/question_card.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// How the authors made B of a share of people, what the other columns still tell about it, and the error with and without it.
class ColumnBView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Correlation {
        std::string name;
        double r = 0;
    };
    void follow(const Dataset& data);
    void draw_curve(SceneContext& context, Box box, double share) const;
    float draw_correlations(SceneContext& context, ImVec2 at, float width) const;

    std::shared_ptr<const Dataset> data_;
    std::vector<Correlation> correlations_;   // strongest first
    double explained_ = 0;
};

void ColumnBView::follow(const Dataset& data) {
    correlations_.clear();
    explained_ = 0;
    const RawTable table = raw_table(data);
    const auto b = table.column("B");
    if (!b) return;
    const auto moments = [&](std::size_t i, std::size_t j) {
        double si = 0, sj = 0, sij = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) si += table.at(row, i), sj += table.at(row, j), sij += double{table.at(row, i)} * table.at(row, j);
        const auto n = static_cast<double>(table.rows());
        return sij / n - si / n * (sj / n);
    };
    std::vector<float> others, target;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c + 1 < table.names.size(); ++c)
            if (c != *b) others.push_back(table.at(row, c));
        target.push_back(table.at(row, *b));
    }
    for (std::size_t c = 0; c + 1 < table.names.size(); ++c)
        if (c != *b) correlations_.push_back({table.names[c], moments(*b, c) / std::sqrt(moments(*b, *b) * moments(c, c))});
    std::ranges::stable_sort(correlations_, [](const auto& x, const auto& y) { return std::abs(x.r) > std::abs(y.r); });
    explained_ = explained(fit_linear(others, target), others, target);
}

void ColumnBView::draw_curve(SceneContext& context, Box box, double share) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, box.min, {13}, theme.ink, context.label("curve"));
    Box plot = box;
    plot.cut_top(30), plot.cut_left(36), plot.cut_right(14), plot.cut_bottom(38);
    const auto place = [&](double s, double b) { return ImVec2{plot.min.x + plot.width() * static_cast<float>(s), plot.max.y - plot.height() * static_cast<float>(b / 420)}; };
    for (int b = 0; b <= 400; b += 100) {
        const float y = theme.snap(place(0, b).y);
        draw->AddRectFilled({plot.min.x, y}, {plot.max.x, y + theme.hairline}, with_alpha(theme.line, 0.6f));
        draw_text_middle(draw, theme, {plot.min.x - 7, y}, {11, true}, theme.muted, std::to_string(b), Align::right);
    }
    for (int s = 0; s <= 100; s += 25) draw_text_middle(draw, theme, {place(s / 100.0, 0).x, plot.max.y + 12}, {11, true}, theme.muted, fixed(s / 100.0, 2), Align::center);
    draw_text_middle(draw, theme, {plot.center().x, plot.max.y + 30}, {theme.small}, theme.muted, context.label("share"), Align::center);
    std::vector<ImVec2> curve;
    for (int i = 0; i <= 100; ++i) curve.push_back(place(i / 100.0, b_of(i / 100.0)));
    draw->AddPolyline(curve.data(), static_cast<int>(curve.size()), theme.accent, 0, 2);
    const double b = b_of(share), twin = 1.26 - share;
    const ImVec2 here = place(share, b);
    draw->AddLine({here.x, plot.max.y}, here, with_alpha(theme.ink, 0.4f), 1);
    // Below 136.9 = b_of(1) a second share has the same B: the column no longer says which it was.
    if (twin >= 0 && twin <= 1 && std::abs(twin - share) > 0.005) {
        const ImVec2 other = place(twin, b);
        draw->AddLine(here, other, with_alpha(theme.negative, 0.8f), 1.5f);
        draw->AddLine({other.x, plot.max.y}, other, with_alpha(theme.negative, 0.5f), 1);
        draw->AddCircle(other, 5, theme.negative, 20, 2);
    }
    draw->AddCircleFilled(here, 6, theme.accent, 20);
}

float ColumnBView::draw_correlations(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {13}, theme.ink, context.label("correlation"));
    constexpr float row = 17, names = 70;
    const float middle = at.x + names + (width - names - 44) / 2, half = (width - names - 44) / 2;
    float y = at.y + 28;
    for (const Correlation& c : correlations_) {
        const float end = middle + half * static_cast<float>(c.r);
        draw_text_middle(draw, theme, {at.x, y + row / 2}, {11.5f, true}, theme.ink, c.name);
        draw->AddRectFilled({std::min(middle, end), y + 4}, {std::max(middle, end), y + row - 4}, theme.signed_color(static_cast<float>(c.r), 0.6f), 1);
        draw_text_middle(draw, theme, {at.x + width, y + row / 2}, {11.5f, true}, theme.muted, fixed(c.r, 2), Align::right);
        y += row;
    }
    draw->AddRectFilled({theme.snap(middle), at.y + 26}, {theme.snap(middle) + theme.hairline, y + 2}, theme.faint);
    const std::string share = fixed(100 * explained_, 0) + "%";
    draw_text_middle(draw, theme, {at.x, y + 18}, {17, true}, theme.ink, share);
    const float left = at.x + text_size(theme, {17, true}, share).x + 8;
    const float words = draw_paragraph(draw, theme, {left, y + 8}, at.x + width - left, {12}, theme.muted, context.label("explained"));
    return y + 12 + std::max(24.0f, words) - at.y;
}

float ColumnBView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();   // the correlations are those of all 506 areas
    const auto data = context.session.dataset();
    if (data && data != data_) {
        data_ = data;
        follow(*data);
    }
    if (!data_) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < narrow_below;
    const float width = narrow ? area.width() : (area.width() - 36) / 2;
    float y = area.min.y;
    draw_curve(context, Box::at({area.min.x, y}, width, 236), state.share);
    ImGui::SetCursorScreenPos({area.min.x, y + 242});
    control(ui, context.session, "figure.share", width);
    float left = y + 242 + ui.control_height() + 6;
    const double twin = 1.26 - state.share;
    const bool has_twin = twin >= 0 && twin <= 1 && std::abs(twin - state.share) > 0.005;
    const std::string words = std::string(context.label("value")) + " = " + fixed(b_of(state.share), 1) + " · " + (has_twin ? std::string(context.label("twins")) + " " + fixed(twin, 2) : context.label("only_one"));
    left += draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, left}, width, {13}, has_twin ? theme.negative : theme.muted, words);
    if (!correlations_.empty()) {
        const float top = narrow ? left + 18 : area.min.y, height = draw_correlations(context, {narrow ? area.min.x : area.min.x + width + 36, top}, width);
        left = std::max(left, top + height);
    }
    y = left + 18;
    y += question_card(context, without_b, {area.min.x, y}, area.width()) + 16;
    const bool has_b = std::ranges::find(data_->feature_names, "B") != data_->feature_names.end();
    y += draw_pairs(context, Comparison::without_b, "figure.train_pairs", has_b, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_column_b_view() { return std::make_unique<ColumnBView>(); }

}  // namespace nabla::lessons::boston_housing
