#include "core/layers/initializer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"

namespace nabla {
namespace {

struct Scaling {
    const char* class_name;
    double scale;
    const char* mode;
    const char* distribution;
};
/// Keras's named forms of VarianceScaling.
constexpr Scaling scalings[] = {
    {"GlorotUniform", 1, "fan_avg", "uniform"}, {"GlorotNormal", 1, "fan_avg", "truncated_normal"},
    {"HeUniform", 2, "fan_in", "uniform"},      {"HeNormal", 2, "fan_in", "truncated_normal"},
    {"LecunUniform", 1, "fan_in", "uniform"},   {"LecunNormal", 1, "fan_in", "truncated_normal"},
};

constexpr std::pair<std::string_view, std::string_view> short_names[] = {
    {"zeros", "Zeros"}, {"ones", "Ones"}, {"constant", "Constant"},
    {"random_uniform", "RandomUniform"}, {"uniform", "RandomUniform"}, {"random_normal", "RandomNormal"}, {"normal", "RandomNormal"},
    {"truncated_normal", "TruncatedNormal"}, {"variance_scaling", "VarianceScaling"}, {"orthogonal", "Orthogonal"},
    {"glorot_uniform", "GlorotUniform"}, {"glorot_normal", "GlorotNormal"}, {"he_uniform", "HeUniform"}, {"he_normal", "HeNormal"},
    {"lecun_uniform", "LecunUniform"}, {"lecun_normal", "LecunNormal"},
};

const Scaling* find_scaling(std::string_view class_name) {
    for (const auto& scaling : scalings)
        if (class_name == scaling.class_name) return &scaling;
    return nullptr;
}

std::vector<std::string_view> initializer_classes() {
    std::vector<std::string_view> names;
    for (const auto& [short_name, long_name] : short_names)
        if (std::find(names.begin(), names.end(), long_name) == names.end()) names.push_back(long_name);
    return names;
}

std::string canonical_name(std::string_view name) {
    for (const auto& [short_name, long_name] : short_names)
        if (name == short_name) return std::string(long_name);
    return std::string(name);
}

/// A normal cut at two deviations, by rejection; `n` counts the candidates drawn so far.
double truncated_normal(const Rng& rng, std::uint64_t& n) {
    for (;;) {
        const double x = rng.normal(n++);
        if (std::abs(x) <= 2) return x;
    }
}

void fill_truncated(const Rng& rng, double mean, double deviation, std::span<float> out) {
    std::uint64_t n = 0;
    for (float& w : out) w = static_cast<float>(mean + deviation * truncated_normal(rng, n));
}

void fill_normal(const Rng& rng, double mean, double deviation, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(mean + deviation * rng.normal(i));
}

void fill_scaled(double scale, std::string_view mode, std::string_view distribution, const Shape& shape, const Rng& rng,
                 std::span<float> out) {
    constexpr double truncated_deviation = 0.87962566103423978;  // of a standard normal cut at +-2
    const Fans fans = fans_of(shape);
    const double fan = mode == "fan_in" ? fans.in : mode == "fan_out" ? fans.out : (fans.in + fans.out) / 2;
    const double variance = scale / std::max(1.0, fan);
    if (distribution == "uniform") {
        const auto limit = static_cast<float>(std::sqrt(3 * variance));
        rng.fill_uniform(out, -limit, limit);
    } else if (distribution == "untruncated_normal") {
        fill_normal(rng, 0, std::sqrt(variance), out);
    } else {
        fill_truncated(rng, 0, std::sqrt(variance) / truncated_deviation, out);
    }
}

/// In eight sums side by side: one alone waits for each addition.
double dot(std::span<const double> a, std::span<const double> b) {
    std::array<double, 8> sums{};
    std::size_t i = 0;
    for (; i + sums.size() <= a.size(); i += sums.size())
        for (std::size_t lane = 0; lane < sums.size(); ++lane) sums[lane] += a[i + lane] * b[i + lane];
    for (; i < a.size(); ++i) sums[0] += a[i] * b[i];
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

/// Q of A = Q R with a positive diagonal in R, by modified Gram-Schmidt; a second pass takes away what rounding left.
/// a: [narrow, tall], a column of A a row, which Q's take the place of. (Eigen's HouseholderQR does the same in 100 KB.)
void orthonormalize(std::vector<double>& a, std::size_t narrow, std::size_t tall) {
    for (std::size_t j = 0; j < narrow; ++j) {
        const std::span<double> v(&a[j * tall], tall);
        for (int pass = 0; pass < 2; ++pass)
            for (std::size_t k = 0; k < j; ++k) {
                const std::span<const double> q(&a[k * tall], tall);
                const double along = dot(v, q);
                for (std::size_t i = 0; i < tall; ++i) v[i] -= along * q[i];
            }
        const double length = std::sqrt(dot(v, v));
        for (double& x : v) x /= length;
    }
}

/// Saxe et al., ICLR 2014: Q of a random normal matrix, signs fixed by R's diagonal.
void fill_orthogonal(double gain, const Shape& shape, const Rng& rng, std::span<float> out) {
    const auto columns = shape.rank() ? shape.back() : 1, rows = shape.elements() / std::max<std::int64_t>(1, columns);
    const auto tall = static_cast<std::size_t>(std::max(rows, columns)), narrow = static_cast<std::size_t>(std::min(rows, columns));
    std::vector<double> q(narrow * tall);
    for (std::size_t i = 0; i < tall; ++i)
        for (std::size_t j = 0; j < narrow; ++j) q[j * tall + i] = rng.normal(i * narrow + j);
    orthonormalize(q, narrow, tall);
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows); ++i)
        for (std::size_t j = 0; j < static_cast<std::size_t>(columns); ++j)
            out[i * static_cast<std::size_t>(columns) + j] = static_cast<float>(gain * (rows >= columns ? q[j * tall + i] : q[i * tall + j]));
}

/// Numbers of a nested list, in row-major order; each must be one.
void flatten(const Json& value, const std::string& path, std::vector<float>& out) {
    if (!value.is_array()) return out.push_back(static_cast<float>(read_number(value, path)));
    for (std::size_t i = 0; i < value.size(); ++i) flatten(value[i], path + "[" + std::to_string(i) + "]", out);
}

Json constant_config(const JsonReader& reader) {
    const Json* value = reader.find("value");
    if (!value || !value->is_array()) return {{"value", reader.number("value", 0)}};
    std::vector<float> numbers;
    flatten(*value, reader.path_of("value"), numbers);
    return {{"value", *value}};
}

Json canonical_config(const std::string& name, const JsonReader& reader) {
    reader.ignore({"seed", "dtype"});
    if (name == "Constant") return constant_config(reader);
    if (name == "RandomUniform") return {{"minval", reader.number("minval", -0.05)}, {"maxval", reader.number("maxval", 0.05)}};
    if (name == "RandomNormal" || name == "TruncatedNormal")
        return {{"mean", reader.number("mean", 0)}, {"stddev", reader.number("stddev", 0.05, NumberRange::from(0))}};
    if (name == "Orthogonal") return {{"gain", reader.number("gain", 1)}};
    // Keras writes a Glorot or He initializer's config as VarianceScaling's, too: known, and fixed by the name.
    const auto* named = find_scaling(name);
    if (!named && name != "VarianceScaling") return Json::object();
    const double scale = reader.number("scale", named ? named->scale : 1, NumberRange::above(0));
    const auto mode = reader.one_of("mode", named ? named->mode : "fan_in", {"fan_in", "fan_out", "fan_avg"});
    const auto distribution = reader.one_of("distribution", named ? named->distribution : "truncated_normal",
                                            {"uniform", "truncated_normal", "normal", "untruncated_normal"});
    if (named) return Json::object();
    return {{"scale", scale}, {"mode", mode}, {"distribution", distribution == "normal" ? "truncated_normal" : distribution}};
}

/// LSTM's own: its gates' bias [4 * units] as "others" has it, but 1 for the forget gate, the second.
bool is_unit_forget_bias(const Json& initializer) { return initializer.is_object() && initializer.value("class_name", "") == "UnitForgetBias"; }

}  // namespace

Fans fans_of(const Shape& shape) {
    if (shape.rank() == 0) return {1, 1};
    if (shape.rank() == 1) return {static_cast<double>(shape[0]), static_cast<double>(shape[0])};
    double window = 1;
    for (std::size_t i = 0; i + 2 < shape.rank(); ++i) window *= static_cast<double>(shape[i]);
    return {window * static_cast<double>(shape[shape.rank() - 2]), window * static_cast<double>(shape.back())};
}

Json canonical_initializer(const Json& config, const std::string& path) {
    const NamedJson named = read_named(config, path);
    const std::string class_name = canonical_name(named.name);
    const auto names = initializer_classes();
    if (std::find(names.begin(), names.end(), class_name) == names.end()) throw unknown_name(path, "an initializer", named.name, names);
    const JsonReader reader(named.config, named.config_path);
    Json complete = canonical_config(class_name, reader);
    reader.finish();
    return {{"class_name", class_name}, {"config", std::move(complete)}};
}

bool lists_values(const Json& initializer) {
    return initializer.is_object() && initializer.value("class_name", "") == "Constant" && initializer.contains("config") &&
           initializer["config"].contains("value") && initializer["config"]["value"].is_array();
}

void check_initializer(const Json& initializer, const Shape& shape, const std::string& where) {
    if (is_unit_forget_bias(initializer)) return check_initializer(initializer["config"]["others"], shape, where);
    if (!lists_values(initializer)) return;
    std::vector<std::int64_t> given;
    for (const Json* axis = &initializer["config"]["value"]; axis->is_array(); axis = &axis->front()) {
        given.push_back(static_cast<std::int64_t>(axis->size()));
        if (axis->empty()) break;
    }
    std::vector<float> values;
    flatten(initializer["config"]["value"], where, values);
    bool fits = given.size() == shape.rank() && static_cast<std::int64_t>(values.size()) == shape.elements();
    for (std::size_t i = 0; fits && i < given.size(); ++i) fits = given[i] == shape[i];
    if (!fits)
        throw Error({.code = "initializer_shape", .where = where, .expected = "values of shape " + shape.text(),
                     .received = std::to_string(values.size()) + " values", .advice = "Give one number for each weight, or a single number for all."});
}

void initialize(const Json& initializer, const Shape& shape, const Rng& rng, std::span<float> out) {
    const auto& name = initializer.at("class_name").get_ref<const std::string&>();
    const Json& config = initializer.at("config");
    if (is_unit_forget_bias(initializer)) {
        initialize(config.at("others"), shape, rng, out);
        std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(out.size() / 4), out.size() / 4, 1.0f);
        return;
    }
    const auto number = [&](const char* key) { return config.at(key).get<double>(); };
    if (name == "Zeros") std::fill(out.begin(), out.end(), 0.0f);
    if (name == "Ones") std::fill(out.begin(), out.end(), 1.0f);
    if (name == "Constant" && lists_values(initializer)) {
        std::vector<float> values;
        flatten(config.at("value"), "value", values);
        std::copy_n(values.begin(), std::min(values.size(), out.size()), out.begin());
    } else if (name == "Constant") {
        std::fill(out.begin(), out.end(), static_cast<float>(number("value")));
    }
    if (name == "RandomUniform") rng.fill_uniform(out, static_cast<float>(number("minval")), static_cast<float>(number("maxval")));
    if (name == "RandomNormal") fill_normal(rng, number("mean"), number("stddev"), out);
    if (name == "TruncatedNormal") fill_truncated(rng, number("mean"), number("stddev"), out);
    if (name == "Orthogonal") fill_orthogonal(number("gain"), shape, rng, out);
    if (name == "VarianceScaling")
        fill_scaled(number("scale"), config.at("mode").get<std::string>(), config.at("distribution").get<std::string>(), shape, rng, out);
    if (const auto* scaling = find_scaling(name)) fill_scaled(scaling->scale, scaling->mode, scaling->distribution, shape, rng, out);
}

}  // namespace nabla
