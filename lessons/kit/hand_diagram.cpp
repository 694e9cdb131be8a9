#include "lessons/kit/hand_diagram.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

using lessons::fixed;
using lessons::HandNumbers;
using lessons::short_number;

bool has_word(std::string_view words, std::string_view key) {
    for (std::size_t at = words.find(key); at != std::string_view::npos; at = words.find(key, at + 1)) {
        const std::size_t end = at + key.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

std::string arrow(double value) { return "\u2190 " + fixed(value, 4); }

class Builder {
public:
    Builder(const Ui& ui, const HandDiagram& o) : o_(o), n_(*o.numbers) {
        layers = {{}, {}, {}};
        for (int i = 0; i < 2; ++i) layers[0].push_back(input(i)), layers[1].push_back(hidden(i));
        layers[2].push_back(output());
        for (int j = 0; j < 2; ++j)
            for (int i = 0; i < 2; ++i) links.push_back(first(j, i));
        for (int j = 0; j < 2; ++j) links.push_back(second(j));
        titles = {ui.tr("입력층", "Input layer"), ui.tr("은닉층", "Hidden layer"), ui.tr("출력층", "Output layer")};
    }
    std::vector<std::vector<DiagramNeuron>> layers;
    std::vector<DiagramLink> links;
    std::vector<std::string> titles;

private:
    bool gradient(std::string_view key) const { return o_.gradients && (o_.gradient_keys.empty() || has_word(o_.gradient_keys, key)); }
    float dim(std::string_view key) const { return has_word(o_.fade, key) ? 0.6f : 0.0f; }
    static std::string key_of(const char* letter, int index) { return letter + std::to_string(index + 1); }

    DiagramNeuron input(int i) const {
        const float x = n_.x[static_cast<std::size_t>(i)];
        const std::string key = key_of("x", i);
        return {.key = key, .name = lessons::hand_name(key), .value = short_number(x), .tone = x, .dimmed = dim(key)};
    }
    DiagramNeuron hidden(int j) const {
        const auto at = static_cast<std::size_t>(j);
        const std::string key = key_of("h", j);
        DiagramNeuron neuron{.key = key, .name = lessons::hand_name(key), .asked = o_.asked == key, .dimmed = dim(key)};
        if (o_.hidden[at] && !neuron.asked) neuron.value = fixed(n_.h[at], 3), neuron.tone = n_.h[at];
        if (o_.sums[at]) neuron.note = lessons::hand_name(key_of("z", j)) + " = " + short_number(n_.z[at]);
        if (biases_) neuron.note += (neuron.note.empty() ? "" : "  ") + lessons::hand_name(key_of("b", j)) + " " + short_number(n_.b[at]);
        if (has_word(o_.slopes, key)) neuron.slope = "\u03c3\u2032 " + fixed(n_.slope[at], 3);
        if (gradient(key)) neuron.backward = arrow(n_.d_h[at]);
        return neuron;
    }
    DiagramNeuron output() const {
        DiagramNeuron neuron{.key = "y", .name = lessons::hand_name("y"), .asked = o_.asked == "y", .dimmed = dim("y")};
        if (o_.output && !neuron.asked) neuron.value = fixed(n_.y, 3), neuron.tone = n_.y;
        if (o_.sum) neuron.note = lessons::hand_name("z3") + (o_.area.width() < 480 ? "=" : " = ") + short_number(n_.z3);
        if (biases_) neuron.note += (neuron.note.empty() ? "" : "  ") + std::string("c ") + short_number(n_.c);
        if (has_word(o_.slopes, "y")) neuron.slope = "\u03c3\u2032 " + fixed(n_.slope3, 3);
        if (gradient("y")) neuron.backward = arrow(n_.d_y);
        if (o_.delta) neuron.passed = "δ " + fixed(n_.delta, 4);
        return neuron;
    }
    DiagramLink first(int j, int i) const {
        const std::string key = "w" + std::to_string(j + 1) + std::to_string(i + 1);
        DiagramLink link{.layer = 0, .from = i, .to = j, .key = key, .weight = HandNumbers::at(n_.w, j, i), .pulse = o_.pulse1};
        link.dimmed = std::max(dim(key_of("x", i)), dim(key_of("h", j)));
        link.label = lessons::hand_name(key) + is_ + short_number(link.weight);
        if (o_.products) link.forward = "\u2192 " + short_number(n_.product(j, i));
        if (gradient(key)) link.backward = arrow(HandNumbers::at(n_.d_w, j, i));
        return link;
    }
    DiagramLink second(int j) const {
        const auto at = static_cast<std::size_t>(j);
        const std::string key = key_of("v", j);
        DiagramLink link{.layer = 1, .from = j, .to = 0, .key = key, .weight = n_.v[at], .pulse = o_.pulse2};
        link.dimmed = std::max(dim(key_of("h", j)), dim("y"));
        link.label = lessons::hand_name(key) + is_ + short_number(link.weight);
        if (o_.contributions[at]) link.forward = "\u2192 " + fixed(n_.contribution(j), 3);
        if (gradient(key)) link.backward = arrow(n_.d_v[at]);
        return link;
    }

    const HandDiagram& o_;
    const HandNumbers& n_;
    const char* const is_ = o_.area.width() >= 480 ? " = " : "=";
    const bool biases_ = o_.biases && o_.area.width() >= 480;   // a phone has room for the sums alone
};

/// What the diagram already shows of a part may be read exactly; the rest is still to be found out.
std::vector<InspectorLine> read_out(const Ui& ui, const HandDiagram& o, std::string_view key, std::vector<std::string>& words) {
    const HandNumbers& n = *o.numbers;
    const auto line = [&](const char* ko, const char* en, std::string value) {
        words.push_back(ui.tr(ko, en));
        words.push_back(std::move(value));
    };
    const int j = key.size() > 1 ? key[1] - '1' : 0, i = key.size() > 2 ? key[2] - '1' : 0;
    const auto at = static_cast<std::size_t>(j);
    const char kind = key.empty() ? ' ' : key[0];
    const bool gradient = o.gradients && (o.gradient_keys.empty() || has_word(o.gradient_keys, key));
    if (kind == 'w') {
        line("가중치", "Weight", short_number(HandNumbers::at(n.w, j, i), 6));
        if (o.products) line("보내는 값", "Contribution", short_number(HandNumbers::at(n.w, j, i)) + " × " + lessons::factor(n.x[static_cast<std::size_t>(i)]) + " = " + short_number(n.product(j, i), 6));
        if (gradient) line("손실의 기울기", "Slope of the loss", fixed(HandNumbers::at(n.d_w, j, i), 6));
    } else if (kind == 'v') {
        line("가중치", "Weight", short_number(n.v[at], 6));
        if (o.contributions[at]) line("보내는 값", "Contribution", short_number(n.v[at]) + " × " + fixed(n.h[at], 3) + " = " + fixed(n.contribution(j), 6));
        if (gradient) line("손실의 기울기", "Slope of the loss", fixed(n.d_v[at], 6));
    } else if (kind == 'x') {
        line("입력", "Input", short_number(n.x[at], 6));
    } else if (kind == 'h') {
        if (o.sums[at]) line("가중합", "Weighted sum", short_number(n.z[at], 6));
        if (o.hidden[at] && o.asked != key) line("값", "Value", fixed(n.h[at], 6));
        line("편향", "Bias", short_number(n.b[at], 6));
        if (gradient) line("손실의 기울기", "Slope of the loss", fixed(n.d_h[at], 6));
    } else if (kind == 'y') {
        if (o.sum) line("가중합", "Weighted sum", fixed(n.z3, 6));
        if (o.output && o.asked != key) line("값", "Value", fixed(n.y, 6));
        line("편향", "Bias", short_number(n.c, 6));
        if (gradient) line("손실의 기울기", "Slope of the loss", fixed(n.d_y, 6));
        if (o.delta) line("δ", "δ", fixed(n.delta, 6));
    }
    std::vector<InspectorLine> lines;
    for (std::size_t k = 0; k + 1 < words.size(); k += 2) lines.push_back({.name = words[k], .value = words[k + 1]});
    return lines;
}

}  // namespace

float hand_diagram_height(float width) { return width < 480 ? 268.0f : std::clamp(width * 0.44f, 270.0f, 340.0f); }

std::string hand_diagram(SceneContext& context, Spotlight& light, const HandDiagram& o) {
    const Builder built(context.ui, o);
    std::vector<std::string> words;   // of the read-out; it is drawn before they go
    words.reserve(12);
    return network_diagram(context.ui, light,
                           {.id = o.id, .area = o.area, .layers = built.layers, .links = built.links, .titles = built.titles, .range = 2, .selected = o.selected,
                            .inspect = [&](std::string_view key) {
                                words.clear();
                                return read_out(context.ui, o, key, words);
                            }});
}

std::optional<std::string> part_chosen(const Ui& ui, const HandDiagram& o, const std::string& pressed) {
    if (!pressed.empty()) return pressed == o.selected ? std::string() : pressed;
    if (o.selected.empty() || !ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return std::nullopt;
    constexpr float slop = 8;   // further is a drag or a scroll
    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
    const bool tap = std::abs(moved.x) < slop && std::abs(moved.y) < slop;
    return tap && (ui.touch || o.area.contains(ImGui::GetMousePos())) ? std::optional<std::string>("") : std::nullopt;
}

float hand_diagram_key(const Ui& ui, const HandDiagram& o, ImVec2 at, float width) {
    struct Item {
        const char *sign, *words;
        ImU32 color;
    };
    std::vector<Item> items;
    if (o.products || o.contributions[0] || o.contributions[1]) items.push_back({"→", ui.tr("앞으로 보내는 값", "value sent forward"), ui.theme.muted});
    if (!o.slopes.empty()) items.push_back({"σ′", ui.tr("시그모이드의 기울기", "slope of the sigmoid"), slope_ink(ui.theme)});
    if (o.gradients) items.push_back({"←", ui.tr("돌아오는 값: 손실의 기울기 ∂L/∂(그 수)", "coming back: slope of the loss, ∂L/∂(that number)"), gradient_ink(ui.theme)});
    if (o.delta) items.push_back({"δ", ui.tr("손실의 기울기 ∂L/∂z₃", "slope of the loss, ∂L/∂z₃"), gradient_ink(ui.theme)});
    constexpr Type sign{13, true}, words{12};
    constexpr float row = 20, apart = 18;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    ImVec2 pen = at;
    for (const Item& item : items) {
        const float name = text_size(ui.theme, sign, item.sign).x + 6, whole = name + text_size(ui.theme, words, item.words).x;
        if (pen.x > at.x && pen.x + whole > at.x + width) pen = {at.x, pen.y + row};
        draw_text_middle(draw, ui.theme, {pen.x, pen.y + row / 2}, sign, item.color, item.sign);
        draw_text_middle(draw, ui.theme, {pen.x + name, pen.y + row / 2}, words, ui.theme.muted, item.words);
        pen.x += whole + apart;
    }
    return items.empty() ? 0 : pen.y + row - at.y;
}

}  // namespace nabla::kit
