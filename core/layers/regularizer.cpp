#include "core/layers/regularizer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"

namespace nabla {

Json canonical_regularizer(const Json& config, const std::string& path) {
    static constexpr std::array<std::string_view, 3> names = {"L1", "L2", "L1L2"};
    if (config.is_null()) return nullptr;
    NamedJson named = read_named(config, path);
    if (named.name == "l1") named.name = "L1";
    if (named.name == "l2") named.name = "L2";
    if (named.name == "l1_l2" || named.name == "L1L2") named.name = "L1L2";
    if (std::find(names.begin(), names.end(), named.name) == names.end()) throw unknown_name(path, "a regularizer", named.name, names);
    const JsonReader reader(named.config, named.config_path);
    Json complete = Json::object();
    const double standard = named.name == "L1L2" ? 0 : 0.01;
    if (named.name != "L2") complete["l1"] = reader.number("l1", standard, NumberRange::from(0));
    if (named.name != "L1") complete["l2"] = reader.number("l2", standard, NumberRange::from(0));
    reader.finish();
    return {{"class_name", named.name}, {"config", std::move(complete)}};
}

Penalty penalty_of(const Json& canonical) {
    if (canonical.is_null()) return {};
    const Json& config = canonical.at("config");
    return {.l1 = config.value("l1", 0.0), .l2 = config.value("l2", 0.0)};
}

double penalty_value(const Penalty& penalty, std::span<const float> w) {
    double absolute = 0, square = 0;
    for (const float x : w) absolute += std::abs(x), square += double{x} * x;
    return penalty.l1 * absolute + penalty.l2 * square;
}

void add_penalty_gradient(const Penalty& penalty, std::span<const float> w, std::span<float> g) {
    const auto l1 = static_cast<float>(penalty.l1), twice_l2 = static_cast<float>(2 * penalty.l2);
    for (std::size_t i = 0; i < w.size(); ++i) g[i] += l1 * static_cast<float>((w[i] > 0) - (w[i] < 0)) + twice_l2 * w[i];
}

}  // namespace nabla
