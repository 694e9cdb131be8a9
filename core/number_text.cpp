#include "core/number_text.h"

#include <cstdio>

namespace nabla {

std::string number_text(double value, int significant) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*g", significant, value);
    return text;
}

}  // namespace nabla
