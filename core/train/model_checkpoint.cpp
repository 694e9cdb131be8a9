#include "core/train/model_checkpoint.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/model/model_file.h"

namespace nabla {
namespace {

[[noreturn]] void refuse_pattern(std::string_view pattern, std::string_view field) {
    throw Error({.code = "bad_pattern", .where = "ModelCheckpoint.filepath", .expected = "{epoch:02d} or a logged name such as {val_loss:.2f}",
                 .received = "{" + std::string(field) + "} in \"" + std::string(pattern) + "\"", .advice = {}});
}

int digits(std::string_view& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) return -1;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return std::min(value, 30);
}

/// spec: [0][width]d or [0][width][.precision]f|e|g; empty: a whole number as such, else the shortest form.
std::optional<std::string> formatted(double value, std::string_view spec) {
    if (spec.empty()) return value == static_cast<double>(static_cast<long long>(value)) ? std::to_string(static_cast<long long>(value)) : Json(value).dump();
    const bool zeros = spec.starts_with('0');
    const int width = std::max(0, digits(spec));
    int precision = 6;
    if (spec.starts_with('.')) {
        spec.remove_prefix(1);
        if ((precision = digits(spec)) < 0) return {};
    }
    char text[400];
    if (spec == "d") std::snprintf(text, sizeof text, zeros ? "%0*lld" : "%*lld", width, static_cast<long long>(value));
    else if (spec == "f") std::snprintf(text, sizeof text, zeros ? "%0*.*f" : "%*.*f", width, precision, value);
    else if (spec == "e") std::snprintf(text, sizeof text, zeros ? "%0*.*e" : "%*.*e", width, precision, value);
    else if (spec == "g") std::snprintf(text, sizeof text, zeros ? "%0*.*g" : "%*.*g", width, precision, value);
    else return {};
    return text;
}

}  // namespace

std::string fill_path(std::string_view pattern, const std::vector<std::pair<std::string, double>>& values) {
    std::string path;
    for (auto rest = pattern; !rest.empty();) {
        const auto open = rest.find('{');
        path += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = rest.find('}', open);
        const auto field = rest.substr(open + 1, (close == std::string_view::npos ? rest.size() : close) - open - 1);
        if (close == std::string_view::npos) refuse_pattern(pattern, field);
        const auto colon = field.find(':');
        const auto it = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == field.substr(0, colon); });
        if (it == values.end()) refuse_pattern(pattern, field);
        const auto text = formatted(it->second, colon == std::string_view::npos ? "" : field.substr(colon + 1));
        if (!text) refuse_pattern(pattern, field);
        path += *text;
        rest = rest.substr(close + 1);
    }
    return path;
}

ModelCheckpointOptions read_model_checkpoint(const Json& config, const std::string& path) {
    const JsonReader read(config, path);
    read.ignore({"verbose", "save_weights_only"});
    read.only_default("save_freq", "epoch");
    ModelCheckpointOptions options{.filepath = read.text("filepath"), .monitor = read_monitor(read), .save_best_only = read.boolean("save_best_only", false)};
    if (read.has("initial_value_threshold")) options.threshold = read.number("initial_value_threshold");
    read.finish();
    return options;
}

ModelCheckpoint::ModelCheckpoint(ModelCheckpointOptions options) : options_(std::move(options)), best_(first_to_beat()) {}

double ModelCheckpoint::first_to_beat() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return options_.threshold.value_or(options_.monitor.higher_is_better ? -infinity : infinity);
}

void ModelCheckpoint::on_epoch_end(TrainingRun& run) {
    if (options_.save_best_only) {
        const auto value = options_.monitor.value(run);
        if (!value || !options_.monitor.better(*value, best_)) return;
        best_ = *value;
    }
    if (!run.files()) return;
    std::vector<std::pair<std::string, double>> values = {{"epoch", 0}};
    for (const auto& [name, series] : run.history().series) {
        values.front().second = static_cast<double>(series.size());
        values.emplace_back(name, series.back());
    }
    const auto folder = fill_path(options_.filepath, values);
    const auto files = save_model(std::as_const(run).model());
    run.files()(folder + "/model.json", files.json, false);
    run.files()(folder + "/weights.bin", {reinterpret_cast<const char*>(files.weights.data()), files.weights.size()}, false);
}

void ModelCheckpoint::recall(const CallbackMemory& memory) { best_ = memory.numbers.size() == 1 ? memory.numbers[0] : first_to_beat(); }

}  // namespace nabla
