#include "tests/bench/door.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "tests/bench/work.h"

namespace nabla::bench {
namespace {

std::map<std::string, std::unique_ptr<Work>> works;
std::map<std::string, RawFiles> files;  // by data set
Batch shown;                            // what the last "batch" points into

const RawFiles* files_of(const Json& experiment) {
    const auto found = files.find(experiment.at("dataset").at("name").get<std::string>());
    return found == files.end() ? nullptr : &found->second;
}

std::unique_ptr<Work> make_work(const Json& what) {
    const std::string kind = what.at("kind");
    if (kind == "peak") return make_peak(what.at("form"));
    if (kind == "product") return make_product(what);
    const RawFiles* raw = files_of(what.at("experiment"));
    if (kind == "step") return make_step(what, raw);
    if (kind == "predict") return make_predict(what, raw);
    throw std::invalid_argument("no work is called " + kind);
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The clock is looked at about once a millisecond, so that what takes microseconds is not timed with it.
Json time(Work& work, double seconds) {
    const double start = now();
    double passed = 0;
    std::int64_t times = 0;
    for (std::int64_t together = 1; passed < seconds || times == 0;) {
        for (std::int64_t i = 0; i < together; ++i) work.run();
        times += together;
        const double before = passed;
        passed = now() - start;
        if (passed - before < 0.0005) together *= 2;
    }
    return {{"times", times}, {"seconds", passed}};
}

Json place(const std::vector<float>& values) { return {reinterpret_cast<std::uintptr_t>(values.data()), values.size()}; }

Json answer(const Json& request) {
    const std::string call = request.at("call"), id = request.at("id");
    if (call == "prepare") return {{"flops", (works[id] = make_work(request.at("work")))->flops()}};
    if (call == "time") return time(*works.at(id), request.at("seconds"));
    if (call == "drop") return works.erase(id), Json();
    if (call != "batch") throw std::invalid_argument("no call is called " + call);
    shown = works.at(id)->batch();
    return {{"rows", shown.rows}, {"x", place(shown.x)}, {"y", place(shown.y)}, {"generated", shown.generated}};
}

}  // namespace
}  // namespace nabla::bench

const char* bench_call(const char* text) {
    static std::string said;
    try {
        said = nabla::Json{{"ok", nabla::bench::answer(nabla::Json::parse(text))}}.dump();
    } catch (const std::exception& error) {
        said = nabla::Json{{"error", error.what()}}.dump();
    }
    return said.c_str();
}

void bench_file(const char* dataset, const char* name, const std::uint8_t* bytes, int length) {
    auto& all = nabla::bench::files[dataset].files;
    auto file = std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.name == name; });
    if (file == all.end()) file = all.insert(all.end(), {.name = name});
    file->chunks.emplace_back(bytes, bytes + length);
    file->chunk_names.push_back(name);
}
