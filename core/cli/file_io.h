#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/data/gzip.h"

namespace nabla::cli {

/// Throws Error "missing_file" or "unreadable_file" naming the path.
Bytes read_bytes(const std::filesystem::path& path);
std::string read_text(const std::filesystem::path& path);
/// Makes missing folders; the file appears whole or not at all. Throws Error "unwritable_file".
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace nabla::cli
