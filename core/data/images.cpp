#include "core/data/images.h"

#include <algorithm>
#include <utility>

#include "core/data/idx.h"

namespace nabla {
namespace {

constexpr std::int64_t side = 28;
constexpr std::size_t pixels = side * side;

struct ImageRows {
    Bytes images, labels;
};

bool has_file(const RawFiles* files, const std::string& name) {
    const auto* file = files ? files->find(name) : nullptr;
    return file && !file->chunks.empty();
}

/// The chunks of one file behind one another, at most `rows` rows of `width` bytes.
Bytes read_chunks(const RawFiles& files, const std::string& name, const Shape& row, std::size_t rows) {
    const auto* file = files.find(name);
    if (!file)
        throw Error({.code = "missing_file", .where = name, .expected = "the file \"" + name + "\"", .received = "the set's other files without it",
                     .advice = "Fetch the whole set again."});
    const auto width = static_cast<std::size_t>(row.elements());
    Bytes all;
    for (std::size_t i = 0; i < file->chunks.size() && all.size() < rows * width; ++i) {
        const auto& chunk_name = i < file->chunk_names.size() ? file->chunk_names[i] : name;
        const auto idx = read_idx(file->chunks[i], chunk_name);
        if (idx.shape.rank() != row.rank() + 1 || !std::equal(row.begin(), row.end(), idx.shape.begin() + 1))
            throw Error({.code = "wrong_shape", .where = chunk_name, .expected = "rows of shape " + row.text(), .received = "sizes " + idx.shape.text(),
                         .advice = "Check that images and labels were not mixed up."});
        const auto values = idx.values();
        all.insert(all.end(), values.begin(), values.end());
    }
    return all;
}

/// Images and labels of one part; `rows` are needed, 0: all there are.
ImageRows read_rows(const ImageSet& set, const RawFiles& files, const std::string& part, std::size_t rows) {
    const auto published = static_cast<std::size_t>(part == "train" ? set.family.info.train_rows : set.family.info.test_rows);
    const auto wanted = rows ? rows : published;
    const auto images_name = part + "-images", labels_name = part + "-labels";
    ImageRows result{read_chunks(files, images_name, {side, side}, wanted), read_chunks(files, labels_name, {}, wanted)};
    const auto images = result.images.size() / pixels, labels = result.labels.size();
    if (images != labels)
        throw Error({.code = "count_mismatch", .where = set.family.info.name + ": " + images_name + ", " + labels_name, .expected = "as many labels as images",
                     .received = std::to_string(images) + " images, " + std::to_string(labels) + " labels", .advice = "Fetch both files again."});
    if (images < wanted)
        throw Error({.code = "too_few_rows", .where = set.family.info.name + ": " + images_name, .expected = std::to_string(wanted) + " rows",
                     .received = std::to_string(images), .advice = rows ? "Ask for fewer rows, or fetch the file again." : "Fetch the file again."});
    result.images.resize(wanted * pixels);
    result.labels.resize(wanted);
    const auto classes = set.family.classes();
    const auto wrong = std::find_if(result.labels.begin(), result.labels.end(), [&](auto label) { return label >= classes; });
    if (wrong != result.labels.end())
        throw Error({.code = "bad_label", .where = set.family.info.name + ": " + labels_name + ", row " + std::to_string(wrong - result.labels.begin()),
                     .expected = "a label from 0 to " + std::to_string(classes - 1), .received = std::to_string(*wrong), .advice = "Fetch the file again."});
    return result;
}

ImageRows draw_rows(const ImageSet& set, bool test, std::size_t rows) {
    ImageRows result{Bytes(rows * pixels), Bytes(rows)};
    for (std::size_t i = 0; i < rows; ++i) result.labels[i] = set.draw(test, i, result.images.data() + i * pixels);
    return result;
}

Part image_part(const ImageSet& set, const DatasetSpec& spec, ImageRows rows) {
    Part part;
    const auto shape = spec.shape.rank() ? spec.shape : set.family.info.sample_shape;
    part.x = Samples::from_bytes(shape, std::move(rows.images), spec.rescale ? 1.0f / 255 : 1.0f);
    part.y = class_targets(rows.labels, set.family.classes(), spec.to_categorical);
    part.target_width = spec.to_categorical ? set.family.classes() : 1;
    return part;
}

}  // namespace

Dataset build_images(const ImageSet& set, const DatasetSpec& spec, const RawFiles* train, const RawFiles* test) {
    Dataset dataset;
    dataset.name = spec.name;
    dataset.classes = set.family.classes();
    dataset.class_names = set.family.class_names;
    dataset.target_name = set.family.target_name;
    dataset.scale = spec.rescale ? 1.0f / 255 : 1.0f;
    dataset.generated = !has_file(train, "train-images") && !has_file(train, "train-labels");
    if (dataset.generated) dataset.generated_how = set.how;
    const auto rows = static_cast<std::size_t>(spec.rows.value_or(set.family.info.train_rows));
    dataset.train = image_part(set, spec, dataset.generated ? draw_rows(set, false, rows) : read_rows(set, *train, "train", rows));
    if (has_file(test, "test-images")) add_image_test(set, dataset, spec, test);
    return dataset;
}

void add_image_test(const ImageSet& set, Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) {
    // A stand-in's test rows are drawn like its training rows, even if real ones came: numbers of one kind only.
    if (dataset.generated) {
        dataset.test = image_part(set, spec, draw_rows(set, true, static_cast<std::size_t>(set.family.info.test_rows)));
    } else {
        const RawFiles none;
        dataset.test = image_part(set, spec, read_rows(set, test ? *test : none, "test", 0));
    }
}

}  // namespace nabla
