#pragma once
#include "core/experiment/compile_options.h"

namespace nabla {

class JsonReader;

/// Fills loss, loss_weights and metrics of options.outputs, which have their names.
void read_output_losses(const JsonReader& compile, CompileOptions& options);
void read_output_metrics(const JsonReader& compile, CompileOptions& options);
/// "loss", "loss_weights" and "metrics" by the outputs' names.
void write_outputs(const CompileOptions& options, Json& json);

// One loss, one list of metrics: as it is read and written for an output.
void read_loss(const Json& json, const std::string& path, OutputOptions& output);
void read_metrics(const Json& json, const std::string& path, OutputOptions& output);
Json loss_json(const OutputOptions& output);
Json metrics_json(const OutputOptions& output);

}  // namespace nabla
