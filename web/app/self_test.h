#pragma once
#include <string>

namespace nabla {

/// A few numbers computed by this very build and compared with what they must be: a browser whose SIMD is wrong is found
/// before a learner sees its numbers.
struct SelfTest {
    bool passed = false;
    std::string detail;
};
SelfTest run_self_test();

}  // namespace nabla
