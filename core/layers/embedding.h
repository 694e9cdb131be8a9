#pragma once
#include "core/layers/layer.h"

namespace nabla {

struct EmbeddingOptions {
    std::int64_t input_dim = 1, output_dim = 1;  // words, numbers for each
    bool mask_zero = false;                      // word 0 is padding: its steps do not count
    Json embeddings_initializer, embeddings_regularizer = nullptr;
};

/// A table "embeddings" [input_dim, output_dim]: y[.., :] = table[x[..], :]. Inputs are word numbers (as floats), whole and from 0
/// to input_dim - 1; anything else is an Error. Backward: each word's row gets the sum of its steps' gradients.
class Embedding : public Layer {
public:
    explicit Embedding(EmbeddingOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override { return "Embedding"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    std::int64_t mask_steps(std::span<const std::int64_t>) const override { return options_.mask_zero ? steps_ : 0; }
    void compute_mask(std::span<const ConstTensor> inputs, std::span<const std::span<const float>> masks, std::span<float> mask) const override;

private:
    void check_words(std::span<const float> words) const;

    EmbeddingOptions options_;
    std::int64_t steps_ = 1;  // of one sample
};

std::unique_ptr<Layer> make_embedding(const Json& config, const std::string& path);

}  // namespace nabla
