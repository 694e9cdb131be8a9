#pragma once
#include <functional>

#include "core/data/family.h"

namespace nabla {

/// What image sets in the manner of MNIST share: IDX files of images and labels, a row count, a stand-in that is drawn.
struct ImageSet {
    const DatasetFamily& family;
    /// Draws row `row` of the stand-in into 28 x 28 zeroed bytes and returns its label. `test` has drawings of its own.
    std::uint8_t (*draw)(bool test, std::uint64_t row, std::uint8_t* pixels);
    Text how;  // the stand-in in a sentence
};

Dataset build_images(const ImageSet& set, const DatasetSpec& spec, const RawFiles* train, const RawFiles* test);
void add_image_test(const ImageSet& set, Dataset& dataset, const DatasetSpec& spec, const RawFiles* test);

}  // namespace nabla
