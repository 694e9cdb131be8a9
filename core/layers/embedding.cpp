#include "core/layers/embedding.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {

Json Embedding::config() const {
    return {{"input_dim", options_.input_dim},
            {"output_dim", options_.output_dim},
            {"mask_zero", options_.mask_zero},
            {"embeddings_initializer", options_.embeddings_initializer},
            {"embeddings_regularizer", options_.embeddings_regularizer}};
}

Shape Embedding::build(std::span<const Shape> inputs) {
    Shape shape = inputs[0];
    if (shape.rank() + 2 > Shape::max_rank)
        throw Error({.code = "layer_input", .where = name, .expected = "word numbers of shape (steps,)", .received = shape.text(), .advice = {}});
    steps_ = shape.elements();
    parameters_ = {{.name = "embeddings", .shape = {options_.input_dim, options_.output_dim}, .initializer = options_.embeddings_initializer,
                    .regularizer = options_.embeddings_regularizer}};
    shape.append(options_.output_dim);
    return shape;
}

void Embedding::check_words(std::span<const float> words) const {
    const auto end = static_cast<float>(options_.input_dim);
    const auto wrong = std::find_if(words.begin(), words.end(), [&](float word) { return !(word >= 0 && word < end && word == std::floor(word)); });
    if (wrong == words.end()) return;
    throw Error({.code = "unknown_word", .where = name, .expected = "word numbers from 0 to " + std::to_string(options_.input_dim - 1),
                 .received = shown(Json(*wrong)), .advice = "Set input_dim to the number of words, or num_words of the data set to input_dim."});
}

void Embedding::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto words = inputs[0].flat();
    check_words(words);
    const auto width = static_cast<std::size_t>(options_.output_dim);
    const float* table = parameters_[0].value.data();
    each_chunk(*pass.pool, words.size(), width, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) std::copy_n(table + static_cast<std::size_t>(words[i]) * width, width, output.data + i * width);
    });
}

void Embedding::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor, ConstTensor output_gradient,
                         std::span<const Tensor> input_gradients) {
    const auto words = inputs[0].flat();
    const auto width = static_cast<std::size_t>(options_.output_dim);
    const auto table = parameters_[0].gradient;
    if (!pass.accumulate)
        each_chunk(*pass.pool, table.size(), 1, [&](std::size_t first, std::size_t last) { std::fill_n(table.data() + first, last - first, 0.0f); });
    // A task owns some columns of the table and goes through all steps in order: no two write the same number.
    constexpr std::size_t columns = 16;
    pass.pool->each((width + columns - 1) / columns, [&](std::size_t task) {
        const auto from = task * columns, count = std::min(columns, width - from);
        for (std::size_t i = 0; i < words.size(); ++i) {
            float* row = table.data() + static_cast<std::size_t>(words[i]) * width + from;
            const float* dy = output_gradient.data + i * width + from;
            for (std::size_t j = 0; j < count; ++j) row[j] += dy[j];
        }
    });
    if (input_gradients[0]) std::fill_n(input_gradients[0].data, words.size(), 0.0f);  // word numbers have no slope
}

void Embedding::compute_mask(std::span<const ConstTensor> inputs, std::span<const std::span<const float>>, std::span<float> mask) const {
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = inputs[0].data[i] != 0 ? 1.0f : 0.0f;
}

std::unique_ptr<Layer> make_embedding(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    EmbeddingOptions options{.input_dim = reader.integer("input_dim", {.min = 1, .max = max_units}),
                             .output_dim = reader.integer("output_dim", {.min = 1, .max = max_units}),
                             .mask_zero = reader.boolean("mask_zero", false),
                             .embeddings_initializer = read_initializer(reader, "embeddings_initializer", "uniform"),
                             .embeddings_regularizer = read_regularizer(reader, "embeddings_regularizer")};
    for (const auto* key : {"activity_regularizer", "embeddings_constraint", "lora_rank", "quantization_config", "weights"}) reader.only_default(key, nullptr);
    reader.only_default("sparse", false);
    reader.ignore({"input_length"});  // the data fix it
    reader.finish();
    return std::make_unique<Embedding>(std::move(options));
}

}  // namespace nabla
