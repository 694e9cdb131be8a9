#pragma once
#include <map>
#include <set>
#include <string>

#include "core/layers/layer.h"

namespace nabla {

/// Gives layers without a name Keras's: "dense", "dense_1", "leaky_re_lu", ... Throws Error for a name given twice.
class LayerNames {
public:
    void assign(Layer& layer);

private:
    std::map<std::string, int> counts_;
    std::set<std::string> taken_;
};

/// "LeakyReLU" becomes "leaky_re_lu", as Keras spells it.
std::string snake_case(std::string_view class_name);

/// The name written for a layer, beside its config or in it; null if there is none.
Json layer_name_in(const Json& layer);

/// Input and InputLayer stand for the data's shape and hold no parameters.
bool is_input_layer(const Json& layer);

}  // namespace nabla
