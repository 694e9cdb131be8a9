#pragma once
#include "core/train/training_run.h"

namespace nabla {

struct TensorBoardOptions {
    std::string log_dir = "logs";
    std::int64_t histogram_freq = 0;  // epochs from one set of the weights' histograms to the next; 0: none
};
TensorBoardOptions read_tensorboard(const Json& config, const std::string& path);

/// Keras's TensorBoard: scalars epoch_loss, epoch_accuracy, ... and epoch_learning_rate, by epoch from 0,
/// in log_dir/train and log_dir/validation; in the former the weights' histograms, too ("dense/kernel/histogram"), if they are asked for.
class TensorBoard : public Callback {
public:
    explicit TensorBoard(TensorBoardOptions options) : options_(std::move(options)) {}
    void on_epoch_end(TrainingRun& run) override;

private:
    using Scalars = std::vector<std::pair<std::string, float>>;
    void write(TrainingRun& run, const std::string& part, const std::string& event, bool& began);

    TensorBoardOptions options_;
    std::string file_;
    bool train_began_ = false, validation_began_ = false;
};

}  // namespace nabla
