#include <algorithm>
#include <cmath>

#include "lessons/kit/control.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"
#include "lessons/overfitting/scene_common.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::overfitting {
namespace {

using namespace kit;

/// y = f(x): the network's curve as it trains, and below it what a comparison of several networks came to.
class FitView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Tile {
        std::shared_ptr<const std::vector<float>> weights = {};
        std::vector<float> curve = {}, x = {}, y = {};
        double error = 0;
    };
    void follow(SceneContext& context);
    float draw_sliders(SceneContext& context, ImVec2 at, float width) const;
    void draw_live(SceneContext& context, Box box, bool track);
    float draw_track(SceneContext& context, Box box);
    float draw_tiles(SceneContext& context, Box area, std::string_view kind);
    const Tile& tile(const CurveRun& run, std::size_t index);

    FitPicture picture_;
    Plot track_;
    std::vector<float> network_, x_, y_;
    std::uint64_t version_ = 0;
    std::vector<double> epochs_, errors_;       // of the true curve, as often as it was drawn
    std::vector<Tile> tiles_;
    std::shared_ptr<const Dataset> data_;
};

void FitView::follow(SceneContext& context) {
    Session& session = context.session;
    session.want_data();
    if (const auto data = session.dataset(); data && data != data_ && is_curve_fit(session.experiment())) {
        data_ = data;
        const auto x = data->train.x.floats();
        x_.assign(x.begin(), x.end());
        y_ = data->train.y;
    }
    Model* model = plain_probe(session);
    if (!model) network_.clear();
    if (!model || session.weights_version() == version_) return;
    version_ = session.weights_version();
    network_ = curve_of(*model);
    const auto epoch = static_cast<double>(session.view().epoch);
    while (!epochs_.empty() && epochs_.back() >= epoch) epochs_.pop_back(), errors_.pop_back();
    if (session.view().update > 0) epochs_.push_back(epoch), errors_.push_back(curve_error(network_));
}

float FitView::draw_sliders(SceneContext& context, ImVec2 at, float width) const {
    const bool wide = width >= 600;
    const float each = wide ? (width - 32) / 3 : width;
    float y = at.y, x = at.x;
    for (const char* id : {"figure.width", "figure.rows", "figure.noise"}) {
        ImGui::SetCursorScreenPos({x, y});
        control(context.ui, context.session, id, each);
        if (wide) x += each + 16;
        else y += context.ui.control_height() + 4;
    }
    return wide ? context.ui.control_height() : y - at.y;
}

float FitView::draw_track(SceneContext& context, Box box) {
    const Theme& theme = context.ui.theme;
    const auto* loss = context.session.view().history.find("loss");
    std::vector<Series> series;
    const std::vector<double> floor_x{0, static_cast<double>(context.session.experiment().fit.epochs)};
    const double variance = context.session.experiment().dataset.noise * context.session.experiment().dataset.noise;
    const std::vector<double> floor_y{variance, variance};
    if (loss && !loss->empty()) {
        series.push_back({.name = context.label("train_error"), .x = Values::counting(1, 1, loss->size()), .y = std::span<const double>(*loss), .color = theme.ink});
        series.push_back({.name = context.label("true_error"), .x = std::span<const double>(epochs_), .y = std::span<const double>(errors_), .color = theme.accent});
    }
    if (variance > 0) series.push_back({.name = {}, .end_name = context.label("noise_variance"), .x = std::span<const double>(floor_x), .y = std::span<const double>(floor_y), .color = theme.muted, .dashed = true, .width = 1});
    ImGui::SetCursorScreenPos(box.min);
    track_.draw(context.ui, {.id = "track", .x_name = context.label("epoch"), .size = box.size(), .log_y = true, .x_min = 0, .x_max = floor_x[1], .y_min = 0.0005, .y_max = 2,
                             .integer_x = true, .wheel_zooms = false}, series);
    return box.height();
}

void FitView::draw_live(SceneContext& context, Box box, bool track) {
    const Theme& theme = context.ui.theme;
    const Session& session = context.session;
    const auto* loss = session.view().history.find("loss");
    const bool trained = loss && !loss->empty();
    const float third = box.width() / 3;
    const double variance = session.experiment().dataset.noise * session.experiment().dataset.noise;
    Box counters = box.cut_top(48, 6);
    counter(context, counters.min, context.label("train_error"), trained ? fixed(loss->back(), 4) : "–", trained && loss->back() < variance ? theme.warning : theme.ink);
    counter(context, {counters.min.x + third, counters.min.y}, context.label("true_error"), trained && !network_.empty() ? fixed(curve_error(network_), 4) : "–", theme.accent);
    counter(context, {counters.min.x + 2 * third, counters.min.y}, context.label("noise_variance"), fixed(variance, 3), theme.muted);
    if (track && box.height() > 330) draw_track(context, box.cut_bottom(std::min(190.0f, box.height() * 0.36f), 10));
    picture_.draw(context, {.id = "fit", .area = box, .x = x_, .y = y_, .network = network_, .noise = session.experiment().dataset.noise, .radius = x_.size() > 80 ? 2.8f : 4.5f,
                            .true_name = context.label("true_curve")});
}

const FitView::Tile& FitView::tile(const CurveRun& run, std::size_t index) {
    if (tiles_.size() <= index) tiles_.resize(index + 1);
    Tile& t = tiles_[index];
    if (t.weights == run.weights && !t.x.empty()) return t;
    t = {.weights = run.weights};
    const Dataset data = build_dataset(parse_dataset({{"name", "sine"}, {"rows", run.rows}, {"noise", run.noise}}), nullptr, nullptr, run.seed);
    const auto x = data.train.x.floats();
    t.x.assign(x.begin(), x.end());
    t.y = data.train.y;
    if (!run.weights) return t;
    Model model(network_of(run.width), {1});
    std::ranges::copy(*run.weights, model.weights().begin());
    t.curve = curve_of(model);
    t.error = curve_error(t.curve);
    return t;
}

float FitView::draw_tiles(SceneContext& context, Box area, std::string_view kind) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto runs = curve_runs(context.session, kind);
    if (runs.empty()) tiles_.clear();
    const auto ended = static_cast<std::size_t>(std::ranges::count_if(runs, &CurveRun::ended));
    float y = area.min.y + compare_button(context, area.min, area.width(), ended, runs.size()) + 12;
    if (runs.empty()) return y - area.min.y;
    const bool narrow = area.width() < 480;
    const float gap = 16, width = narrow ? area.width() : (area.width() - 2 * gap) / 3, height = narrow ? 140.0f : std::clamp(width * 0.72f, 110.0f, 170.0f);
    double best = INFINITY;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (const Tile& t = tile(runs[i], i); t.weights) best = std::min(best, t.error);
    float bottom = y;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Tile& t = tile(runs[i], i);
        const ImVec2 at = narrow ? ImVec2{area.min.x, y + static_cast<float>(i) * (height + 76)} : ImVec2{area.min.x + static_cast<float>(i) * (width + gap), y};
        const std::string title = kind == "width" ? with_number(context.label("units"), runs[i].width) : with_number(context.label("dots"), std::to_string(runs[i].rows));
        draw_text(draw, theme, at, {13}, theme.ink, title);
        picture_.draw(context, {.id = {}, .area = Box::at({at.x, at.y + 20}, width, height), .x = t.x, .y = t.y, .network = t.curve, .noise = runs[i].noise, .numbers = false,
                                .radius = t.x.size() > 80 ? 1.6f : 2.8f});
        const float line = at.y + 26 + height;
        const bool there = runs[i].ended && t.weights != nullptr, winner = there && t.error == best && ended == runs.size();
        draw_text(draw, theme, {at.x, line}, {12}, theme.muted, context.label("train_error"));
        draw_text(draw, theme, {at.x + width, line}, {12, true}, theme.ink, there ? fixed(runs[i].train, 4) : "–", Align::right);
        draw_text(draw, theme, {at.x, line + 17}, {12}, theme.muted, context.label("true_error"));
        draw_text(draw, theme, {at.x + width, line + 17}, {12, true}, winner ? theme.good : theme.accent, there ? fixed(t.error, 4) : "–", Align::right);
        bottom = std::max(bottom, line + 38);
    }
    return bottom - area.min.y;
}

float FitView::draw(SceneContext& context, Box area) {
    const std::string step = context.session.step().id;
    follow(context);
    const Question& question = step == "points" ? shape : step == "size" ? closest : more;
    float y = area.min.y;
    if (step == "points") y += question_card(context, recall, {area.min.x, y}, area.width()) + 12;
    y += question_card(context, question, {area.min.x, y}, area.width()) + 12;
    y += draw_sliders(context, {area.min.x, y}, area.width()) + 10;
    const bool compares = step != "points";
    const float height = std::clamp(area.max.y - y - (compares ? 270.0f : 8.0f), compares ? 250.0f : 300.0f, 520.0f);
    draw_live(context, Box::at({area.min.x, y}, area.width(), height), !compares);
    y += height;
    if (compares) y += 12 + draw_tiles(context, {{area.min.x, y + 12}, area.max}, step == "size" ? "width" : "rows");
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_fit_view() { return std::make_unique<FitView>(); }

}  // namespace nabla::lessons::overfitting
