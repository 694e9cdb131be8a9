#include "core/losses/loss.h"

#include <array>

#include "core/experiment/json_reader.h"
#include "core/losses/cross_entropy.h"
#include "core/losses/margin_loss.h"
#include "core/losses/regression_loss.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 8> known_losses = {"mean_squared_error", "mean_absolute_error", "huber", "binary_crossentropy",
                                                   "categorical_crossentropy", "sparse_categorical_crossentropy", "hinge", "kl_divergence"};
constexpr std::pair<std::string_view, std::string_view> other_names[] = {
    {"mse", "mean_squared_error"}, {"mae", "mean_absolute_error"}, {"MeanSquaredError", "mean_squared_error"},
    {"MeanAbsoluteError", "mean_absolute_error"}, {"Huber", "huber"}, {"huber_loss", "huber"}, {"BinaryCrossentropy", "binary_crossentropy"},
    {"CategoricalCrossentropy", "categorical_crossentropy"}, {"SparseCategoricalCrossentropy", "sparse_categorical_crossentropy"},
    {"Hinge", "hinge"}, {"KLDivergence", "kl_divergence"}, {"kullback_leibler_divergence", "kl_divergence"}, {"kld", "kl_divergence"}};

}  // namespace

std::span<const std::string_view> loss_names() { return known_losses; }

std::string canonical_loss_name(std::string_view name, const std::string& path) {
    for (const auto& [other, canonical] : other_names)
        if (name == other) return std::string(canonical);
    for (const auto known : known_losses)
        if (name == known) return std::string(name);
    throw unknown_name(path, "a loss", name, known_losses);
}

std::unique_ptr<Loss> make_loss(std::string_view given, const Json& config, const std::string& path) {
    const std::string name = canonical_loss_name(given, path);
    const Json empty = Json::object();
    const JsonReader reader(config.is_null() ? empty : config, path + ".config");
    reader.ignore({"name", "dtype", "fn"});
    reader.only_default("reduction", "sum_over_batch_size");
    std::unique_ptr<Loss> loss;
    if (name == "mean_squared_error") loss = std::make_unique<MeanSquaredError>();
    if (name == "mean_absolute_error") loss = std::make_unique<MeanAbsoluteError>();
    if (name == "huber") loss = std::make_unique<Huber>(static_cast<float>(reader.number("delta", 1, NumberRange::above(0))));
    if (name == "hinge") loss = std::make_unique<Hinge>();
    if (name == "kl_divergence") loss = std::make_unique<KlDivergence>();
    const bool entropy = !loss, sparse = name == "sparse_categorical_crossentropy";
    CrossentropyOptions options;
    if (entropy) options.from_logits = reader.boolean("from_logits", false);
    if (entropy && !sparse) options.label_smoothing = static_cast<float>(reader.number("label_smoothing", 0, NumberRange::between(0, 1)));
    if (sparse) reader.only_default("ignore_class", nullptr);
    else if (entropy) reader.only_default("axis", -1);
    if (name == "binary_crossentropy") loss = std::make_unique<BinaryCrossentropy>(options);
    else if (entropy) loss = std::make_unique<CategoricalCrossentropy>(sparse, options);
    reader.finish();
    return loss;
}

}  // namespace nabla
