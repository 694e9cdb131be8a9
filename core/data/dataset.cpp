#include "core/data/dataset.h"

#include "core/data/family.h"

namespace nabla {
namespace {

const DatasetFamily& family_of(const DatasetSpec& spec) {
    if (const auto* family = find_family(spec.name)) return *family;
    throw Error({.code = "unknown_name", .where = "dataset.name", .expected = "a known data set", .received = "\"" + spec.name + "\"", .advice = {}});
}

}  // namespace

const RawFiles::File* RawFiles::find(std::string_view name) const {
    for (const auto& file : files)
        if (file.name == name) return &file;
    return nullptr;
}

Dataset build_dataset(const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t seed) {
    return family_of(spec).build(spec, train, test, seed);
}

void add_test_part(Dataset& dataset, const DatasetSpec& spec, const RawFiles* test, std::uint64_t) {
    const auto& family = family_of(spec);
    if (!dataset.test && family.add_test) family.add_test(dataset, spec, test);
}

DatasetShape dataset_shape(const Dataset& dataset) {
    return {.sample = dataset.train.x.sample_shape(), .task = dataset.task, .classes = dataset.classes,
            .target_width = dataset.train.target_width, .train_rows = dataset.train.rows()};
}

}  // namespace nabla
