#include "core/cli/file_io.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include "core/error.h"

namespace nabla::cli {
namespace {

Error unwritable(const std::filesystem::path& path) {
    return Error({.code = "unwritable_file", .where = path.string(), .expected = "a file that can be written", .received = "none",
                  .advice = "Check the folder's permissions and free space."});
}

}  // namespace

Bytes read_bytes(const std::filesystem::path& path) {
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);  // a folder has none
    std::ifstream file(path, std::ios::binary);
    if (problem || !file)
        throw Error({.code = "missing_file", .where = path.string(), .expected = "a file that can be read", .received = "none", .advice = "Check the path."});
    Bytes bytes(static_cast<std::size_t>(size));
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (file.gcount() != static_cast<std::streamsize>(bytes.size()))
        throw Error({.code = "unreadable_file", .where = path.string(), .expected = std::to_string(size) + " bytes", .received = std::to_string(file.gcount()), .advice = {}});
    return bytes;
}

std::string read_text(const std::filesystem::path& path) {
    const auto bytes = read_bytes(path);
    return {bytes.begin(), bytes.end()};
}

void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
    std::error_code problem;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), problem);
    auto part = path;
    part += ".part";
    {
        std::ofstream file(part, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (!file.flush()) throw unwritable(path);
    }
    std::filesystem::rename(part, path, problem);
    if (problem) throw unwritable(path);
}

void write_file(const std::filesystem::path& path, std::string_view text) {
    write_file(path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace nabla::cli
