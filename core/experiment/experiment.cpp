#include "core/experiment/experiment.h"

#include "core/experiment/json_reader.h"
#include "core/experiment/json_text.h"
#include "core/experiment/model_check.h"
#include "core/experiment/model_ends.h"

namespace nabla {
namespace {

/// A config without nulls (Keras's way to say "default") and without what Keras 3 notes about its own modules.
Json plain_config(const Json& json) {
    if (json.is_array()) {
        Json list = Json::array();
        for (const auto& item : json) list.push_back(plain_config(item));
        return list;
    }
    if (!json.is_object()) return json;
    const bool named = json.contains("class_name");
    Json object = Json::object();
    for (const auto& [key, value] : json.items()) {
        const bool note = named && (key == "module" || key == "registered_name" || key == "build_config" || key == "compile_config");
        if (!note && !value.is_null()) object[key] = plain_config(value);
    }
    return object;
}

Json read_model(const JsonReader& read) {
    const auto& json = read.required("model", "a Sequential or Functional model");
    const JsonReader model(json, read.path_of("model"));
    model.text("class_name");
    Json plain = plain_config(json);
    const auto config = plain.find("config");
    // Keras 2 wrote a Sequential model's config as the bare list of its layers.
    if (config != plain.end() && config->is_array()) *config = Json{{"layers", *config}};
    if (config == plain.end() || !config->is_object()) model.fail("config", "wrong_type", "{\"layers\": [...]}");
    // A layer that is only named, "Flatten", has the form of all others.
    if (const auto layers = config->find("layers"); layers != config->end() && layers->is_array())
        for (auto& layer : *layers)
            if (layer.is_string()) layer = {{"class_name", layer}, {"config", Json::object()}};
    return plain;
}

std::int64_t read_folds(const JsonReader& read, std::int64_t rows) {
    const auto* json = read.find("cross_validation");
    if (!json) return 0;
    const JsonReader folds(*json, read.path_of("cross_validation"));
    const auto count = folds.integer("folds", {.min = 2, .max = 50});
    if (rows > 0 && count > rows) folds.fail("folds", "too_few_rows", "at most as many folds as rows", "There are " + std::to_string(rows) + " rows.");
    folds.finish();
    return count;
}

}  // namespace

Experiment Experiment::parse(const Json& json) {
    const JsonReader read(json, "");
    Experiment e;
    e.dataset = parse_dataset(read.required("dataset", "an object with the data set's name"), "dataset");
    const auto data = dataset_shape(e.dataset);
    e.model = read_model(read);
    e.compile = parse_compile(read.required("compile", "an object with optimizer and loss"), "compile", output_names(e.model));
    e.folds = read_folds(read, data.train_rows);
    const Json none = Json::object();
    const auto* fit = read.find("fit");
    e.fit = parse_fit(fit ? *fit : none, "fit", e.compile, data.train_rows, e.folds > 0);
    e.seed = static_cast<std::uint64_t>(read.integer("seed", 1, {.min = 0, .max = 0x1p53}));
    read.finish();
    check_model(e, data);
    return e;
}

Experiment Experiment::parse_text(std::string_view text) { return parse(parse_json_text(text)); }

Json Experiment::to_json() const {
    Json json = {{"dataset", dataset_json(dataset)}, {"model", model}, {"compile", compile_json(compile)}, {"fit", fit_json(fit)}};
    if (folds > 0) json["cross_validation"] = {{"folds", folds}};
    json["seed"] = seed;
    return json;
}

Shape Experiment::input_shape() const { return dataset_shape(dataset).sample; }

std::vector<Shape> Experiment::input_shapes() const { return nabla::input_shapes(model, dataset_shape(dataset)); }

std::int64_t Experiment::target_width() const { return dataset_shape(dataset).target_width; }

}  // namespace nabla
