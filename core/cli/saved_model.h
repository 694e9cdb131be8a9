#pragma once
#include <filesystem>
#include <optional>

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"
#include "core/model/model_file.h"

namespace nabla::cli {

/// nabla.json beside model.json: what turns raw values into a model's input, and the Experiment it was trained by.
struct Sidecar {
    Json experiment;
    std::vector<std::string> features;   // the model's columns: "RM", "CHAS=1"; empty for images
    std::optional<Scaler> scaler;
    float scale = 1;                     // raw values are multiplied by it first
    Json to_json() const;
    static Sidecar from_json(const Json& json, const std::string& file);
};
Sidecar make_sidecar(const Experiment& experiment, const Dataset& dataset);

ModelFiles read_model_files(const std::filesystem::path& folder);
/// Empty where there is no nabla.json.
std::optional<Sidecar> read_sidecar(const std::filesystem::path& folder);
void write_model(const std::filesystem::path& folder, const ModelFiles& files, const Sidecar& sidecar);

}  // namespace nabla::cli
