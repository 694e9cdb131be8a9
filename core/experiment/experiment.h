#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/named.h"
#include "core/json.h"

namespace nabla {

struct CompileOptions {
    Named optimizer{"RMSprop", {}};
    std::string loss;                    // Keras's name
    Json loss_config = Json::object();   // huber's delta, ...
    std::vector<std::string> metrics;    // Keras's names
};

struct FitOptions {
    std::int64_t epochs = 1, batch_size = 32;
    double validation_split = 0;
    bool shuffle = true;
    std::vector<Named> callbacks;
};

/// What is trained, as plain data (DESIGN section 2). Everything that influences the numbers is in here; how fast or
/// where it runs is not.
struct Experiment {
    DatasetSpec dataset;
    Json model;                          // Keras config, Sequential or Functional
    CompileOptions compile;
    FitOptions fit;
    std::uint64_t seed = 1;

    /// Strict: an unknown key or a wrong value throws Error with its path. Also checks that the model builds on the
    /// data's shape and that its last layer fits the loss.
    static Experiment parse(const Json& json);
    static Experiment parse_text(std::string_view text);  // syntax errors too, with line and column
    /// Canonical JSON: parse(to_json()) gives the same Experiment.
    Json to_json() const;
    /// One sample's shape as the model sees it: after drop, one_hot, shape.
    Shape input_shape() const;
    std::int64_t target_width() const;
    bool operator==(const Experiment& other) const { return to_json() == other.to_json(); }
};

}  // namespace nabla
