#include "web/app/run_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "lessons/kit/format.h"
#include "lessons/kit/widgets.h"
#include "web/app/live_plots.h"
#include "web/app/words.h"

namespace nabla {
namespace {

using namespace kit;
using State = Session::State;

/// The session describes its buttons; the page's form shows the same words.
const Control* find_control(const Session& session, std::string_view id) {
    const auto& all = session.controls();
    const auto it = std::ranges::find(all, id, &Control::id);
    return it == all.end() ? nullptr : &*it;
}

bool control_button(Stage& stage, const Control& c, ButtonOptions options, bool with_label = true) {
    Ui& ui = stage.ui;
    options.enabled = c.enabled;
    options.hint = ui.tr(c.hint);
    const bool pressed = with_label ? button(ui, c.id, ui.tr(c.label), options) : icon_button(ui, c.id, options.icon, ui.tr(c.label), options);
    if (pressed) ui.set_control(c.id, Json());
    return pressed;
}

void buttons(Stage& stage, float width) {
    using Look = ButtonOptions::Look;
    const Ui& ui = stage.ui;
    const float height = std::max(36.0f, ui.control_height());
    const Control* pause = find_control(stage.session, "run.pause");
    const Control* train = pause ? pause : find_control(stage.session, "run.train");
    const Control* batch = find_control(stage.session, "run.step_batch");
    const Control* epoch = find_control(stage.session, "run.step_epoch");
    const Control* reset = find_control(stage.session, "run.reset");
    if (!train || !batch || !epoch || !reset) return;
    constexpr float between = 6, tighter = 8;
    const float batch_width = button_width(ui, ui.tr(batch->label)) - tighter, epoch_width = button_width(ui, ui.tr(epoch->label)) - tighter;
    const float main = width - batch_width - epoch_width - height - 3 * between;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    control_button(stage, *train, {.look = pause ? Look::plain : Look::primary, .icon = pause ? Icon::pause : Icon::play, .width = main, .height = height});
    ImGui::SetCursorScreenPos({at.x + main + between, at.y});
    control_button(stage, *batch, {.width = batch_width, .height = height});
    ImGui::SetCursorScreenPos({at.x + main + batch_width + 2 * between, at.y});
    control_button(stage, *epoch, {.width = epoch_width, .height = height});
    ImGui::SetCursorScreenPos({at.x + width - height, at.y});
    control_button(stage, *reset, {.look = Look::quiet, .icon = Icon::reset, .width = height, .height = height}, false);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
}

double fraction(const Session& session) {
    const TrainerView& v = session.view();
    if (session.state() == State::loading) {
        const RawProgress p = session.data_progress();
        return p.bytes_total > 0 ? static_cast<double>(p.bytes_done) / static_cast<double>(p.bytes_total) : 0;
    }
    if (v.epochs <= 0) return 0;
    const double share = v.batches > 0 ? static_cast<double>(v.batch) / static_cast<double>(v.batches) : 0;
    return std::clamp((static_cast<double>(v.epoch) + share) / static_cast<double>(v.epochs), 0.0, 1.0);
}

/// Past epochs are dragged back along the bar.
void scrub(Stage& stage, ImVec2 at, float width) {
    Ui& ui = stage.ui;
    const Control* c = find_control(stage.session, "run.epoch");
    const TrainerView& v = stage.session.view();
    if (!c || v.epochs <= 0) return;
    const float reach = ui.touch ? 18.0f : 9.0f;
    const Target t = target(ui, c->id, {at.x, at.y + 2 - reach}, {at.x + width, at.y + 2 + reach});
    const float hover = ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f);
    hint(ui, c->id, ui.tr(c->hint), {at.x, at.y - 4}, {at.x + width, at.y + 8}, t.hovered && !t.held);
    const Theme& theme = ui.theme;
    const ImVec2 knob{at.x + static_cast<float>(fraction(stage.session)) * width, at.y + 2};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddCircleFilled(knob, 5 + 2 * hover, theme.accent, 24);
    draw->AddCircleFilled(knob, 3 + 2 * hover, theme.raised, 24);
    if (!t.held) return;
    ui.pointer_taken = true;
    const float share = std::clamp((ImGui::GetMousePos().x - at.x) / width, 0.0f, 1.0f);
    const double wanted = std::min(std::round(static_cast<double>(share) * static_cast<double>(v.epochs)), c->max);
    float* last = ImGui::GetStateStorage()->GetFloatRef(t.id + 1, -1);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) *last = -1;
    if (static_cast<float>(wanted) == *last) return;
    *last = static_cast<float>(wanted);
    ui.set_control(c->id, Json(wanted));
}

/// The bar is one epoch a piece where there is room to see them.
void bar(Stage& stage, float width) {
    const Theme& theme = stage.theme();
    const Session& session = stage.session;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const State state = session.state();
    const float done = static_cast<float>(fraction(session)) * width;
    const ImU32 color = state == State::diverged || state == State::failed ? theme.danger : state == State::loading ? theme.muted : theme.accent;
    const std::int64_t epochs = session.view().epochs;
    draw->AddRectFilled(at, {at.x + width, at.y + 4}, mix(theme.line, theme.ink, 0.05f), 2);
    if (session.looking_back() && epochs > 0)
        draw->AddRectFilled(at, {at.x + width * static_cast<float>(session.last_epoch()) / static_cast<float>(epochs), at.y + 4}, with_alpha(theme.accent, 0.35f), 2);
    if (done >= 1) draw->AddRectFilled(at, {at.x + done, at.y + 4}, color, 2);
    if (epochs > 1 && epochs <= 30)
        for (std::int64_t i = 1; i < epochs; ++i) {
            const float x = theme.snap(at.x + width * static_cast<float>(i) / static_cast<float>(epochs));
            draw->AddRectFilled({x, at.y}, {x + 1, at.y + 4}, theme.surface);
        }
    scrub(stage, at, width);
    ImGui::Dummy({width, 4});
}

std::string place(const Stage& stage) {
    const TrainerView& v = stage.session.view();
    const auto tr = [&](const Text& text) { return stage.ui.tr(text); };
    char a[32], b[32];
    const auto number = [](char (&buffer)[32], std::int64_t n) { return std::string(format_number(buffer, static_cast<double>(n), 9)); };
    if (stage.session.looking_back()) return tr(words::looking_back) + " " + number(a, v.epoch) + "/" + number(b, v.epochs);
    switch (stage.session.state()) {
        case State::idle: return tr(words::ready);
        case State::loading: return tr(words::loading_data);
        case State::done: return tr(words::finished);
        case State::diverged: return tr(words::diverged);
        case State::failed: return tr(words::failed);
        default: break;
    }
    const std::int64_t epoch = std::min(v.epoch + 1, v.epochs);
    std::string text = tr(words::epoch) + " " + number(a, epoch) + "/" + number(b, v.epochs) + "   ";
    if (v.validating) return text + tr(words::validating);
    return text + tr(words::batch) + " " + number(a, v.batch) + "/" + number(b, v.batches);
}

/// What a finished run has reached, where its curves may be out of sight: "validation accuracy 0.9488".
std::string reached(const Stage& stage) {
    const History& history = stage.session.view().history;
    // Weights of an earlier epoch have another value, which the run's own notice says.
    const auto restores = [](const Named& callback) { return callback.config.value("restore_best_weights", false); };
    if (std::ranges::any_of(stage.session.experiment().fit.callbacks, restores)) return {};
    const std::string metric = second_metric(stage.session), name = metric.empty() ? "loss" : metric;
    const auto *validation = history.find("val_" + name), *training = history.find(name);
    const bool validated = validation && !validation->empty();
    if (!validated && (!training || training->empty())) return {};
    char text[32];
    const Text words = validated ? words::metric_of(words::validation_series, name) : words::metric(name);
    return stage.ui.tr(words) + " " + std::string(format_number(text, validated ? validation->back() : training->back(), 4));
}

std::string pace(const Stage& stage) {
    const TrainerView& v = stage.session.view();
    if (stage.session.state() == State::done && !stage.session.looking_back()) return reached(stage);
    char text[32];
    if (stage.session.state() == State::loading) {
        const RawProgress p = stage.session.data_progress();
        if (p.bytes_total == 0) return {};
        std::snprintf(text, sizeof text, "%.1f / %.1f MB", static_cast<double>(p.bytes_done) / 1e6, static_cast<double>(p.bytes_total) / 1e6);
        return text;
    }
    if (stage.session.state() != State::training || v.samples_per_second <= 0) return {};
    return std::string(format_duration(text, v.seconds_left)) + " " + stage.ui.tr(words::left);
}

}  // namespace

std::string speed_words(const Stage& stage) {
    const TrainerView& v = stage.session.view();
    if (stage.session.state() != State::training || v.samples_per_second <= 0) return {};
    char text[32];
    const double rounded = v.samples_per_second >= 1000 ? std::round(v.samples_per_second / 100) * 100 : std::round(v.samples_per_second);
    std::string words = std::string(format_number(text, rounded, 9)) + " " + stage.ui.tr(words::samples_per_second);
    if (v.threads > 1) words += " · " + std::to_string(v.threads) + " " + stage.ui.tr(words::threads);
    return words;
}

bool run_is_folded(const Session& session) {
    const Control* train = find_control(session, "run.train");
    return train && train->folded;
}

void toggle_training(Session& session) {
    if (session.state() == State::training) session.pause();
    else if (session.state() == State::loading) session.pause();
    else session.train();
}

void draw_run_bar(Stage& stage, float width, bool compact) {
    const Theme& theme = stage.theme();
    buttons(stage, width);
    gap(compact ? 8.0f : 12.0f);
    bar(stage, width);
    gap(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string left = place(stage), right = pace(stage);
    const bool both = text_size(theme, {12}, left).x + text_size(theme, {12}, right).x + 16 <= width;
    const bool result = !both && stage.session.state() == State::done;   // says that it has ended, too
    if (!result) draw_text(draw, theme, at, {12}, theme.ink, left);
    if (both) draw_text(draw, theme, {at.x + width, at.y}, {12}, theme.muted, right, Align::right);
    else if (result) draw_text_cut(draw, theme, {at.x, at.y + 8}, width, {12}, theme.ink, right);
    ImGui::Dummy({width, 18});
}

}  // namespace nabla
