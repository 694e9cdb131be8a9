#pragma once
#include <string_view>
#include <vector>

namespace nabla::kit {

/// Round numbers between low and high, about `count` of them: 1, 2 or 5 times a power of ten; on a logarithmic axis
/// powers of ten, with 2 and 5 between them where the axis is short.
struct Ticks {
    std::vector<double> values;
    int decimals = 0;
    bool logarithmic = false;
    std::string_view text(char (&buffer)[32], double value) const;
};
void nice_ticks(Ticks& ticks, double low, double high, int count, bool logarithmic, bool integers = false);

}  // namespace nabla::kit
