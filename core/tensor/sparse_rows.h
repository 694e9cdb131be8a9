#pragma once
#include <cstdint>
#include <span>

namespace nabla {

/// A batch [rows, width] of zeros and ones by the places of its ones: row r has them in columns[offsets[r]] up to
/// columns[offsets[r + 1] - 1], in rising order. What a multi-hot text is: 200 words of 10,000.
struct SparseRows {
    std::span<const std::uint32_t> offsets;
    std::span<const std::uint16_t> columns;

    std::int64_t rows() const { return offsets.empty() ? 0 : static_cast<std::int64_t>(offsets.size()) - 1; }
    std::span<const std::uint16_t> row(std::size_t r) const { return columns.subspan(offsets[r], offsets[r + 1] - offsets[r]); }
};

}  // namespace nabla
