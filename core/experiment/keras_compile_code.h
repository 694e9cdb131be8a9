#pragma once
#include <string>

#include "core/experiment/compile_options.h"

namespace nabla {

/// model.compile(...): of several outputs, losses and metrics by their names.
std::string keras_compile_code(const CompileOptions& compile);

}  // namespace nabla
