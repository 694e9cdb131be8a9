#include "core/train/describe_error.h"

#include <new>

namespace nabla {

ErrorInfo describe_error(const std::exception& error) {
    if (const auto* known = dynamic_cast<const Error*>(&error)) return known->info();
    if (dynamic_cast<const std::bad_alloc*>(&error))
        return {.code = "out_of_memory", .where = "model", .expected = "a model and data that fit the memory", .received = "",
                .advice = "Use fewer units, a smaller batch or fewer rows."};
    return {.code = "internal", .where = "training", .expected = "", .received = error.what(), .advice = {}};
}

}  // namespace nabla
