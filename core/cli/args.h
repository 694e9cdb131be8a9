#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nabla::cli {

struct Option {
    std::string_view name;   // "--seed"
    bool takes_value = true; // "--seed 3" or "--seed=3"; else a switch
};

/// A command's words: options anywhere among the positional ones, "--" ends the options.
class Args {
public:
    /// Throws Error "unknown_option", "missing_value" or "duplicate_option".
    static Args parse(std::span<const std::string> words, std::span<const Option> options);

    bool has(std::string_view option) const { return values_.contains(option); }
    std::optional<std::string> value(std::string_view option) const;
    /// Throws Error "not_a_number" or "out_of_range".
    std::optional<std::int64_t> integer(std::string_view option, std::int64_t min, std::int64_t max) const;
    const std::vector<std::string>& positional() const { return positional_; }
    /// The only positional word; Error "missing_argument" or "too_many_arguments" otherwise.
    const std::string& only(std::string_view what) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
    std::vector<std::string> positional_;
};

}  // namespace nabla::cli
