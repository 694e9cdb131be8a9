#include "core/tensor/shape.h"

namespace nabla {

std::string Shape::text() const {
    std::string out = "(";
    for (std::size_t i = 0; i < rank_; ++i) out += (i ? ", " : "") + std::to_string(sizes_[i]);
    return out + (rank_ == 1 ? ",)" : ")");
}

}  // namespace nabla
