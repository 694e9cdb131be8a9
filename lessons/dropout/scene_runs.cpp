#include <algorithm>
#include <array>

#include "lessons/dropout/scene_common.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/distribution.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"

namespace nabla::lessons::dropout {
namespace {

using namespace kit;

Series series_of(const GroupRunView* run, const char* name, std::string_view words, ImU32 color, bool dashed) {
    Series series{.name = words, .x = {}, .y = {}, .color = color, .dashed = dashed};
    const auto* values = run ? run->history.find(name) : nullptr;
    if (!values) return series;
    series.x = Values::counting(1, 1, values->size());
    series.y = std::span<const double>(*values);
    return series;
}

void draw_plot(SceneContext& context, Plot& plot, const char* id, const char* title, Box box, std::span<const Series> series, double epochs) {
    ImGui::SetCursorScreenPos(box.min);
    plot.draw(context.ui, {.id = id, .title = context.label(title), .x_name = context.label("epoch"), .size = box.size(), .x_min = 1, .x_max = epochs, .integer_x = true, .wheel_zooms = false, .empty = context.label("waiting")}, series);
}

/// Loss and accuracy of both networks, training solid and validation dashed.
class CompareView : public View {
public:
    float draw(SceneContext& context, Box area) override {
        context.session.want_test_data();
        const bool narrow = area.width() < 640;
        // All answered: the curves come up, and the reasons stand below to be read against them.
        const std::array asked{&train_loss, &val_accuracy, &crossing};
        const bool told = std::ranges::all_of(asked, [&](const Question* one) { return answered(context.session.lesson_state(), one->id); });
        const auto draw_questions = [&](float from) {
            float at = from;
            for (const Question* question : asked) at += question_card(context, *question, {area.min.x, at}, area.width()) + 10;
            return at;
        };
        float y = told ? area.min.y : draw_questions(area.min.y) + 4;
        y += draw_pair_button(context, "figure.train_pair", "pair", {area.min.x, y}, area.width()) + 12;
        const Theme& theme = context.ui.theme;
        const ImU32 plain = theme.series_color(1), masked = theme.series_color(0);
        const GroupRunView *without = run_of(context.session, "pair", "without"), *with = run_of(context.session, "pair", "with");
        const auto four = [&](const char* train, const char* val) {
            return std::array<Series, 4>{series_of(without, train, context.label("without_train"), plain, false), series_of(without, val, context.label("without_val"), plain, true),
                                         series_of(with, train, context.label("with_train"), masked, false), series_of(with, val, context.label("with_val"), masked, true)};
        };
        const float width = narrow ? area.width() : (area.width() - 24) / 2, height = narrow ? 236.0f : std::clamp(area.max.y - y, 260.0f, 420.0f);
        const auto losses = four("loss", "val_loss"), accuracies = four("accuracy", "val_accuracy");
        draw_plot(context, loss_, "compare.loss", "loss", Box::at({area.min.x, y}, width, height), losses, short_epochs);
        if (narrow) y += height + 14;
        draw_plot(context, accuracy_, "compare.accuracy", "accuracy", Box::at({narrow ? area.min.x : area.min.x + width + 24, y}, width, height), accuracies, short_epochs);
        y += height + 14;
        return (told ? draw_questions(y) : y) - area.min.y;
    }

private:
    Plot loss_, accuracy_;
};

/// The dropout network's accuracy on the same training rows with the same weights, masks drawn and masks off.
class WhyView : public View {
public:
    float draw(SceneContext& context, Box area) override {
        context.session.want_test_data();
        Ui& ui = context.ui;
        const Theme& theme = ui.theme;
        float y = area.min.y + question_card(context, masks_off, area.min, area.width()) + 14;
        y += draw_pair_button(context, "figure.train_pair", "pair", {area.min.x, y}, area.width()) + 14;
        const GroupRunView* run = run_of(context.session, "pair", "with");
        const bool told = answered(context.session.lesson_state(), masks_off.id);
        const std::size_t epochs = run ? run->modes.size() : 0;
        const auto number = [&](const char* name, bool shown, double value, float x, ImU32 color) { draw_number(context, {x, y}, context.label(name), shown ? fixed(value, 4) : "?", color, 24); };
        const auto* val = run ? run->history.find("val_accuracy") : nullptr;
        const float column = area.width() / 3;
        number("masked", epochs > 0, epochs ? run->modes.back().training_metric : 0, area.min.x, theme.series_color(1));
        number("unmasked", epochs > 0 && told, epochs ? run->modes.back().inference_metric : 0, area.min.x + column, theme.series_color(0));
        number("validation", val && !val->empty(), val && !val->empty() ? val->back() : 0, area.min.x + 2 * column, theme.muted);
        y += 62;
        std::array<Series, 3> series{};
        const auto modes = [&](const double ModeScores::*member, std::vector<double>& values) {
            values.clear();
            for (std::size_t i = 0; i < epochs; ++i) values.push_back(run->modes[i].*member);
        };
        modes(&ModeScores::training_metric, masked_);
        modes(&ModeScores::inference_metric, plain_);
        series[0] = {.name = context.label("masked"), .x = Values::counting(1, 1, masked_.size()), .y = std::span<const double>(masked_), .color = theme.series_color(1), .markers = true};
        series[1] = series_of(run, "val_accuracy", context.label("validation"), theme.muted, true);
        series[2] = {.name = context.label("unmasked"), .x = Values::counting(1, 1, plain_.size()), .y = std::span<const double>(plain_), .color = theme.series_color(0), .markers = true};
        const float height = std::clamp(area.max.y - y, 260.0f, 460.0f);
        draw_plot(context, plot_, "why.plot", "accuracy", Box::at({area.min.x, y}, area.width(), height), std::span(series).first(told ? 3 : 2), short_epochs);
        return y + height - area.min.y;
    }

private:
    Plot plot_;
    std::vector<double> masked_, plain_;
};

struct Published {
    const char *label, *group, *run;
    double val, test, loss;   // 0: not published
    int digits;               // as published, of the test accuracy
    int loss_digits = 4;
};
constexpr std::array<Published, 4> published = {{{"without_10", "pair", "without", 0.9781, 0.9774, 0.108, 4, 3}, {"with_10", "pair", "with", 0.9787, 0.97, 0.0828, 2},
                                                 {"without_30", "thirty", "without", 0, 0, 0, 4}, {"with_30", "thirty", "with", 0.9805, 0.98, 0.1123, 2}}};

/// Own scores beside the published ones, for 10 and 30 epochs.
class ThirtyView : public View {
public:
    float draw(SceneContext& context, Box area) override {
        context.session.want_test_data();
        Ui& ui = context.ui;
        const Theme& theme = ui.theme;
        ImDrawList* draw = ImGui::GetWindowDrawList();
        float y = area.min.y + question_card(context, claim, area.min, area.width()) + 14;
        y += draw_pair_button(context, "figure.train_pair", "pair", {area.min.x, y}, area.width()) + 8;
        y += draw_pair_button(context, "figure.train_thirty", "thirty", {area.min.x, y}, area.width()) + 14;
        const auto data = context.session.dataset();
        if (data && data->train.rows() < 60'000) y += draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("small")) + 10;
        for (const bool own : {false, true}) y += draw_scores(context, {area.min.x, y}, area.width(), own) + 20;
        return y - area.min.y;
    }

private:
    float draw_scores(SceneContext& context, ImVec2 at, float width, bool own) {
        const float number = width < narrow_below ? 60.0f : 92.0f;   // the names are told apart by their ends
        const TableColumn columns[] = {{context.label(own ? "own" : "published"), 0, Align::left, false}, {context.label("val"), number}, {context.label("test"), number}, {context.label("test_loss"), number}};
        return data_table(context.ui, {.id = own ? "thirty.own" : "thirty.published", .at = at, .width = width, .row_height = 32, .columns = columns, .rows = published.size(), .cell = [&](std::size_t row, std::size_t column) -> TableCell {
            const Published& line = published[row];
            if (column == 0) return {.text = context.label(line.label)};
            if (!own) {
                const double value = column == 1 ? line.val : column == 2 ? line.test : line.loss;
                return {.text = value == 0 ? "–" : fixed(value, column == 2 ? line.digits : column == 3 ? line.loss_digits : 4), .color = value == 0 ? context.ui.theme.faint : 0};
            }
            const GroupRunView* run = run_of(context.session, line.group, line.run);
            const auto* val = run ? run->history.find("val_accuracy") : nullptr;
            const bool known = column == 1 ? val && !val->empty() : run && run->test.has_value();
            if (!known) return {.text = "–", .color = context.ui.theme.faint};
            return {.text = fixed(column == 1 ? val->back() : column == 2 ? *test_accuracy(run) : run->test->loss, 4), .strong = column == 2};
        }});
    }
};

/// 1,000 rows, three seeds each: test accuracy and test loss as strips.
class SmallView : public View {
public:
    float draw(SceneContext& context, Box area) override {
        context.session.want_test_data();
        Ui& ui = context.ui;
        const Theme& theme = ui.theme;
        float y = area.min.y + question_card(context, winner, area.min, area.width()) + 14;
        y += draw_pair_button(context, "figure.train_small", "small", {area.min.x, y}, area.width()) + 20;
        for (const bool loss : {false, true}) {
            draw_text(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, {13}, theme.ink, context.label(loss ? "test_loss" : "test"));
            y += 24;
            std::vector<DistributionRow> rows;
            for (const bool with : {false, true}) {
                DistributionRow row{.name = context.label(with ? "with" : "without"), .values = small_scores(context.session, with, loss), .color = theme.series_color(with ? 0 : 1)};
                for (int seed = 1; seed <= small_seeds; ++seed) row.names.push_back(std::string(context.label("seed")) + " " + std::to_string(seed));
                rows.push_back(std::move(row));
            }
            y += distribution(ui, {.id = loss ? "small.loss" : "small.accuracy", .at = {area.min.x, y}, .width = area.width(), .rows = rows, .digits = 4}) + 22;
        }
        return y - area.min.y;
    }
};

}  // namespace

std::unique_ptr<View> make_compare_view() { return std::make_unique<CompareView>(); }
std::unique_ptr<View> make_why_view() { return std::make_unique<WhyView>(); }
std::unique_ptr<View> make_thirty_view() { return std::make_unique<ThirtyView>(); }
std::unique_ptr<View> make_small_view() { return std::make_unique<SmallView>(); }

}  // namespace nabla::lessons::dropout
