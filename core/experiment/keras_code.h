#pragma once
#include <string>

#include "core/experiment/experiment.h"

namespace nabla {

/// "The same in Keras": a short Keras 3 script that trains this Experiment. Only what is not Keras's default is
/// written. The numbers agree in kind, not in bits: Keras draws its random numbers otherwise.
std::string keras_code(const Experiment& experiment);

}  // namespace nabla
