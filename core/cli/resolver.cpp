#include "core/cli/resolver.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "core/cli/file_io.h"
#include "core/sha256.h"

namespace nabla::cli {
namespace {

std::optional<std::filesystem::path> folder_from(const char* variable) {
    const char* value = std::getenv(variable);
    return value && *value ? std::optional<std::filesystem::path>(value) : std::nullopt;
}

std::filesystem::path cache_folder() {
    if (const auto cache = folder_from("XDG_CACHE_HOME")) return *cache / "nabla" / "data";
    if (const auto home = folder_from("HOME")) return *home / ".cache" / "nabla" / "data";
    return {};
}

}  // namespace

ResolverOptions standard_places(const std::filesystem::path& source_folder, Tell tell) {
    ResolverOptions options{.folders = {}, .cache = cache_folder(), .tell = std::move(tell)};
    if (const auto chosen = folder_from("NABLA_DATA")) options.folders.push_back(*chosen);
    options.folders.push_back(source_folder / ".." / "shared" / "data");
    options.download = !folder_from("NABLA_OFFLINE");
    return options;
}

Resolver::Resolver(ResolverOptions options) : options_(std::move(options)), downloader_(options_.cache, options_.tell) {}

std::optional<std::filesystem::path> Resolver::locate(const DataFile& file) const {
    auto folders = options_.folders;
    if (!options_.cache.empty()) folders.push_back(options_.cache);
    std::error_code problem;
    for (const auto& folder : folders)
        if (std::filesystem::is_regular_file(folder / file.path, problem)) return (folder / file.path).lexically_normal();
    return {};
}

std::optional<Resolver::Place> Resolver::load(const DataFile& file) {
    const auto path = locate(file);
    if (!path) return {};
    auto bytes = read_bytes(*path);
    if (const auto sum = sha256(bytes); sum != file.sha256)
        throw Error({.code = "damaged_file", .where = path->string(), .expected = "the published file, SHA-256 " + std::string(file.sha256).substr(0, 16) + "...",
                     .received = std::to_string(bytes.size()) + " bytes, SHA-256 " + sum.substr(0, 16) + "...", .advice = "Delete the file; it is then looked for elsewhere or fetched again."});
    return Place{&file, *path, std::move(bytes)};
}

std::vector<Resolver::Place> Resolver::find(std::string_view dataset, DataFile::Part part) {
    std::vector<Place> found;
    std::vector<std::string_view> missing;
    std::vector<const DataFile*> candidates;
    for (const auto& file : options_.files)
        if (file.dataset == dataset && file.part == part) candidates.push_back(&file);
    for (std::size_t i = 0; i < candidates.size();) {
        // Alternatives stand side by side: first what lies somewhere, then what can be fetched.
        const auto end = std::find_if(candidates.begin() + static_cast<std::ptrdiff_t>(i), candidates.end(),
                                      [&](const DataFile* file) { return file->name != candidates[i]->name; });
        const std::span<const DataFile*> choices(candidates.data() + i, static_cast<std::size_t>(end - candidates.begin()) - i);
        std::optional<Place> place;
        for (const auto* file : choices)
            if (!place) place = load(*file);
        for (const auto* file : choices)
            if (!place && options_.download && !options_.cache.empty() && downloader_.fetch(*file)) place = load(*file);
        if (place) found.push_back(std::move(*place));
        else missing.push_back(candidates[i]->path);
        i += choices.size();
    }
    if (!found.empty() && !missing.empty())
        throw Error({.code = "missing_file", .where = std::string(missing[0]), .expected = "the file beside " + found[0].path.string(), .received = "none",
                     .advice = "Put the whole data set there, or remove it there to work with generated data."});
    return found;
}

RawProgress Resolver::poll(const RawRequest& request) {
    RawProgress progress;
    try {
        RawFiles files;
        if (request.dataset == "csv") {
            files.files.push_back({.name = "table", .chunks = {read_bytes(csv_)}, .chunk_names = {csv_.string()}});
        } else {
            for (auto& place : find(request.dataset, request.test ? DataFile::Part::test : DataFile::Part::train)) {
                progress.bytes_total += place.bytes.size();
                RawFiles::File file{.name = std::string(place.file->name), .chunks = {}, .chunk_names = {place.path.string()}};
                file.chunks.push_back(std::move(place.bytes));
                files.files.push_back(std::move(file));
            }
        }
        progress.bytes_done = progress.bytes_total;
        progress.state = files.files.empty() ? RawProgress::State::missing : RawProgress::State::ready;
        if (!files.files.empty()) progress.files = std::make_shared<const RawFiles>(std::move(files));
    } catch (const Error& error) {
        progress.state = RawProgress::State::failed;
        progress.error = error.info();
    }
    return progress;
}

}  // namespace nabla::cli
