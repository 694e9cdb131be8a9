#include "core/cli/args.h"

#include <algorithm>
#include <charconv>

#include "core/experiment/json_reader.h"

namespace nabla::cli {
namespace {

std::string known_names(std::span<const Option> options) {
    std::vector<std::string_view> names;
    for (const auto& option : options) names.push_back(option.name);
    return names.empty() ? "no options here" : "one of " + listed(names);
}

std::string did_you_mean(std::string_view name, std::span<const Option> options) {
    std::vector<std::string_view> names;
    for (const auto& option : options) names.push_back(option.name);
    const auto meant = nearest(name, names);
    return meant.empty() ? "" : "Did you mean " + meant + "?";
}

}  // namespace

Args Args::parse(std::span<const std::string> words, std::span<const Option> options) {
    Args args;
    bool more_options = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (!more_options || word.size() < 2 || word[0] != '-') {
            args.positional_.emplace_back(word);
            continue;
        }
        if (word == "--") {
            more_options = false;
            continue;
        }
        const auto equals = word.find('=');
        const auto name = word.substr(0, equals);
        const auto option = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
        if (option == options.end())
            throw Error({.code = "unknown_option", .where = std::string(name), .expected = known_names(options), .received = "an option that is not known",
                         .advice = did_you_mean(name, options)});
        if (args.has(name)) throw Error({.code = "duplicate_option", .where = std::string(name), .expected = "each option once", .received = "it twice", .advice = {}});
        const bool has_equals = equals != std::string_view::npos;
        if (!option->takes_value) {
            if (has_equals) throw Error({.code = "unknown_option", .where = std::string(name), .expected = "no value", .received = std::string(word.substr(equals + 1)), .advice = {}});
            args.values_[std::string(name)] = "";
        } else if (has_equals) {
            args.values_[std::string(name)] = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            args.values_[std::string(name)] = words[++i];
        } else {
            throw Error({.code = "missing_value", .where = std::string(name), .expected = "a value behind it", .received = "nothing", .advice = {}});
        }
    }
    return args;
}

std::optional<std::string> Args::value(std::string_view option) const {
    const auto found = values_.find(option);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::int64_t> Args::integer(std::string_view option, std::int64_t min, std::int64_t max) const {
    const auto text = value(option);
    if (!text) return {};
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (problem == std::errc{} && end == text->data() + text->size() && number >= min && number <= max) return number;
    throw Error({.code = problem == std::errc::invalid_argument ? "not_a_number" : "out_of_range", .where = std::string(option),
                 .expected = "a whole number from " + std::to_string(min) + " to " + std::to_string(max), .received = "\"" + *text + "\"", .advice = {}});
}

const std::string& Args::only(std::string_view what) const {
    if (positional_.size() == 1) return positional_[0];
    throw Error({.code = positional_.empty() ? "missing_argument" : "too_many_arguments", .where = "command line", .expected = std::string(what),
                 .received = positional_.empty() ? "nothing" : std::to_string(positional_.size()) + " words", .advice = "See nabla --help."});
}

}  // namespace nabla::cli
