#pragma once
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "core/data/files.h"
#include "core/data/gzip.h"

namespace nabla::cli {

using Tell = std::function<void(const std::string& line)>;

/// Fetches published files by running curl, checks their SHA-256 and keeps them in a folder. A host that did not answer
/// is not asked again. Where no program can be started (node) nothing is fetched, and that is said once.
class Downloader {
public:
    Downloader(std::filesystem::path folder, Tell tell) : folder_(std::move(folder)), tell_(std::move(tell)) {}
    /// True if the file now lies below the folder, whole and right.
    bool fetch(const DataFile& file);

private:
    bool fetch_from(std::string_view url, const DataFile& file);
    bool can_start_programs();

    std::filesystem::path folder_;
    Tell tell_;
    std::set<std::string, std::less<>> silent_hosts_;
    bool said_impossible_ = false;
};

/// A word for the shell, whatever is in it.
std::string shell_quoted(std::string_view word);
/// "https://a.example/b" -> "a.example"
std::string host_of(std::string_view url);

}  // namespace nabla::cli
