#include "core/cli/stage.h"

#include <cstdio>

#include "core/cli/file_io.h"
#include "core/data/family.h"
#include "core/data/idx.h"
#include "core/experiment/json_text.h"
#include "core/sha256.h"

namespace nabla::cli {
namespace {

using Places = std::vector<Resolver::Place>;

constexpr std::int64_t slice_rows = 6000;
constexpr const char* layout = "slices of 6000 rows, 1";  // in every set's "source": another layout is staged anew

Json stage_file(const std::filesystem::path& folder, const std::string& url, std::string_view file, std::span<const std::uint8_t> bytes) {
    write_file(folder / url, bytes);
    return {{"file", file}, {"url", url}, {"bytes", bytes.size()}, {"sha256", sha256(bytes)}};
}

/// "mnist/train-images" and slice 3 -> "mnist/train-images-03.bin"
std::string slice_url(const Resolver::Place& place, std::int64_t slice) {
    char number[8];
    std::snprintf(number, sizeof number, "-%02d", static_cast<int>(slice));
    return std::string(place.file->dataset) + "/" + std::string(place.file->name) + number + ".bin";
}

void stage_slices(const std::filesystem::path& folder, const Resolver::Place& place, Json& entries) {
    const auto idx = read_idx(place.bytes, place.path.string());
    const auto rows = idx.shape[0], width = rows ? idx.shape.elements() / rows : 0;
    for (std::int64_t first = 0; first < rows; first += slice_rows) {
        auto shape = idx.shape;
        shape[0] = std::min(slice_rows, rows - first);
        const auto values = idx.values().subspan(static_cast<std::size_t>(first * width), static_cast<std::size_t>(shape[0] * width));
        auto entry = stage_file(folder, slice_url(place, first / slice_rows), place.file->name, gzip(write_idx(shape, values), 6));
        entry["rows"] = {first, first + shape[0]};
        entries.push_back(std::move(entry));
    }
}

/// "digits/digits.csv.gz" -> "digits/digits.csv.bin"
std::string whole_url(const DataFile& file) {
    std::string url(file.path);
    if (url.ends_with(".gz")) url.replace(url.size() - 3, 3, ".bin");
    return url;
}

Json stage_part(const std::filesystem::path& folder, const Places& places, bool images) {
    Json entries = Json::array();
    for (const auto& place : places) {
        if (images) stage_slices(folder, place, entries);
        else entries.push_back(stage_file(folder, whole_url(*place.file), place.file->name, place.bytes));
    }
    return entries;
}

Json source_of(const std::vector<const Places*>& parts) {
    Json source = Json::array({layout});
    for (const auto* places : parts)
        for (const auto& place : *places) source.push_back(place.file->sha256);
    return source;
}

/// Every file that the entry names is there, as long as it says.
bool is_staged(const Json& set, const std::filesystem::path& folder) {
    for (const char* part : {"train", "test"})
        for (const auto& entry : set.value(part, Json::array())) {
            std::error_code problem;
            if (std::filesystem::file_size(folder / entry.value("url", std::string()), problem) != entry.value("bytes", std::uintmax_t{0}) || problem) return false;
        }
    return set.contains("source");
}

Json read_manifest(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return Json::object();
    try {
        return parse_json_text(read_text(file)).value("sets", Json::object());
    } catch (const std::exception&) {
        return Json::object();  // written half: staged anew
    }
}

/// The licence that has to go with the data: the published text, or at least its terms.
void stage_licence(Resolver& resolver, const std::filesystem::path& folder, const DatasetInfo& info) {
    const auto published = resolver.find(info.name, DataFile::Part::licence);
    const auto target = folder / info.name / "LICENSE.txt";
    if (!published.empty()) write_file(target, published[0].bytes);
    else write_file(target, info.licence.en + "\n");
}

}  // namespace

void stage_data(Resolver& resolver, const std::filesystem::path& folder, const Tell& tell) {
    const auto manifest = folder / "manifest.json";
    const auto before = read_manifest(manifest);
    Json sets = Json::object();
    for (const auto& family : dataset_families()) {
        const auto& name = family.info.name;
        const bool known = before.contains(name) && is_staged(before[name], folder);
        if (family.kind == DatasetFamily::Kind::toy || family.kind == DatasetFamily::Kind::own) continue;
        const auto train = resolver.find(name, DataFile::Part::train);
        if (train.empty()) {
            if (known) sets[name] = before[name];
            else tell(name + ": not found; the page will generate a stand-in");
            continue;
        }
        const auto test = resolver.find(name, DataFile::Part::test);
        const auto source = source_of({&train, &test});
        if (known && before[name]["source"] == source) {
            sets[name] = before[name];
            continue;
        }
        const bool images = family.kind == DatasetFamily::Kind::images;
        tell(name + ": staging " + train[0].path.parent_path().string());
        sets[name] = {{"train", stage_part(folder, train, images)}, {"test", stage_part(folder, test, images)}, {"source", source}};
        stage_licence(resolver, folder, family.info);
    }
    const auto text = Json{{"sets", std::move(sets)}}.dump(1) + "\n";
    if (!std::filesystem::exists(manifest) || read_text(manifest) != text) write_file(manifest, text);
}

}  // namespace nabla::cli
