#include <array>
#include <cmath>

#include "core/experiment/compile_options.h"
#include "core/experiment/json_reader.h"
#include "core/train/callbacks.h"
#include "core/train/training_run.h"

namespace nabla {
namespace {

std::vector<std::string> logged_names(const CompileOptions& compile, bool validation) {
    std::vector<std::string> names = {"loss"};
    names.insert(names.end(), compile.metrics.begin(), compile.metrics.end());
    const auto training = names.size();
    for (std::size_t i = 0; validation && i < training; ++i) names.push_back("val_" + names[i]);
    return names;
}

/// Keras only warns when a monitored number is never logged, and then never stops; here that is said beforehand.
void check_monitor(const Named& callback, const std::string& path, const CompileOptions& compile, bool validation) {
    if (callback.class_name != "EarlyStopping" && callback.class_name != "ReduceLROnPlateau") return;
    const auto monitor = callback.config.value("monitor", "val_loss");
    const auto names = logged_names(compile, validation);
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

/// Keras's other arguments of fit: no effect here, or only at their default.
void read_other_arguments(const JsonReader& read) {
    read.ignore({"verbose", "workers", "use_multiprocessing", "max_queue_size"});
    read.only_default("initial_epoch", 0);
    read.only_default("validation_freq", 1);
    for (const auto* key : {"validation_data", "class_weight", "sample_weight", "steps_per_epoch", "validation_steps", "validation_batch_size"})
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
    return json;
}

}  // namespace nabla
