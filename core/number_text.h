#pragma once
#include <string>

namespace nabla {

/// For programs and typed fields (ASCII minus): at most so many significant digits, e-notation below 1e-4 and from 10^significant
/// on: "0.001", "-85.6", "1e-05", "nan", "inf".
std::string number_text(double value, int significant);

}  // namespace nabla
