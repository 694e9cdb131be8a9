#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/model/model.h"
#include "core/tensor/sparse_rows.h"

namespace nabla {

/// Fills a model's inputs from rows of `width` numbers: each with the columns that are its, or all with the whole rows where no columns are given.
void deal_columns(Model& model, const std::vector<std::vector<std::uint32_t>>& columns, const float* values, std::int64_t rows, std::size_t width);

/// Fills a model's inputs with rows of a data set, and holds their targets and weights: what a batch is made of. Its buffers are kept.
class BatchSource {
public:
    /// model: whose inputs and outputs there are; data: which columns are whose. Throws Error where fit.sample_weight is not one a training row.
    BatchSource(const Experiment& experiment, const Dataset& data, const Model& model);
    /// For batches of up to so many rows nothing is allocated after it.
    void reserve(std::int64_t rows, const Part& part);

    void fill(Model& model, const Part& part, std::span<const std::uint32_t> rows);
    /// Rows first, first + 1, ...
    void fill(Model& model, const Part& part, std::int64_t first, std::int64_t count);
    /// Rows of numbers as a flattened sample has them.
    void fill(Model& model, std::span<const float> values, std::int64_t rows);

    /// Of the rows last filled, one tensor an output.
    std::span<const ConstTensor> targets() const { return targets_; }
    /// Their samples, where the model takes the places of ones; else null.
    const SparseRows* sparse() const { return sparse_.batch.offsets.empty() ? nullptr : &sparse_.batch; }

    /// Class and sample weights of training rows, Keras's product of the two; empty where all count alike.
    std::span<const float> weights(std::span<const std::uint32_t> rows);
    /// Sample weights alone: what validation rows have.
    std::span<const float> sample_weights(std::int64_t first, std::int64_t count) const;

private:
    void fill_sparse(const Samples& x, std::span<const std::uint32_t> rows);
    /// From rows of all target columns to the outputs' own.
    void deal_targets(const float* y, std::int64_t rows);
    bool deals_inputs() const { return inputs_ > 1 || !columns_.empty(); }
    bool takes_sparse(const Samples& x) const { return sparse_.used && x.is_multi_hot(); }
    /// Where x goes: straight to the model's only input, or to a buffer from which it is dealt.
    float* place(Model& model, std::int64_t rows);

    const FitOptions& fit_;
    std::size_t inputs_;
    std::vector<std::vector<std::uint32_t>> columns_;   // by input; none: each takes all of x
    std::vector<TargetColumns> columns_of_targets_;     // by output
    bool own_targets_ = false;                          // outputs differ in theirs
    std::size_t x_width_ = 1, y_width_ = 1;
    std::vector<float> x_, y_, weight_;                 // of a batch
    std::vector<std::vector<float>> dealt_;             // by output
    std::vector<ConstTensor> targets_;
    struct {
        std::vector<std::uint32_t> offsets, rows;
        std::vector<std::uint16_t> columns;
        SparseRows batch;
        bool used = false;
    } sparse_;
};

}  // namespace nabla
