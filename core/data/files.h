#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace nabla {

/// One published file of a data set: what loaders call it, where it lies below a data folder, how to know it.
struct DataFile {
    std::string_view dataset, name;   // "mnist", "train-images": the name in RawFiles
    enum class Part { train, test, licence } part;
    std::string_view path;            // "mnist/train-images-idx3-ubyte.gz"
    std::string_view sha256;
    std::vector<std::string_view> urls = {};  // the published home and its mirrors; none: not to be had there
};

/// All files; where two have the same data set and name, either will do, the first by preference.
std::span<const DataFile> data_files();
/// The files of one part, alternatives one behind the other.
std::vector<const DataFile*> data_files(std::string_view dataset, DataFile::Part part);

}  // namespace nabla
