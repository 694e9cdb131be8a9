#include "core/data/dataset.h"

#include <algorithm>
#include <numeric>

#include "core/data/family.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

const DatasetFamily& family_of(const DatasetSpec& spec) {
    if (const auto* family = find_family(spec.name)) return *family;
    throw Error({.code = "unknown_name", .where = "dataset.name", .expected = "a known data set", .received = "\"" + spec.name + "\"", .advice = {}});
}

void shuffle_targets(Part& part, const Rng& rng) {
    std::vector<std::uint32_t> order(static_cast<std::size_t>(part.rows()));
    std::iota(order.begin(), order.end(), 0u);
    rng.shuffle(order);
    const auto width = static_cast<std::size_t>(part.target_width);
    const std::vector<float> y = part.y;
    for (std::size_t row = 0; row < order.size(); ++row)
        std::copy_n(y.begin() + static_cast<std::ptrdiff_t>(order[row] * width), width, part.y.begin() + static_cast<std::ptrdiff_t>(row * width));
}

}  // namespace

const RawFiles::File* RawFiles::find(std::string_view name) const {
    for (const auto& file : files)
        if (file.name == name) return &file;
    return nullptr;
}

Dataset build_dataset(const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t seed) {
    Dataset dataset = family_of(spec).build(spec, train, test, seed);
    if (spec.shuffle_targets) shuffle_targets(dataset.train, rng_for(seed, Stream::data).fork(2));
    return dataset;
}

void add_test_part(Dataset& dataset, const DatasetSpec& spec, const RawFiles* test, std::uint64_t) {
    const auto& family = family_of(spec);
    if (!dataset.test && family.add_test) family.add_test(dataset, spec, test);
}

DatasetShape dataset_shape(const Dataset& dataset) {
    return {.sample = dataset.train.x.sample_shape(), .task = dataset.task, .classes = dataset.classes,
            .target_width = dataset.train.target_width, .train_rows = dataset.train.rows(),
            .inputs = dataset.inputs, .targets = dataset.targets};
}

}  // namespace nabla
