#pragma once
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/json.h"
#include "core/tensor/shape.h"

namespace nabla {

/// Bounds of a number, said in errors as "a number above 0" or "a number from 0 to 1".
struct NumberRange {
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    bool above_min = false;  // min itself is not allowed
    bool below_max = false;  // max itself is not allowed

    static NumberRange above(double low) { return {.min = low, .above_min = true}; }
    static NumberRange from(double low) { return {.min = low}; }
    static NumberRange between(double low, double high) { return {.min = low, .max = high}; }
    /// [low, high)
    static NumberRange half_open(double low, double high) { return {.min = low, .max = high, .below_max = true}; }
    bool contains(double value) const;
    std::string text(std::string_view noun) const;
};

/// One JSON object, read strictly: it knows where it stands, every getter names the path of what is wrong, and
/// finish() refuses what nobody asked for. null counts as absent everywhere, as in Keras's own configs.
///
///     JsonReader read(config, "model.config.layers[0].config");
///     units = read.integer("units", {.min = 1, .max = 1'000'000});          // required
///     rate  = read.number("rate", 0.5, NumberRange::half_open(0, 1));       // with default
///     read.only_default("bias_constraint", nullptr);                        // known, not offered
///     read.finish();
///
/// Holds a reference: the JSON must outlive it.
class JsonReader {
public:
    JsonReader(const Json& object, std::string path);
    JsonReader(Json&&, std::string) = delete;

    const std::string& path() const { return path_; }
    std::string path_of(std::string_view key) const;
    bool has(std::string_view key) const { return find(key) != nullptr; }
    /// The value, or null pointer if absent or null. Marks the key as known.
    const Json* find(std::string_view key) const;
    /// The value, or Error "missing_key".
    const Json& required(std::string_view key, std::string_view expected) const;

    double number(std::string_view key, const NumberRange& range = {}) const;
    double number(std::string_view key, double fallback, const NumberRange& range = {}) const;
    std::int64_t integer(std::string_view key, const NumberRange& range) const;
    std::int64_t integer(std::string_view key, std::int64_t fallback, const NumberRange& range = {}) const;
    bool boolean(std::string_view key, bool fallback) const;
    std::string text(std::string_view key) const;
    std::string text(std::string_view key, std::string_view fallback) const;
    std::string one_of(std::string_view key, std::string_view fallback, std::span<const std::string_view> choices) const;
    std::string one_of(std::string_view key, std::string_view fallback,
                       std::initializer_list<std::string_view> choices) const {
        return one_of(key, fallback, std::span(choices.begin(), choices.size()));
    }
    std::vector<std::string> texts(std::string_view key) const;  // absent: empty
    /// A whole number above 0, or a list of `axes` of them: Keras's kernel_size 3 or [3, 3].
    Shape sizes(std::string_view key, std::size_t axes, std::int64_t fallback) const;
    /// A list of whole numbers above 0; null entries (Keras's batch axis) are left out. Absent: nothing.
    std::optional<Shape> shape(std::string_view key) const;

    /// Keys that are read elsewhere or mean nothing here; any value.
    void ignore(std::initializer_list<std::string_view> keys) const;
    /// A key of Keras's that is not offered here: null or `standard` passes, anything else is Error "unsupported".
    void only_default(std::string_view key, const Json& standard) const;

    /// Error "unknown_key" for the first key nobody asked for, with the nearest known one as advice.
    void finish() const;

    [[noreturn]] void fail(std::string_view key, std::string code, std::string expected, std::string advice = {}) const;

private:
    void know(std::string_view key) const;

    const Json& object_;
    std::string path_;
    mutable std::vector<std::string> known_;
};

// The same checks on one value that stands at `path`.
double read_number(const Json& value, const std::string& path, const NumberRange& range = {});
std::int64_t read_integer(const Json& value, const std::string& path, const NumberRange& range = {});
bool read_boolean(const Json& value, const std::string& path);
std::string read_text(const Json& value, const std::string& path);
Error unknown_name(const std::string& path, std::string_view what, std::string_view received,
                   std::span<const std::string_view> choices);

/// A value as it is shown in an error: its JSON, cut after 60 characters.
std::string shown(const Json& value);
/// The choice with the smallest edit distance, if it is near enough to be meant; else "".
std::string nearest(std::string_view word, std::span<const std::string_view> choices);
/// "Dense, Dropout or Flatten"
std::string listed(std::span<const std::string_view> words);

}  // namespace nabla
