#pragma once
#include <string>
#include <vector>

#include "core/json.h"
#include "core/tensor/shape.h"

namespace nabla::test {

/// One layer to be checked on inputs of these shapes (without batch).
struct LayerCase {
    std::string name;
    Json config;
    std::vector<Shape> inputs;
    bool training = true;
    std::int64_t words = 0;   // inputs are whole numbers below this, not to be differentiated by
    bool masked = false;      // some time steps of the first input do not count
};

inline Json layer(const std::string& class_name, Json config = Json::object()) { return {{"class_name", class_name}, {"config", std::move(config)}}; }

/// Every layer class of the factory, each with the settings that change its arithmetic, odd shapes among them.
std::vector<LayerCase> layer_cases();

}  // namespace nabla::test
