#pragma once
#include <chrono>
#include <memory>
#include <thread>

#include "core/cli/resolver.h"
#include "core/session/session.h"
#include "lessons/table.h"

/// A Session with every lesson and the data of this machine, as the application makes one; no screen.
namespace nabla::test {

struct LessonRoom {
    static cli::ResolverOptions places() {
        auto options = cli::standard_places(NABLA_SOURCE_DIR, [](const std::string&) {});
        options.download = false;
        return options;
    }
    LessonRoom()
        : data(places()),
          session({.lessons = lessons::all(), .data = &data,
                   .now = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); },
                   .worker_thread = false, .max_threads = 1}) {}

    cli::Resolver data;
    Session session;
};

}  // namespace nabla::test
