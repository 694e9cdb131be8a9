#pragma once
#include <catch2/catch_test_macros.hpp>

#include "core/cli/file_io.h"
#include "core/cli/resolver.h"

namespace nabla::test {

/// The published files through the tool's own resolver, without downloads; null where they are not on this machine.
inline std::shared_ptr<const RawFiles> real_files(const std::string& dataset, bool test_part = false) {
    auto places = cli::standard_places(NABLA_SOURCE_DIR, [](const std::string&) {});
    places.download = false;
    const auto progress = cli::Resolver(places).poll({.dataset = dataset, .test = test_part, .rows = 0});
    if (progress.state == RawProgress::State::failed) FAIL("damaged: " << progress.error->where);
    return progress.files;
}

/// Skips the test, saying so, where a set is not on this machine.
inline std::shared_ptr<const RawFiles> need_files(const std::string& dataset, bool test_part = false) {
    auto files = real_files(dataset, test_part);
    if (!files) SKIP("the files of " << dataset << " are not on this machine");
    return files;
}

}  // namespace nabla::test
