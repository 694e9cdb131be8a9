#include "core/experiment/json_reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace nabla {
namespace {

/// Without the decimals of a whole number, without a zero tail: 50000000, 0.001, 1e-07.
std::string bound_text(double value) {
    if (std::floor(value) == value && std::abs(value) < 1e15) return std::to_string(static_cast<long long>(value));
    return Json(value).dump();
}

/// Edits (insert, delete, replace, swap of neighbours) that turn a into b; capitals do not count.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

Error wrong_type(const std::string& path, std::string expected, const Json& received) {
    return Error({.code = "wrong_type", .where = path, .expected = std::move(expected), .received = shown(received), .advice = {}});
}

}  // namespace

bool NumberRange::contains(double value) const {
    if (!std::isfinite(value)) return false;
    const bool high_enough = above_min ? value > min : value >= min;
    const bool low_enough = below_max ? value < max : value <= max;
    return high_enough && low_enough;
}

std::string NumberRange::text(std::string_view noun) const {
    std::string text(noun);
    if (std::isfinite(min) && std::isfinite(max) && !above_min && !below_max)
        return text + " from " + bound_text(min) + " to " + bound_text(max);
    if (std::isfinite(min)) text += (above_min ? " above " : " of at least ") + bound_text(min);
    if (std::isfinite(min) && std::isfinite(max)) text += " and";
    if (std::isfinite(max)) text += (below_max ? " below " : " of at most ") + bound_text(max);
    return text;
}

std::string shown(const Json& value) {
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() <= 60) return text;
    std::size_t end = 57;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a UTF-8 sequence
    return text.substr(0, end) + "...";
}

std::string nearest(std::string_view word, std::span<const std::string_view> choices) {
    if (word.size() > 64) return {};
    std::size_t best = std::max<std::size_t>(1, std::min<std::size_t>(3, word.size() / 3)) + 1;
    std::string result;
    for (auto choice : choices) {
        const auto distance = edit_distance(word, choice);
        if (distance < best) best = distance, result = choice;
    }
    return result;
}

std::string listed(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

double read_number(const Json& value, const std::string& path, const NumberRange& range) {
    if (!value.is_number()) throw wrong_type(path, range.text("a number"), value);
    const double number = value.get<double>();
    if (!range.contains(number))
        throw Error({.code = "out_of_range", .where = path, .expected = range.text("a number"),
                     .received = std::isfinite(number) ? shown(value) : std::isnan(number) ? "NaN" : "infinity", .advice = {}});
    return number;
}

std::int64_t read_integer(const Json& value, const std::string& path, const NumberRange& range) {
    if (!value.is_number()) throw wrong_type(path, range.text("a whole number"), value);
    const double number = value.get<double>();  // 128.0 is whole too: JavaScript knows one kind of number
    if (std::isfinite(number) && std::floor(number) != number) throw wrong_type(path, range.text("a whole number"), value);
    if (!range.contains(number) || std::abs(number) > 0x1p53)
        throw Error({.code = "out_of_range", .where = path, .expected = range.text("a whole number"), .received = shown(value), .advice = {}});
    return static_cast<std::int64_t>(number);
}

bool read_boolean(const Json& value, const std::string& path) {
    if (!value.is_boolean()) throw wrong_type(path, "true or false", value);
    return value.get<bool>();
}

std::string read_text(const Json& value, const std::string& path) {
    if (!value.is_string()) throw wrong_type(path, "a text", value);
    return value.get<std::string>();
}

Error unknown_name(const std::string& path, std::string_view what, std::string_view received,
                   std::span<const std::string_view> choices) {
    const auto meant = nearest(received, choices);
    return Error({.code = "unknown_name", .where = path, .expected = std::string(what) + ": " + listed(choices),
                  .received = shown(std::string(received)), .advice = meant.empty() ? "" : "Did you mean \"" + meant + "\"?"});
}

JsonReader::JsonReader(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object()) throw wrong_type(path_, "an object, {...}", object);
}

std::string JsonReader::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void JsonReader::know(std::string_view key) const {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
}

const Json* JsonReader::find(std::string_view key) const {
    know(key);
    const auto it = object_.find(std::string(key));
    return it == object_.end() || it->is_null() ? nullptr : &*it;
}

const Json& JsonReader::required(std::string_view key, std::string_view expected) const {
    if (const auto* value = find(key)) return *value;
    throw Error({.code = "missing_key", .where = path_of(key), .expected = std::string(expected), .received = "nothing",
                 .advice = "Add \"" + std::string(key) + "\"."});
}

double JsonReader::number(std::string_view key, const NumberRange& range) const {
    return read_number(required(key, range.text("a number")), path_of(key), range);
}

double JsonReader::number(std::string_view key, double fallback, const NumberRange& range) const {
    const auto* value = find(key);
    return value ? read_number(*value, path_of(key), range) : fallback;
}

std::int64_t JsonReader::integer(std::string_view key, const NumberRange& range) const {
    return read_integer(required(key, range.text("a whole number")), path_of(key), range);
}

std::int64_t JsonReader::integer(std::string_view key, std::int64_t fallback, const NumberRange& range) const {
    const auto* value = find(key);
    return value ? read_integer(*value, path_of(key), range) : fallback;
}

bool JsonReader::boolean(std::string_view key, bool fallback) const {
    const auto* value = find(key);
    return value ? read_boolean(*value, path_of(key)) : fallback;
}

std::string JsonReader::text(std::string_view key) const { return read_text(required(key, "a text"), path_of(key)); }

std::string JsonReader::text(std::string_view key, std::string_view fallback) const {
    const auto* value = find(key);
    return value ? read_text(*value, path_of(key)) : std::string(fallback);
}

std::string JsonReader::one_of(std::string_view key, std::string_view fallback,
                               std::span<const std::string_view> choices) const {
    const auto* value = find(key);
    if (!value) return std::string(fallback);
    auto word = read_text(*value, path_of(key));
    if (std::find(choices.begin(), choices.end(), word) == choices.end())
        throw unknown_name(path_of(key), "one of", word, choices);
    return word;
}

std::vector<std::string> JsonReader::texts(std::string_view key) const {
    const auto* value = find(key);
    if (!value) return {};
    if (!value->is_array()) throw wrong_type(path_of(key), "a list of texts", *value);
    std::vector<std::string> result;
    for (std::size_t i = 0; i < value->size(); ++i)
        result.push_back(read_text((*value)[i], path_of(key) + "[" + std::to_string(i) + "]"));
    return result;
}

Shape JsonReader::sizes(std::string_view key, std::size_t axes, std::int64_t fallback) const {
    constexpr NumberRange range{.min = 1, .max = 1e6};
    const auto* value = find(key);
    Shape result;
    const bool list = value && value->is_array();
    if (list && value->size() != axes && value->size() != 1)
        throw wrong_type(path_of(key), "a whole number or a list of " + std::to_string(axes), *value);
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (!value) result.append(fallback);
        else if (!list) result.append(read_integer(*value, path_of(key), range));
        else {
            const auto at = value->size() == 1 ? 0 : axis;
            result.append(read_integer((*value)[at], path_of(key) + "[" + std::to_string(at) + "]", range));
        }
    }
    return result;
}

std::optional<Shape> JsonReader::shape(std::string_view key) const {
    const auto* value = find(key);
    if (!value) return {};
    if (!value->is_array() || value->size() > Shape::max_rank - 1)
        throw wrong_type(path_of(key), "a list of up to " + std::to_string(Shape::max_rank - 1) + " whole numbers", *value);
    Shape result;
    for (std::size_t i = 0; i < value->size(); ++i)
        if (!(*value)[i].is_null())
            result.append(read_integer((*value)[i], path_of(key) + "[" + std::to_string(i) + "]", {.min = 1, .max = 1e9}));
    return result;
}

void JsonReader::ignore(std::initializer_list<std::string_view> keys) const {
    for (auto key : keys) know(key);
}

void JsonReader::only_default(std::string_view key, const Json& standard) const {
    const auto* value = find(key);
    if (!value || *value == standard) return;
    throw Error({.code = "unsupported", .where = path_of(key), .expected = "Keras's default, " + shown(standard),
                 .received = shown(*value), .advice = "Nabla does not offer this setting; leave it out."});
}

void JsonReader::finish() const {
    for (const auto& [key, value] : object_.items()) {
        if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
        const std::vector<std::string_view> known(known_.begin(), known_.end());
        const auto meant = nearest(key, known);
        throw Error({.code = "unknown_key", .where = path_of(key), .expected = "one of: " + listed(known), .received = "\"" + key + "\"",
                     .advice = meant.empty() ? "" : "Did you mean \"" + meant + "\"?"});
    }
}

void JsonReader::fail(std::string_view key, std::string code, std::string expected, std::string advice) const {
    const auto* value = find(key);
    throw Error({.code = std::move(code), .where = path_of(key), .expected = std::move(expected),
                 .received = value ? shown(*value) : "nothing", .advice = std::move(advice)});
}

}  // namespace nabla
