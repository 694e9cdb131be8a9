#include <algorithm>
#include <cmath>

#include "core/number_text.h"
#include "core/session/control_groups.h"

namespace nabla {
namespace {

constexpr std::string_view one_hot_prefix = "dataset.one_hot.", drop_prefix = "dataset.drop.";

bool is_toy(const DatasetInfo& info) { return !info.needs_files; }

/// Training rows of the whole set, whatever the Experiment takes of it.
std::int64_t all_rows(const Experiment& e) {
    DatasetSpec whole = e.dataset;
    whole.rows.reset();
    return dataset_shape(whole).train_rows;
}

std::vector<std::int64_t> row_choices(const Experiment& e, const DatasetInfo& info) {
    const auto all = all_rows(e);
    std::vector<std::int64_t> rows;
    if (is_toy(info)) rows = {20, 50, 100, 200, 500, 1000};
    else if (all >= 10'000) rows = {1'000, all / 5, all};
    else if (all >= 100) rows = {all / 10, all / 3, all};
    else if (all > 0) rows = {all};
    const auto present = e.dataset.rows.value_or(all);
    if (present > 0 && std::find(rows.begin(), rows.end(), present) == rows.end()) rows.push_back(present);
    std::sort(rows.begin(), rows.end());
    return rows;
}

void add_rows(const Experiment& e, const DatasetInfo& info, std::vector<Control>& out) {
    Control control{.id = "dataset.rows", .kind = Control::Kind::select, .label = {"훈련 데이터", "Training rows"}, .group = "data",
                    .value = std::to_string(e.dataset.rows.value_or(all_rows(e))),
                    .hint = {"앞에서부터 이만큼의 샘플만 써요.", "Uses this many samples, from the first on."}};
    for (auto rows : row_choices(e, info)) control.choices.push_back({std::to_string(rows), {thousands(rows) + "개", thousands(rows)}});
    if (control.choices.size() > 1) out.push_back(std::move(control));
}

void add_columns(const Experiment& e, const DatasetInfo& info, std::vector<Control>& out) {
    const auto chosen = [](const std::vector<std::string>& list, const std::string& name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    };
    for (const auto& name : info.categorical)
        if (!chosen(e.dataset.drop, name))
            out.push_back(toggle(std::string(one_hot_prefix) + name, "data", {name + " 원-핫 인코딩", "One-hot " + name}, chosen(e.dataset.one_hot, name),
                                 {"값마다 0과 1로 된 열을 하나씩 만들어요.", "Makes a column of 0 and 1 for each of its values."}));
    // Boston's B is computed from the share of Black residents: whether to use it is a question the lesson asks.
    for (const auto& name : info.features)
        if ((name == "B" && e.dataset.name == "boston_housing") || chosen(e.dataset.drop, name))
            out.push_back(toggle(std::string(drop_prefix) + name, "data", {name + " 빼기", "Drop " + name}, chosen(e.dataset.drop, name),
                                 {"이 특성 없이 훈련해요.", "Trains without this feature."}));
}

/// "x ÷ 100", "(x − 147) ÷ 85.6"
std::string scale_formula(const GivenScale& scale) {
    const std::string by = " ÷ " + number_text(scale.deviation, 5);
    return scale.mean == 0 ? "x" + by : "(x " + std::string(scale.mean < 0 ? "+ " : "− ") + number_text(std::abs(scale.mean), 5) + ")" + by;
}

void set_member(std::vector<std::string>& list, const std::string& name, bool on) {
    std::erase(list, name);
    if (on) list.push_back(name);
}

}  // namespace

void add_data_controls(const Experiment& e, std::vector<Control>& out) {
    const auto* info = find_dataset(e.dataset.name);
    if (!info || e.dataset.name == "csv" || e.dataset.name == "inline") return;  // the learner's own: as they are
    add_rows(e, *info, out);
    if (info->sample_shape.elements() >= 64 && info->features.empty() && info->sample_shape.rank() >= 1 && e.dataset.name != "imdb" && e.dataset.name != "reuters")
        out.push_back(toggle("dataset.rescale", "data", {"0~1로 바꾸기", "Rescale to 0–1"}, e.dataset.rescale,
                             {"픽셀 값을 최댓값으로 나누어 0과 1 사이로 만들어요.", "Divides pixel values by their maximum."}));
    if (!info->features.empty())
        out.push_back(toggle("dataset.standardize", "data", {"표준화", "Standardize"}, e.dataset.standardize,
                             {"특성마다 평균을 빼고 표준편차로 나누어요.", "Subtracts each feature's mean and divides by its deviation."}));
    if (e.dataset.given_scale) {
        const auto formula = scale_formula(*e.dataset.given_scale);
        out.push_back(toggle("dataset.given_scale", "data", {formula, formula}, true, {"실험이 정한 수예요. 표준화를 켜면 데이터의 평균과 표준편차를 써요.", "Numbers that the experiment names. Standardize takes the data's own instead."}));
        out.back().enabled = false;
    }
    add_columns(e, *info, out);
    if (is_toy(*info) && e.dataset.name != "xor")
        out.push_back(slider("dataset.noise", "data", {"잡음", "Noise"}, e.dataset.noise, 0, 0.5, 0.01,
                             {"점들이 제자리에서 얼마나 흩어지는지 정해요.", "Sets how far points stray from their place."}));
}

bool set_data_control(Experiment& e, std::string_view id, const Json& value) {
    if (id == "dataset.rows") {
        const auto rows = std::stoll(value.get<std::string>());
        e.dataset.rows = rows == all_rows(e) ? std::nullopt : std::optional<std::int64_t>(rows);
    } else if (id == "dataset.rescale") e.dataset.rescale = value.get<bool>();
    else if (id == "dataset.standardize") {
        e.dataset.standardize = value.get<bool>();
        if (e.dataset.standardize) e.dataset.min_max = false, e.dataset.given_scale.reset();
    }
    else if (id == "dataset.noise") e.dataset.noise = value.get<double>();
    else if (id.starts_with(one_hot_prefix)) set_member(e.dataset.one_hot, std::string(id.substr(one_hot_prefix.size())), value.get<bool>());
    else if (id.starts_with(drop_prefix)) {
        const std::string name(id.substr(drop_prefix.size()));
        set_member(e.dataset.drop, name, value.get<bool>());
        if (value.get<bool>()) set_member(e.dataset.one_hot, name, false);
    } else return false;
    return true;
}

}  // namespace nabla
