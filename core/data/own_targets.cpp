#include "core/data/own_targets.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

constexpr std::size_t most_classes = 256;

std::string at(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

/// One 1 a row among zeros.
bool looks_one_hot(std::span<const double> values, std::size_t width) {
    if (width < 2) return false;
    for (std::size_t i = 0; i < values.size(); i += width) {
        const auto row = values.subspan(i, width);
        if (std::count(row.begin(), row.end(), 1.0) != 1 || std::count(row.begin(), row.end(), 0.0) != static_cast<std::ptrdiff_t>(width) - 1) return false;
    }
    return true;
}

bool look_like_labels(std::span<const double> values) {
    const std::set<double> distinct(values.begin(), values.end());
    double next = 0;
    for (double value : distinct)
        if (value != next++) return false;
    return distinct.size() >= 2 && distinct.size() * 2 <= values.size();
}

std::vector<Text> numbered_names(std::size_t count) {
    std::vector<Text> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back({std::to_string(i), std::to_string(i)});
    return names;
}

OwnTargets word_targets(const Json& targets, const std::optional<std::string>& task, const std::string& path) {
    if (task == "regression")
        throw Error({.code = "not_a_number", .where = at(path, 0), .expected = "a number, as the task is regression", .received = shown(targets[0]), .advice = {}});
    std::set<std::string> words;
    for (std::size_t i = 0; i < targets.size(); ++i) words.insert(read_text(targets[i], at(path, i)));
    if (words.size() > most_classes)
        throw Error({.code = "bad_label", .where = path, .expected = "at most " + std::to_string(most_classes) + " different words", .received = std::to_string(words.size()), .advice = {}});
    OwnTargets result{.task = Task::classification};
    for (const auto& word : words) result.class_names.push_back({word, word});
    for (const auto& target : targets)
        result.y.push_back(static_cast<float>(std::distance(words.begin(), words.find(target.get<std::string>()))));
    return result;
}

}  // namespace

std::size_t read_number_rows(const Json& rows, const std::string& path, std::vector<double>& values) {
    if (!rows.is_array() || rows.empty())
        throw Error({.code = "wrong_type", .where = path, .expected = "a list of rows of numbers, [[..], ..]", .received = shown(rows), .advice = {}});
    const std::size_t width = rows[0].is_array() ? rows[0].size() : 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if ((row.is_array() ? row.size() : 1) != width || width == 0)
            throw Error({.code = "wrong_length", .where = at(path, i), .expected = std::to_string(std::max<std::size_t>(width, 1)) + " numbers, as in the first row",
                         .received = shown(row), .advice = {}});
        for (std::size_t j = 0; j < width; ++j)
            values.push_back(row.is_array() ? read_number(row[j], at(at(path, i), j)) : read_number(row, at(path, i)));
    }
    return width;
}

OwnTargets read_targets(const Json& targets, const std::optional<std::string>& task, const std::string& path) {
    if (targets.is_array() && !targets.empty() && targets[0].is_string()) return word_targets(targets, task, path);
    std::vector<double> values;
    OwnTargets result;
    const auto width = read_number_rows(targets, path, values);
    result.width = static_cast<std::int64_t>(width);
    result.y.assign(values.begin(), values.end());
    result.one_hot = task != "regression" && looks_one_hot(values, width);
    const bool labels = width == 1 && (task == "classification" || (!task && look_like_labels(values)));
    if (result.one_hot || labels) result.task = Task::classification;
    else if (task == "classification")
        throw Error({.code = "bad_label", .where = path, .expected = "class numbers, words, or rows with one 1 among zeros", .received = shown(targets), .advice = {}});
    if (result.one_hot) result.class_names = numbered_names(width);
    if (!labels) return result;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] < 0 || values[i] != std::floor(values[i]) || values[i] >= most_classes)
            throw Error({.code = "bad_label", .where = at(path, i), .expected = "a class number from 0 to 255", .received = shown(targets[i]), .advice = {}});
    result.class_names = numbered_names(std::max<std::size_t>(2, static_cast<std::size_t>(*std::max_element(values.begin(), values.end())) + 1));
    return result;
}

}  // namespace nabla
