#pragma once
#include <exception>

#include "core/error.h"

namespace nabla {

/// What a training thread caught, in the form that is shown.
ErrorInfo describe_error(const std::exception& error);

}  // namespace nabla
