#pragma once
#include <filesystem>

#include "core/cli/resolver.h"

namespace nabla::cli {

/// Copies every data set that can be had into a built site, below `folder`, as a page wants to fetch it: images in slices
/// of whole IDX files (gzip, named .bin so that no server takes them for an encoding), tables as they are, and
/// manifest.json, which says what lies where. What is there already, made from the same files, is left alone.
///   {"sets": {"mnist": {"train": [{"file": "train-images", "url": "mnist/train-images-00.bin", "rows": [0, 6000], "bytes", "sha256"}, ...],
///                       "test": [...], "source": [SHA-256 of the published files]}}}
/// tell: a line about each set that is written.
void stage_data(Resolver& resolver, const std::filesystem::path& folder, const Tell& tell);

}  // namespace nabla::cli
