#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/kernels/activation.h"
#include "core/session/control_groups.h"

namespace nabla {
namespace {

constexpr std::size_t max_layers = 10;  // with 1,024 units each, far below the limit of parameters
constexpr std::int64_t max_units = 1024;
constexpr std::array<std::string_view, 6> free_classes = {"Dense", "Dropout", "Activation", "LeakyReLU", "ELU", "ReLU"};
constexpr std::string_view layer_prefix = "model.layers.", add_prefix = "model.add_layer.";

std::string class_of(const Json& layer) { return layer["class_name"].get<std::string>(); }

/// Layers in front of the output that take any row of numbers: these can be moved, removed and added to.
struct FreeLayers {
    std::size_t first = 0, end = 0;  // [first, end); end is the output layer
    bool contains(std::size_t i) const { return first <= i && i < end; }
};

FreeLayers free_layers(const Json& layers) {
    FreeLayers result;
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (class_of(layers[i]) == "Dense") result.end = i;
    result.first = result.end;
    while (result.first > 0 && std::find(free_classes.begin(), free_classes.end(), class_of(layers[result.first - 1])) != free_classes.end())
        --result.first;
    return result;
}

/// What layers are called on the panel: hidden layers and dropouts count by themselves.
struct LayerTitles {
    int hidden = 0, dropout = 0, other = 0;
    Text next(const std::string& class_name, bool output) {
        if (output) return {"출력층", "Output layer"};
        if (class_name == "Dense") return numbered("은닉층", "Hidden layer", ++hidden);
        if (class_name == "Dropout") return numbered("드롭아웃", "Dropout", ++dropout);
        if (class_name == "Activation") return numbered("활성화", "Activation", ++other);
        return {class_name, class_name};
    }
    static Text numbered(const std::string& ko, const std::string& en, int n) { return {ko + " " + std::to_string(n), en + " " + std::to_string(n)}; }
};

Text with(const Text& title, const std::string& ko, const std::string& en) { return {title.ko + " " + ko, title.en + " " + en}; }

Control activation_select(const std::string& id, const Text& title, const std::string& value, bool output) {
    Control control{.id = id, .kind = Control::Kind::select, .label = with(title, "활성화 함수", "activation"), .group = "model", .value = value,
                    .enabled = !output,
                    .hint = output ? Text{"출력층은 데이터와 손실 함수가 정해요.", "The data and the loss decide the output layer."}
                                   : Text{"가중합을 출력으로 바꾸는 함수를 골라요.", "Chooses the function from weighted sum to output."}};
    for (auto name : activation_names())
        if (name != "softmax" || value == "softmax") control.choices.push_back({std::string(name), {std::string(name), std::string(name)}});
    return control;
}

void add_own_settings(const Json& layer, const std::string& id, const Text& title, bool output, std::vector<Control>& out) {
    const auto class_name = class_of(layer);
    const Json config = layer.value("config", Json::object());
    if (class_name == "Dense") {
        auto units = whole_number(id + ".units", "model", with(title, "유닛 수", "units"), config["units"].get<std::int64_t>(), 1, max_units,
                                  output ? Text{"출력층은 데이터와 손실 함수가 정해요.", "The data and the loss decide the output layer."}
                                         : Text{"이 층에 있는 뉴런의 개수예요.", "How many neurons this layer has."});
        units.enabled = !output;
        out.push_back(std::move(units));
    }
    if (class_name == "Dense" || class_name == "Activation")
        out.push_back(activation_select(id + ".activation", title, config.value("activation", "linear"), output));
    if (class_name == "Dropout")
        out.push_back(slider(id + ".rate", "model", with(title, "비율", "rate"), config["rate"].get<double>(), 0, 0.9, 0.05,
                             {"훈련할 때 이 비율만큼의 출력을 0으로 만들어요.", "Sets this share of outputs to 0 while training."}));
}

void add_layer_buttons(const std::string& id, const Text& title, std::size_t i, const FreeLayers& free, std::vector<Control>& out) {
    auto up = button(id + ".up", "model", with(title, "앞으로", "up"), {"입력 쪽으로 한 칸 옮겨요.", "Moves it one place towards the input."});
    auto down = button(id + ".down", "model", with(title, "뒤로", "down"), {"출력 쪽으로 한 칸 옮겨요.", "Moves it one place towards the output."});
    up.enabled = i > free.first;
    down.enabled = i + 1 < free.end;
    out.push_back(std::move(up));
    out.push_back(std::move(down));
    out.push_back(button(id + ".remove", "model", with(title, "없애기", "remove"), {"이 층을 없애요.", "Takes this layer out."}));
}

void add_layer(const Json& layer, std::size_t i, const FreeLayers& free, LayerTitles& titles, std::vector<Control>& out) {
    const auto id = std::string(layer_prefix) + std::to_string(i);
    const bool output = i >= free.end;
    const auto title = titles.next(class_of(layer), output);
    const auto before = out.size();
    add_own_settings(layer, id, title, output, out);
    if (free.contains(i)) add_layer_buttons(id, title, i, free, out);
    else if (out.size() == before) {
        auto fixed = button(id, "model", title, {"모양을 맞추는 층이라 그대로 두어요.", "This layer fits shapes together, so it stays."});
        fixed.enabled = false;
        out.push_back(std::move(fixed));
    }
    for (auto at = before; at < out.size(); ++at) out[at].row = static_cast<int>(i);
}

Json new_layer(std::string_view class_name) {
    if (class_name == "Dropout") return {{"class_name", "Dropout"}, {"config", {{"rate", 0.2}}}};
    return {{"class_name", "Dense"}, {"config", {{"units", 64}, {"activation", "relu"}}}};
}

Json& layers_of(Experiment& e) { return e.model["config"]["layers"]; }

void move_layer(Json& layers, std::size_t from, std::size_t to) {
    Json layer = layers[from];
    layers.erase(from);
    layers.insert(layers.begin() + static_cast<std::ptrdiff_t>(to), std::move(layer));
}

}  // namespace

void add_model_controls(const Experiment& e, std::vector<Control>& out) {
    if (e.model["class_name"] != "Sequential") return;
    const auto& layers = e.model["config"]["layers"];
    const auto free = free_layers(layers);
    LayerTitles titles;
    for (std::size_t i = 0; i < layers.size(); ++i) add_layer(layers[i], i, free, titles, out);
    const bool full = layers.size() >= max_layers;
    const Text hint = full ? Text{"층은 " + std::to_string(max_layers) + "개까지 쌓을 수 있어요.", "A model here has at most " + std::to_string(max_layers) + " layers."}
                           : Text{"출력층 바로 앞에 넣어요.", "Puts it right in front of the output layer."};
    for (auto control : {button(std::string(add_prefix) + "Dense", "model", {"은닉층 더하기", "Add hidden layer"}, hint),
                         button(std::string(add_prefix) + "Dropout", "model", {"드롭아웃 더하기", "Add dropout"}, hint)}) {
        control.enabled = !full;
        control.row = static_cast<int>(layers.size());
        out.push_back(std::move(control));
    }
}

bool set_model_control(Experiment& e, std::string_view id, const Json& value) {
    auto& layers = layers_of(e);
    if (id.starts_with(add_prefix)) {
        const auto at = free_layers(layers).end;
        layers.insert(layers.begin() + static_cast<std::ptrdiff_t>(at), new_layer(id.substr(add_prefix.size())));
        return true;
    }
    if (!id.starts_with(layer_prefix)) return false;
    const auto rest = id.substr(layer_prefix.size());
    const auto dot = std::min(rest.find('.'), rest.size());
    std::size_t i = 0;
    std::from_chars(rest.data(), rest.data() + dot, i);
    const auto what = rest.substr(std::min(dot + 1, rest.size()));
    if (what == "remove") layers.erase(i);
    else if (what == "up") move_layer(layers, i, i - 1);
    else if (what == "down") move_layer(layers, i, i + 1);
    else layers[i]["config"][std::string(what)] = value;
    return true;
}

}  // namespace nabla
