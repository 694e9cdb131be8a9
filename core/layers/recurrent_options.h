#pragma once
#include "core/experiment/json_reader.h"
#include "core/kernels/activation.h"

namespace nabla {

/// What SimpleRNN, LSTM and GRU have in common, and the one switch that LSTM and GRU have besides.
struct RecurrentOptions {
    std::int64_t units = 1;
    Activation activation = {ActivationKind::tanh}, recurrent_activation = {ActivationKind::sigmoid};
    bool use_bias = true, return_sequences = false, go_backwards = false;
    bool unit_forget_bias = true;  // LSTM: the forget gate's bias starts at 1
    bool reset_after = true;       // GRU: the reset gate works behind the recurrent product, not in front of it
    Json kernel_initializer, recurrent_initializer, bias_initializer;
    Json kernel_regularizer = nullptr, recurrent_regularizer = nullptr, bias_regularizer = nullptr;
};

/// Reads the config of `class_name` to its end.
RecurrentOptions read_recurrent(const std::string& class_name, const Json& config, const std::string& path);
Json recurrent_config(std::string_view class_name, const RecurrentOptions& options);

}  // namespace nabla
