#include <algorithm>
#include <array>

#include "lessons/kit/neuron_fields.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/target.h"
#include "lessons/kit/widgets.h"
#include "lessons/neuron/scene_common.h"
#include "lessons/numerals.h"

namespace nabla::lessons::neuron {
namespace {

using namespace kit;

/// Ten networks that differ in nothing but their initial weights, and one whose weights were worked out by hand.
class TwoUnitsView : public View {
public:
    TwoUnitsView() : by_hand_(xor_by_hand()) {}
    float draw(SceneContext& context, Box area) override;

private:
    struct Answer {
        bool shown = false;
        Fit fit;
    };
    void follow(SceneContext& context, std::span<const Sample> samples);
    void draw_tile(SceneContext& context, Box box, int tile, const State& state);
    float draw_large(SceneContext& context, Box box, int tile, std::span<const Sample> samples);

    Model by_hand_;
    std::array<NeuronFields, seeds + 1> fields_;
    std::array<Answer, seeds + 1> answers_;
    std::array<std::shared_ptr<const std::vector<float>>, seeds + 1> weights_;
    std::uint64_t version_ = 1;
    std::array<std::uint64_t, seeds + 1> versions_{};
    Plane plane_;
};

void TwoUnitsView::follow(SceneContext& context, std::span<const Sample> samples) {
    const NeuronFields::Options options{.low = xor_low, .high = xor_high, .side = 40};
    auto worked = options;
    worked.version = 1;
    fields_[0].follow(context.ui, by_hand_, worked);
    answers_[0] = {true, fit_of(by_hand_, samples)};
    const auto& views = context.session.group().views();
    for (std::size_t i = 1; i <= seeds; ++i) {
        const bool there = shows_seeds(context.session) && i <= views.size() && views[i - 1].weights;
        if (!there) {
            answers_[i].shown = false;
            weights_[i].reset();
            continue;
        }
        if (weights_[i] != views[i - 1].weights) weights_[i] = views[i - 1].weights, versions_[i] = ++version_;
        Model model = xor_by_hand();
        if (model.weights().size() != weights_[i]->size()) continue;
        std::ranges::copy(*weights_[i], model.weights().begin());
        auto with = options;
        with.version = versions_[i];
        fields_[i].follow(context.ui, model, with);
        answers_[i] = {true, fit_of(model, samples)};
    }
}

void TwoUnitsView::draw_tile(SceneContext& context, Box box, int tile, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto i = static_cast<std::size_t>(tile);
    const Target t = target(ui, "figure.tile." + std::to_string(tile), box.min, {box.max.x, box.max.y + 20});
    draw->AddRectFilled(box.min, box.max, theme.surface, 3);
    if (answers_[i].shown) fields_[i].output().draw(draw, box, with_alpha(IM_COL32_WHITE, 0.8f));
    const bool selected = state.tile == tile;
    draw->AddRect(box.min, box.max, selected ? theme.accent : t.hovered ? theme.ink : theme.line, 3, 0, selected ? 2.5f : 1.0f);
    const float y = box.max.y + 11;
    const std::string name = tile == 0 ? context.label("by_hand") : std::to_string(tile);
    draw_text_cut(draw, theme, {box.min.x, y}, box.width() - 18, {12, tile != 0}, theme.muted, name);
    if (answers_[i].shown) {
        const bool right = answers_[i].fit.right == 4;
        draw_icon(draw, right ? Icon::check : Icon::close, {box.max.x - 7, y}, 12, right ? theme.good : theme.warning);
    } else {
        draw_text_middle(draw, theme, {box.center().x, box.center().y}, {13, true}, theme.faint, "?", Align::center);
    }
    if (t.pressed) ui.set_control("figure.tile", std::to_string(tile));
}

float TwoUnitsView::draw_large(SceneContext& context, Box box, int tile, std::span<const Sample> samples) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto i = static_cast<std::size_t>(tile);
    if (!answers_[i].shown || fields_[i].layers() < 2) return note(context, box.min, box.width(), context.label("not_yet"));
    const float gap = 16, side = std::clamp((box.width() - 2 * gap) / 3, 70.0f, 150.0f);
    const char* names[] = {"h\u2081", "h\u2082", context.label("output")};
    for (int part = 0; part < 3; ++part) {
        const Box square = Box::at({box.min.x + static_cast<float>(part) * (side + gap), box.min.y + 20}, side, side);
        draw_text_middle(draw, theme, {square.min.x, box.min.y + 8}, {12}, part < 2 ? theme.muted : theme.ink, names[part]);
        const Heatmap& map = part < 2 ? fields_[i].map(0, static_cast<std::size_t>(part)) : fields_[i].output();
        plane_.draw(context.ui, {.id = {}, .area = square, .low = xor_low, .high = xor_high, .numbers = false, .field = &map});
        for (std::size_t s = 0; s < samples.size(); ++s) {
            draw_class_mark(draw, theme, plane_.axes().place(samples[s].x1, samples[s].x2), samples[s].positive);
        }
    }
    const std::string line = std::string(context.label("loss")) + " " + fixed(answers_[i].fit.loss, 4) + " · " + context.label("right") + " " + std::to_string(answers_[i].fit.right) + "/4";
    draw_text(draw, theme, {box.min.x, box.min.y + side + 30}, {13, true}, theme.ink, line);
    return side + 60 + plane_key(context, {box.min.x, box.min.y + side + 60}, box.width(), {.wrong = false});
}

float TwoUnitsView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    Session& session = context.session;
    const State state = State::read(session.lesson_state());
    const auto samples = samples_of(session.experiment());
    follow(context, samples);
    float y = area.min.y + question_card(context, succeed, area.min, area.width()) + 14;
    const bool shown = shows_seeds(session);
    ImGui::SetCursorScreenPos({area.min.x, y});
    const ButtonOptions look{.look = ButtonOptions::Look::primary, .icon = Icon::play, .enabled = !session.group().busy()};
    const std::string words = context.label("train_seeds");
    if (button(ui, "figure.train_seeds", words, look)) ui.set_control("figure.train_seeds", nullptr);
    if (shown) {
        const std::string count = std::to_string(seeds_ended(session)) + "/10 · " + context.label("succeeded") + " " + std::to_string(seeds_right(session));
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {area.max.x, y + ui.control_height() / 2}, {14, true}, theme.ink, count, Align::right);
    }
    y += ui.control_height() + 14;
    const int columns = area.width() >= 560 ? 6 : 4;
    const float gap = 12, side = std::min((area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns), 104.0f);
    for (int tile = 0; tile <= seeds; ++tile) {
        const int place = tile == 0 ? seeds : tile - 1;
        const float x = area.min.x + static_cast<float>(place % columns) * (side + gap), top = y + static_cast<float>(place / columns) * (side + 32);
        draw_tile(context, Box::at({x, top}, side, side), tile, state);
    }
    y += static_cast<float>(seeds / columns + 1) * (side + 32) + 10;
    y += draw_large(context, Box::at({area.min.x, y}, std::min(area.width(), 520.0f), 0), state.tile, samples);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_two_units_view() { return std::make_unique<TwoUnitsView>(); }

}  // namespace nabla::lessons::neuron
