#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/experiment/compile_options.h"
#include "core/experiment/json_reader.h"
#include "core/train/callbacks.h"
#include "core/train/model_checkpoint.h"
#include "core/train/training_run.h"

namespace nabla {
namespace {

bool watches(const Named& callback) {
    if (callback.class_name == "ModelCheckpoint") return callback.config.value("save_best_only", false);
    return callback.class_name == "EarlyStopping" || callback.class_name == "ReduceLROnPlateau";
}

/// A checkpoint's name may hold the epoch and what is logged: tried out with a 1 for each.
void check_filepath(const Named& callback, const std::string& path, const std::vector<std::string>& names) {
    if (callback.class_name != "ModelCheckpoint") return;
    std::vector<std::pair<std::string, double>> values = {{"epoch", 1}};
    for (const auto& name : names) values.emplace_back(name, 1);
    try {
        fill_path(callback.config["filepath"].get<std::string>(), values);
    } catch (const Error& error) {
        auto info = error.info();
        info.where = path + ".config.filepath";
        throw Error(info);
    }
}

/// Keras only warns when a monitored number is never logged, and then never stops; here that is said beforehand.
void check_monitor(const Named& callback, const std::string& path, const CompileOptions& compile, bool validation) {
    auto names = logged_names(compile);
    const auto training = names.size();
    for (std::size_t i = 0; validation && i < training; ++i) names.push_back("val_" + names[i]);
    check_filepath(callback, path, names);
    if (!watches(callback)) return;
    const auto monitor = callback.config.value("monitor", "val_loss");
    if (std::find(names.begin(), names.end(), monitor) != names.end()) return;
    const std::vector<std::string_view> choices(names.begin(), names.end());
    const bool split_helps = !validation && monitor.starts_with("val_");
    throw Error({.code = "monitor_not_logged", .where = path + ".config.monitor", .expected = listed(choices),
                 .received = "\"" + monitor + "\"",
                 .advice = split_helps ? "Set fit.validation_split above 0, or monitor \"loss\"." : "Add it to compile.metrics."});
}

std::vector<Named> parse_callbacks(const JsonReader& read, const CompileOptions& compile, bool validation) {
    std::vector<Named> callbacks;
    const auto* list = read.find("callbacks");
    if (!list) return callbacks;
    if (!list->is_array()) read.fail("callbacks", "wrong_type", "a list of callbacks");
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto path = read.path_of("callbacks") + "[" + std::to_string(i) + "]";
        auto named = read_named((*list)[i], path);
        Named callback{resolve_name(named.name, callback_class_names(), "a callback", path), Json::object()};
        for (const auto& [key, value] : named.config.items())
            if (!value.is_null()) callback.config[key] = value;
        make_callback(callback, path);
        check_monitor(callback, path, compile, validation);
        callbacks.push_back(std::move(callback));
    }
    return callbacks;
}

void check_split(const JsonReader& read, double split, std::int64_t rows) {
    const auto training = rows_before_validation(rows, split);
    if (rows == 0 || split == 0 || (training > 0 && training < rows)) return;
    read.fail("validation_split", "too_few_rows", "a share that leaves at least one row to train and one to validate",
              "There are " + std::to_string(rows) + " rows.");
}

/// {"0": 1, "1": 5}: a class that is left out has weight 1.
void read_class_weight(const JsonReader& read, FitOptions& options) {
    const auto* weights = read.find("class_weight");
    if (!weights) return;
    if (!weights->is_object()) read.fail("class_weight", "wrong_type", "weights by class number, {\"0\": 1, \"1\": 5}");
    for (const auto& [key, value] : weights->items()) {
        const auto path = read.path_of("class_weight") + "." + key;
        const auto digits = !key.empty() && key.size() <= 3 && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits) throw Error({.code = "wrong_type", .where = path, .expected = "a class number from 0 to 999", .received = "\"" + key + "\"", .advice = {}});
        const auto number = static_cast<std::size_t>(std::stoi(key));
        if (options.class_weight.size() <= number) options.class_weight.resize(number + 1, 1.0);
        options.class_weight[number] = read_number(value, path, NumberRange::between(0, 1e6));
    }
}

void read_sample_weight(const JsonReader& read, FitOptions& options, std::int64_t rows) {
    const auto* weights = read.find("sample_weight");
    if (!weights) return;
    if (!weights->is_array()) read.fail("sample_weight", "wrong_type", "one number a training row");
    if (rows > 0 && static_cast<std::int64_t>(weights->size()) != rows) read.fail("sample_weight", "wrong_length", std::to_string(rows) + " numbers, one a training row");
    for (std::size_t i = 0; i < weights->size(); ++i)
        options.sample_weight.push_back(static_cast<float>(read_number((*weights)[i], read.path_of("sample_weight") + "[" + std::to_string(i) + "]", NumberRange::between(0, 1e6))));
}

/// Keras's other arguments of fit: no effect here, or only at their default.
void read_other_arguments(const JsonReader& read) {
    read.ignore({"verbose", "workers", "use_multiprocessing", "max_queue_size"});
    read.only_default("initial_epoch", 0);
    read.only_default("validation_freq", 1);
    for (const auto* key : {"validation_data", "steps_per_epoch", "validation_steps", "validation_batch_size"})
        read.only_default(key, nullptr);
}

}  // namespace

std::int64_t rows_before_validation(std::int64_t rows, double validation_split) {
    return static_cast<std::int64_t>(std::floor(static_cast<double>(rows) * (1 - validation_split)));
}

FitOptions parse_fit(const Json& json, const std::string& path, const CompileOptions& compile, std::int64_t rows, bool folds) {
    const JsonReader read(json, path);
    FitOptions options{.epochs = read.integer("epochs", 1, {.min = 1, .max = 100'000}),
                       .batch_size = read.integer("batch_size", 32, {.min = 1, .max = 1'000'000}),
                       .validation_split = read.number("validation_split", 0, NumberRange::half_open(0, 1)),
                       .shuffle = read.boolean("shuffle", true),
                       .callbacks = {}};
    if (folds && options.validation_split > 0)
        read.fail("validation_split", "conflict", "0, as cross_validation makes its own validation rows", "Leave one of the two out.");
    check_split(read, options.validation_split, rows);
    read_class_weight(read, options);
    if (!options.class_weight.empty() && compile.outputs.size() > 1) read.fail("class_weight", "needs_one_output", "no weights of classes, as in Keras where there are several outputs", "Use loss_weights or sample_weight.");
    read_sample_weight(read, options, rows);
    if (folds && !options.sample_weight.empty()) read.fail("sample_weight", "conflict", "no weights of rows, as cross_validation deals them anew", "Leave one of the two out.");
    options.callbacks = parse_callbacks(read, compile, folds || options.validation_split > 0);
    read_other_arguments(read);
    read.finish();
    return options;
}

Json fit_json(const FitOptions& options) {
    Json json = {{"epochs", options.epochs},
                 {"batch_size", options.batch_size},
                 {"validation_split", options.validation_split},
                 {"shuffle", options.shuffle},
                 {"callbacks", Json::array()}};
    for (const auto& callback : options.callbacks)
        json["callbacks"].push_back({{"class_name", callback.class_name}, {"config", callback.config}});
    for (std::size_t i = 0; i < options.class_weight.size(); ++i)
        if (options.class_weight[i] != 1) json["class_weight"][std::to_string(i)] = options.class_weight[i];
    if (!options.sample_weight.empty()) json["sample_weight"] = options.sample_weight;
    return json;
}

}  // namespace nabla
