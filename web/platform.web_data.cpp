// Data sets in a tab: the page fetches, this side keeps count.
#ifdef __EMSCRIPTEN__

#include <emscripten.h>

#include <algorithm>
#include <vector>

#include "web/platform.h"

// clang-format off
EM_JS(void, nabla_js_data, (int id, const char* json), { if (Module["onNablaData"]) Module["onNablaData"](id, UTF8ToString(json)); })
// clang-format on

namespace nabla::platform {
namespace {

struct Download {
    RawRequest request;
    RawProgress progress;
    std::shared_ptr<RawFiles> files = std::make_shared<RawFiles>();
};

const RawRequest nobody{.dataset = "", .test = false, .rows = -1};

/// One entry a request; its id is its place. A retried request gets a new one, so that late answers to the old are lost.
class PageData : public DataProvider {
public:
    RawProgress poll(const RawRequest& request) override {
        for (Download& d : downloads_) {
            if (!(d.request == request)) continue;
            const RawProgress progress = d.progress;
            if (request.dataset == "csv" && progress.state != RawProgress::State::loading) d = {.request = nobody, .progress = {}};  // the learner may open another of this name
            return progress;
        }
        downloads_.push_back({.request = request, .progress = {}});
        const Json json = {{"dataset", request.dataset}, {"test", request.test}, {"rows", request.rows}, {"file", request.file}};
        nabla_js_data(static_cast<int>(downloads_.size()) - 1, json.dump().c_str());
        return downloads_.back().progress;
    }
    void retry(const RawRequest& request) override {
        for (Download& d : downloads_)
            if (d.request == request) d.request = nobody;
    }
    Download* find(int id) {
        const auto at = static_cast<std::size_t>(id);
        return id >= 0 && at < downloads_.size() && downloads_[at].progress.state == RawProgress::State::loading ? &downloads_[at] : nullptr;
    }

private:
    std::vector<Download> downloads_;
};

PageData* provider = nullptr;

Download* find(int id) { return provider ? provider->find(id) : nullptr; }

ErrorInfo error_from(const char* text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return {.code = "download", .where = "data", .expected = "", .received = text, .advice = ""};
    return {.code = json.value("code", "download"), .where = json.value("where", ""), .expected = json.value("expected", ""),
            .received = json.value("received", ""), .advice = json.value("advice", "")};
}

}  // namespace

std::unique_ptr<DataProvider> make_data_provider() {
    auto made = std::make_unique<PageData>();
    provider = made.get();
    return made;
}

}  // namespace nabla::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void nabla_data_progress(int id, double done, double total) {
    if (auto* d = nabla::platform::find(id)) {
        d->progress.bytes_done = static_cast<std::size_t>(done);
        d->progress.bytes_total = static_cast<std::size_t>(total);
    }
    nabla::platform::wake();
}

EMSCRIPTEN_KEEPALIVE void nabla_data_chunk(int id, const char* file, const char* chunk_name, const std::uint8_t* bytes, int length) {
    auto* d = nabla::platform::find(id);
    if (!d) return;
    auto& files = d->files->files;
    auto at = std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.name == file; });
    if (at == files.end()) at = files.insert(files.end(), {.name = file, .chunks = {}, .chunk_names = {}});
    at->chunks.emplace_back(bytes, bytes + length);
    at->chunk_names.emplace_back(chunk_name);
}

EMSCRIPTEN_KEEPALIVE void nabla_data_end(int id, const char* error) {
    using nabla::RawProgress;
    if (auto* d = nabla::platform::find(id)) {
        const std::string_view text = error ? error : "";
        d->progress.state = text.empty() ? RawProgress::State::ready : text == "missing" ? RawProgress::State::missing : RawProgress::State::failed;
        if (d->progress.state == RawProgress::State::ready) d->progress.files = d->files;
        if (d->progress.state == RawProgress::State::failed) d->progress.error = nabla::platform::error_from(error);
    }
    nabla::platform::wake();
}
}

#endif
