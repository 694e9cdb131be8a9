#include "core/data/named_targets.h"

#include <algorithm>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

constexpr std::string_view tasks[] = {"regression", "classification"};

void spread_classes(OwnTargets& targets) {
    const auto width = targets.class_names.size();
    std::vector<float> y(targets.y.size() * width);
    for (std::size_t i = 0; i < targets.y.size(); ++i) y[i * width + static_cast<std::size_t>(targets.y[i])] = 1;
    targets.y = std::move(y);
    targets.width = static_cast<std::int64_t>(width);
}

void check_name(const Json& value, const std::string& path) {
    const auto name = read_text(value, path);
    if (std::find(std::begin(tasks), std::end(tasks), name) == std::end(tasks)) throw unknown_name(path, "a task", name, tasks);
}

}  // namespace

NamedTargets read_named_targets(const Json& by_output, const Json& task, bool to_categorical, const std::string& path) {
    if (!by_output.is_object() || by_output.empty())
        throw Error({.code = "wrong_type", .where = path, .expected = "targets for each of the model's outputs, {\"a\": [..], \"b\": [..]}", .received = shown(by_output), .advice = {}});
    NamedTargets result;
    std::vector<OwnTargets> parts;
    std::size_t rows = 0;
    for (const auto& [output, values] : by_output.items()) {
        auto part = read_targets(values, task_of(task, output), path + "." + output);
        if (to_categorical && part.task == Task::classification && part.width == 1) spread_classes(part);
        const auto own = part.y.size() / static_cast<std::size_t>(part.width);
        if (parts.empty()) rows = own;
        if (own != rows)
            throw Error({.code = "count_mismatch", .where = path + "." + output, .expected = std::to_string(rows) + " targets, as of the first output", .received = std::to_string(own), .advice = {}});
        const auto first = result.columns.empty() ? 0 : result.columns.back().first + result.columns.back().width;
        result.columns.push_back({.output = output, .task = part.task, .classes = static_cast<std::int64_t>(part.class_names.size()), .first = first,
                                  .width = part.width, .class_names = part.class_names});
        parts.push_back(std::move(part));
    }
    result.joined = {.task = parts.front().task, .y = {}, .width = result.columns.back().first + result.columns.back().width,
                     .class_names = parts.front().class_names, .one_hot = parts.front().one_hot};
    for (std::size_t row = 0; row < rows; ++row)
        for (const auto& part : parts) {
            const auto begin = part.y.begin() + static_cast<std::ptrdiff_t>(row) * part.width;
            result.joined.y.insert(result.joined.y.end(), begin, begin + part.width);
        }
    return result;
}

void check_task(const Json& dataset, const std::string& path) {
    const auto task = dataset.find("task");
    if (task == dataset.end() || task->is_null()) return;
    const auto here = path + ".task";
    if (!task->is_object()) return check_name(*task, here);
    const auto targets = dataset.find("targets");
    std::vector<std::string> outputs;
    if (targets != dataset.end() && targets->is_object())
        for (const auto& [output, values] : targets->items()) outputs.push_back(output);
    const std::vector<std::string_view> choices(outputs.begin(), outputs.end());
    for (const auto& [output, name] : task->items()) {
        if (std::find(choices.begin(), choices.end(), output) == choices.end()) throw unknown_name(here + "." + output, "an output with targets", output, choices);
        check_name(name, here + "." + output);
    }
}

std::optional<std::string> task_of(const Json& task, const std::string& output) {
    if (task.is_string()) return task.get<std::string>();
    if (task.is_object() && task.contains(output) && task[output].is_string()) return task[output].get<std::string>();
    return std::nullopt;
}

}  // namespace nabla
