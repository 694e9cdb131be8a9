#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/model/model.h"

namespace nabla {

/// A model as TensorFlow.js keeps it (Layers format): model.json with the topology in Keras 2's form and a list of weights,
/// weights.bin with their values, float32, little-endian, one behind another.
struct ModelFiles {
    std::string json;
    std::vector<std::uint8_t> weights;
    std::vector<std::string> warnings = {};  // saving: layers that tf.loadLayersModel cannot open, by name
};

/// A leaky_relu activation is written as a LeakyReLU layer of its own: TensorFlow.js has no such function.
ModelFiles save_model(const Model& model);

/// The config that Model takes, {"class_name", "config"}. Throws Error naming model.json and what is wrong in it.
Json model_config_from(const ModelFiles& files);
/// Names of the weight files that model.json lists, in order; their bytes, joined, are ModelFiles::weights.
std::vector<std::string> weight_paths(const std::string& json);
/// Fills the model's parameters, by name ("dense_1/kernel") where every name is there, else in order if all shapes agree.
/// Throws Error and changes nothing if anything is missing, too short or of another shape.
void load_weights(Model& model, const ModelFiles& files);
/// The model that was saved, with its weights; inputs, path: as Model takes them. Takes memory for as many weights as the files hold, no more.
Model load_model(const ModelFiles& files, std::span<const Shape> inputs = {}, const std::string& path = "model.json");

}  // namespace nabla
