#pragma once
#include "core/experiment/experiment.h"

namespace nabla::lessons {

/// Layers and a stack of them, as in Keras's config. An empty activation is left to Keras's default, linear.
Json layer(const char* class_name, Json config);
Json dense(int units, std::string_view activation = {});
Json sequential(Json::array_t layers);

/// A stack of a single neuron with one input begins at this bias and weight; nothing happens to another.
void start_line_at(Experiment& e, double b, double w);

/// The Experiment of a text, {"dataset": ..., "compile": ..., "fit": ..., "seed": ...}, with these layers as its model.
Experiment experiment(const char* text, Json::array_t layers);

}  // namespace nabla::lessons
