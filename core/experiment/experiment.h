#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/compile_options.h"
#include "core/experiment/named.h"
#include "core/json.h"

namespace nabla {

/// What is trained, as plain data (DESIGN section 2). Everything that influences the numbers is in here; how fast or
/// where it runs is not.
struct Experiment {
    DatasetSpec dataset;
    Json model;                          // Keras config, Sequential or Functional
    CompileOptions compile;
    FitOptions fit;
    std::int64_t folds = 0;              // cross_validation; 0: none
    std::uint64_t seed = 1;

    /// Strict: an unknown key or a wrong value throws Error with its path. Also checks that the model builds on the
    /// data's shape and that its last layer fits the loss.
    static Experiment parse(const Json& json);
    static Experiment parse_text(std::string_view text);  // syntax errors too, with line and column
    /// Canonical JSON: parse(to_json()) gives the same Experiment.
    Json to_json() const;
    /// One sample's shape as the model sees it: after drop, one_hot, shape.
    Shape input_shape() const;
    /// The same for each of the model's inputs; empty while the data's columns are not known.
    std::vector<Shape> input_shapes() const;
    std::int64_t target_width() const;
    bool operator==(const Experiment& other) const { return to_json() == other.to_json(); }
};

}  // namespace nabla
