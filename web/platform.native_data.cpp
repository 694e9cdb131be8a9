// Data sets of the desktop window: where the command-line tool finds them, looked for on a thread of their own.
#ifndef __EMSCRIPTEN__

#include <chrono>
#include <cstdio>
#include <future>
#include <mutex>
#include <vector>

#include "core/cli/resolver.h"
#include "web/platform.h"

namespace nabla::platform {
namespace {

class Files : public DataProvider {
public:
    Files() : resolver_(cli::standard_places(NABLA_SOURCE_DIR, [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); })) {}

    RawProgress poll(const RawRequest& request) override {
        Search& s = search(request);
        if (s.answer.valid() && s.answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready) s.progress = s.answer.get();
        return s.progress;
    }
    void retry(const RawRequest& request) override {
        std::erase_if(searches_, [&](const Search& s) { return s.request == request && !s.answer.valid(); });
    }

private:
    struct Search {
        RawRequest request;
        RawProgress progress;
        std::future<RawProgress> answer;
    };

    Search& search(const RawRequest& request) {
        for (Search& s : searches_)
            if (s.request == request) return s;
        searches_.push_back({request, {}, std::async(std::launch::async, [this, request] {
            const std::lock_guard one_at_a_time(busy_);
            return resolver_.poll(request);
        })});
        return searches_.back();
    }

    cli::Resolver resolver_;
    std::mutex busy_;
    std::vector<Search> searches_;   // last: their threads use what stands above
};

}  // namespace

std::unique_ptr<DataProvider> make_data_provider() { return std::make_unique<Files>(); }

}  // namespace nabla::platform

#endif
