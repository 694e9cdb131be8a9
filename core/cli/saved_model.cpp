#include "core/cli/saved_model.h"

#include "core/cli/file_io.h"
#include "core/experiment/json_reader.h"
#include "core/experiment/json_text.h"

namespace nabla::cli {
namespace {

std::vector<float> read_floats(const Json& list, const std::string& path) {
    if (!list.is_array()) throw Error({.code = "wrong_type", .where = path, .expected = "a list of numbers", .received = shown(list), .advice = {}});
    std::vector<float> values;
    for (std::size_t i = 0; i < list.size(); ++i) values.push_back(static_cast<float>(read_number(list[i], path + "[" + std::to_string(i) + "]")));
    return values;
}

}  // namespace

Json Sidecar::to_json() const {
    Json json = {{"experiment", experiment}};
    if (!features.empty()) json["features"] = features;
    if (scaler) json["scaler"] = {{"mean", scaler->mean}, {"deviation", scaler->deviation}};
    if (scale != 1) json["scale"] = scale;
    return json;
}

Sidecar Sidecar::from_json(const Json& json, const std::string& file) {
    const JsonReader read(json, file);
    Sidecar sidecar;
    sidecar.experiment = read.required("experiment", "the Experiment");
    sidecar.features = read.texts("features");
    sidecar.scale = static_cast<float>(read.number("scale", 1, NumberRange::above(0)));
    if (const auto* scaler = read.find("scaler")) {
        const JsonReader inner(*scaler, read.path_of("scaler"));
        sidecar.scaler = Scaler{read_floats(inner.required("mean", "numbers"), inner.path_of("mean")), read_floats(inner.required("deviation", "numbers"), inner.path_of("deviation"))};
        inner.finish();
        const auto columns = sidecar.features.size();
        if (sidecar.scaler->mean.size() != columns || sidecar.scaler->deviation.size() != columns)
            read.fail("scaler", "wrong_length", std::to_string(columns) + " means and deviations, one a feature");
        for (float deviation : sidecar.scaler->deviation)
            if (deviation <= 0) read.fail("scaler", "out_of_range", "deviations above 0");
    }
    read.finish();
    return sidecar;
}

Sidecar make_sidecar(const Experiment& experiment, const Dataset& dataset) {
    return {.experiment = experiment.to_json(), .features = dataset.feature_names, .scaler = dataset.scaler,
            .scale = dataset.scale};
}

ModelFiles read_model_files(const std::filesystem::path& folder) {
    ModelFiles files{.json = read_text(folder / "model.json"), .weights = {}};
    for (const auto& path : weight_paths(files.json)) {
        const auto bytes = read_bytes(folder / path);
        files.weights.insert(files.weights.end(), bytes.begin(), bytes.end());
    }
    return files;
}

std::optional<Sidecar> read_sidecar(const std::filesystem::path& folder) {
    const auto file = folder / "nabla.json";
    if (!std::filesystem::exists(file)) return {};
    return Sidecar::from_json(parse_json_text(read_text(file)), file.string());
}

void write_model(const std::filesystem::path& folder, const ModelFiles& files, const Sidecar& sidecar) {
    write_file(folder / "weights.bin", files.weights);
    write_file(folder / "model.json", files.json);
    write_file(folder / "nabla.json", sidecar.to_json().dump(1) + "\n");
}

}  // namespace nabla::cli
