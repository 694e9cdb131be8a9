#include "core/session/kept_runs.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/experiment/json_reader.h"
#include "core/number_text.h"
#include "core/train/logged_name.h"

namespace nabla {
namespace {

/// Six digits are enough for a curve and keep the storage small.
Json rounded(double value) {
    if (!std::isfinite(value)) return nullptr;
    return std::strtod(number_text(value, 6).c_str(), nullptr);
}

double number_or_nan(const Json& value, const std::string& path) {
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : read_number(value, path);
}

std::vector<TrainerView::BatchPoint> thinned(const std::vector<TrainerView::BatchPoint>& points, std::size_t most) {
    if (points.size() <= most) return points;
    std::vector<TrainerView::BatchPoint> result;
    for (std::size_t i = 0; i < most; ++i) {
        const auto first = i * points.size() / most, end = (i + 1) * points.size() / most;
        TrainerView::BatchPoint mean{points[end - 1].epoch, 0, 0};
        for (auto k = first; k < end; ++k) mean.loss += points[k].loss, mean.metric += points[k].metric;
        mean.loss /= static_cast<float>(end - first), mean.metric /= static_cast<float>(end - first);
        result.push_back(mean);
    }
    return result;
}

const Json& list_of(const JsonReader& read, std::string_view key) {
    const auto& list = read.required(key, "a list");
    if (!list.is_array()) read.fail(key, "wrong_type", "a list");
    return list;
}

}  // namespace

std::optional<std::pair<std::string, double>> first_metric(const Json& evaluation) {
    for (const auto& [name, value] : evaluation.items())
        if (value.is_number() && !read_logged_name(name).is_loss()) return std::pair(name, value.get<double>());
    return {};
}

Json history_json(const History& history) {
    Json json = Json::object();
    for (const auto& [name, values] : history.series) {
        json[name] = Json::array();
        for (double value : values) json[name].push_back(finite_json(value));
    }
    json["seconds"] = history.seconds;
    return json;
}

History history_from(const Json& json, const std::string& path) {
    const JsonReader read(json, path);
    History history;
    for (const auto& [name, values] : json.items()) {
        const auto& list = list_of(read, name);
        if (name != "seconds") history.declare(name);
        for (const auto& value : list) {
            const double number = number_or_nan(value, read.path_of(name));
            if (name == "seconds") history.seconds.push_back(number);
            else history.add(name, number);
        }
    }
    return history;
}

Json kept_run_json(const KeptRun& run, std::size_t max_points) {
    Json json = {{"number", run.number}, {"name", run.name}, {"visible", run.visible}, {"experiment", run.experiment}};
    json["history"] = history_json(run.history);
    json["points"] = Json::array();
    for (const auto& point : thinned(run.batch_points, max_points))
        for (float value : {point.epoch, point.loss, point.metric}) json["points"].push_back(rounded(value));
    if (run.test) json["test"] = *run.test;
    return json;
}

KeptRun kept_run_from(const Json& json, const std::string& path) {
    const JsonReader read(json, path);
    KeptRun run{.number = static_cast<int>(read.integer("number", {.min = 1, .max = 1e9})),
                .name = read.text("name"),
                .experiment = Experiment::parse(read.required("experiment", "an experiment")).to_json(),  // scenes read it without a check
                .history = history_from(read.required("history", "an object"), read.path_of("history")),
                .batch_points = {},
                .test = {},
                .visible = read.boolean("visible", true)};
    const auto& points = list_of(read, "points");
    for (std::size_t i = 0; i + 2 < points.size(); i += 3) {
        const auto at = [&](std::size_t k) { return static_cast<float>(number_or_nan(points[i + k], read.path_of("points"))); };
        run.batch_points.push_back({at(0), at(1), at(2)});
    }
    if (const auto* test = read.find("test")) run.test = *test;
    read.finish();
    return run;
}

}  // namespace nabla
