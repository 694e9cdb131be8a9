#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/json.h"

namespace nabla::bench {

/// A batch as other libraries take it: floats, dense.
struct Batch {
    std::int64_t rows = 0;
    std::vector<float> x, y;
    bool generated = false;  // a stand-in's rows
};

/// Something to be done again and again under a clock.
class Work {
public:
    virtual ~Work() = default;
    virtual void run() = 0;
    /// Multiplications and additions of one run; 0: not told.
    virtual double flops() const { return 0; }
    virtual Batch batch() const { return {}; }
};

/// {"kind": "peak", "form": "registers" | "chains" | "panels"}: the most multiply-adds that the tile's registers can do, with operands that
/// stay there, as chains c = c * a + b, and by the tile itself on panels in the first-level cache. No form is the fastest everywhere.
std::unique_ptr<Work> make_peak(std::string form);
/// {"kind": "product", "m", "n", "k", "form": "NN" | "NT" | "TN", "threads"}.
std::unique_ptr<Work> make_product(const Json& what);
/// {"kind": "step" | "predict", "experiment", "threads"}; raw: the data set's files, none for a stand-in.
std::unique_ptr<Work> make_step(const Json& what, const RawFiles* raw);
std::unique_ptr<Work> make_predict(const Json& what, const RawFiles* raw);

}  // namespace nabla::bench
