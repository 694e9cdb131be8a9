#pragma once
#include <catch2/catch_test_macros.hpp>

#include "core/error.h"

namespace nabla::test {

/// The parts of the Error that `act` throws; fails the test if it throws none.
template <class F>
ErrorInfo error_of(F&& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.info();
    }
    FAIL("expected an Error, none was thrown");
    return {};
}

}  // namespace nabla::test
