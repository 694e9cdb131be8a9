#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/download.h"
#include "core/data/dataset.h"
#include "core/data/files.h"

namespace nabla::cli {

struct ResolverOptions {
    std::vector<std::filesystem::path> folders;   // looked in, in this order
    std::filesystem::path cache;                  // looked in last; downloads go here; empty: none
    bool download = true;
    Tell tell = [](const std::string&) {};        // one line for people, on where data come from
    std::span<const DataFile> files = data_files();
};
/// $NABLA_DATA, shared/data beside the checkout, ${XDG_CACHE_HOME:-~/.cache}/nabla/data. $NABLA_OFFLINE, if set, forbids downloads.
ResolverOptions standard_places(const std::filesystem::path& source_folder, Tell tell);

/// Finds data sets' files, by checksum. What lies in a folder but differs from the published file is an error, not a reason
/// to look further. Blocks while it downloads.
class Resolver : public DataProvider {
public:
    explicit Resolver(ResolverOptions options);

    RawProgress poll(const RawRequest& request) override;
    void retry(const RawRequest&) override {}

    struct Place {
        const DataFile* file;
        std::filesystem::path path;
        Bytes bytes;
    };
    /// The files of one part, alternatives settled; empty where none is to be had. Throws Error for a damaged file and
    /// where a part of the files is missing.
    std::vector<Place> find(std::string_view dataset, DataFile::Part part);
    /// The learner's own table, which {"csv": ...} means.
    void set_csv(std::filesystem::path path) { csv_ = std::move(path); }
    const ResolverOptions& options() const { return options_; }

    /// Where a file lies, whatever its state.
    std::optional<std::filesystem::path> locate(const DataFile& file) const;

private:
    std::optional<Place> load(const DataFile& file);

    ResolverOptions options_;
    Downloader downloader_;
    std::filesystem::path csv_;
};

}  // namespace nabla::cli
