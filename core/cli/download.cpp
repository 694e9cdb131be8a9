#include "core/cli/download.h"

#include <cstdlib>
#include <system_error>

#include "core/cli/file_io.h"
#include "core/error.h"
#include "core/sha256.h"

namespace nabla::cli {

std::string shell_quoted(std::string_view word) {
    std::string text = "'";
    for (char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

std::string host_of(std::string_view url) {
    const auto start = url.find("://");
    if (start == std::string_view::npos) return {};
    url.remove_prefix(start + 3);
    return std::string(url.substr(0, url.find('/')));
}

bool Downloader::can_start_programs() {
    if (std::system(nullptr) != 0) return true;
    if (!said_impossible_) tell_("downloads are not possible here: no program can be started");
    said_impossible_ = true;
    return false;
}

bool Downloader::fetch(const DataFile& file) {
    if (file.urls.empty() || !can_start_programs()) return false;
    for (auto url : file.urls)
        if (!silent_hosts_.contains(host_of(url)) && fetch_from(url, file)) return true;
    return false;
}

bool Downloader::fetch_from(std::string_view url, const DataFile& file) {
    const auto target = folder_ / file.path;
    auto part = target;
    part += ".download";
    std::error_code problem;
    std::filesystem::create_directories(target.parent_path(), problem);
    tell_("downloading " + std::string(file.path) + " from " + host_of(url));
    // Gives up on a host that does not answer in 8 seconds, on less than 10 kB/s for 20, and on anything after 15 minutes.
    const auto command = "curl --fail --location --silent --show-error --progress-bar --connect-timeout 8 --speed-limit 10000 --speed-time 20 --max-time 900 --output " +
                         shell_quoted(part.string()) + " " + shell_quoted(url) + " 1>&2";
    bool done = false;
    if (std::system(command.c_str()) != 0) {
        tell_("could not be fetched from " + host_of(url));
        if (const auto host = host_of(url); !host.empty()) silent_hosts_.insert(host);
    } else if (const auto sum = sha256(read_bytes(part)); sum != file.sha256) {
        tell_("refused what " + host_of(url) + " sent: SHA-256 is " + sum + ", published is " + std::string(file.sha256));
    } else {
        std::filesystem::rename(part, target, problem);
        done = !problem;
        if (problem) tell_("could not write " + target.string());
    }
    std::filesystem::remove(part, problem);
    return done;
}

}  // namespace nabla::cli
