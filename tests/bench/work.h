#pragma once
#include <memory>
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

/// {"kind": "peak", "chains": bool}: the machine's multiply-adds with the tile's registers, without memory, in one of two forms.
std::unique_ptr<Work> make_peak(bool chains);
/// {"kind": "product", "m", "n", "k", "form": "NN" | "NT" | "TN", "threads"}.
std::unique_ptr<Work> make_product(const Json& what);
/// {"kind": "step" | "predict", "experiment", "threads"}; raw: the data set's files, none for a stand-in.
std::unique_ptr<Work> make_step(const Json& what, const RawFiles* raw);
std::unique_ptr<Work> make_predict(const Json& what, const RawFiles* raw);

}  // namespace nabla::bench
