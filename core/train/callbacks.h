#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/experiment/named.h"

namespace nabla {

class Callback;

/// EarlyStopping, ReduceLROnPlateau, LearningRateScheduler, ModelCheckpoint, TensorBoard, CSVLogger, TerminateOnNaN. What they
/// write goes to RunOptions::files.
std::span<const std::string_view> callback_class_names();

/// Throws Error with the path of what is wrong in the config; `path` is where the callback stands.
std::unique_ptr<Callback> make_callback(const Named& callback, const std::string& path);

}  // namespace nabla
