#pragma once
#include "core/metrics/metric.h"

namespace nabla {

/// Share of rows whose class is among the k largest outputs: fewer than k are above the true class's own (tf.math.in_top_k).
class TopKAccuracy : public Metric {
public:
    TopKAccuracy(std::string_view name, std::int64_t k, bool sparse) : Metric(name), k_(k), sparse_(sparse) {}
    void update(ConstTensor prediction, ConstTensor target) override;

private:
    std::int64_t k_;
    bool sparse_;
};

/// Outputs above the threshold are called positive. Precision: of what was called positive, the share that is; recall: of what is
/// positive, the share that was called so. 0 where there is none. Over all columns, as in Keras.
class PositiveShare : public Metric {
public:
    PositiveShare(std::string_view name, bool recall, float threshold) : Metric(name), recall_(recall), threshold_(threshold) {}
    void update(ConstTensor prediction, ConstTensor target) override;

private:
    bool recall_;
    float threshold_;
};

/// 1 - sum (y - p)^2 / sum (y - mean y)^2, a column for itself, then the columns' mean. A column that is constant counts 0, as in Keras,
/// or 1 if it is met exactly.
class R2Score : public Metric {
public:
    using Metric::Metric;
    void update(ConstTensor prediction, ConstTensor target) override;
    double result() const override;
};

}  // namespace nabla
