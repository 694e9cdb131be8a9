#include "core/data/texts.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/data/word_sequences.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

const RawFiles::File* texts_file(const RawFiles* files, const std::string& name) {
    const auto* file = files ? files->find(name) : nullptr;
    return file && !file->chunks.empty() ? file : nullptr;
}

WordSequences read_texts(const DatasetFamily& family, const RawFiles& files, const std::string& part, std::int64_t rows) {
    const auto name = part + "-texts";
    const auto* file = texts_file(&files, name);
    if (!file)
        throw Error({.code = "missing_file", .where = name, .expected = "the file \"" + name + "\"", .received = "the set's other files without it", .advice = "Fetch the whole set again."});
    const auto where = file->chunk_names.empty() ? name : file->chunk_names[0];
    auto all = read_word_sequences(file->chunks[0], where, text_vocabulary, family.classes());
    if (static_cast<std::int64_t>(all.texts.texts()) < rows)
        throw Error({.code = "too_few_rows", .where = where, .expected = std::to_string(rows) + " texts", .received = std::to_string(all.texts.texts()), .advice = "Fetch the file again."});
    all.texts.offsets.resize(static_cast<std::size_t>(rows) + 1);
    all.texts.numbers.resize(all.texts.offsets.back());
    all.labels.resize(static_cast<std::size_t>(rows));
    return all;
}

/// A stand-in's text: most words by Zipf's law, whoever wrote it; every fourth from its class's own, thirty to a class.
WordSequences draw_texts(const DatasetFamily& family, bool test, std::int64_t rows) {
    const auto rng = rng_for(stand_in_seed, Stream::data).fork(family.classes() == 2 ? 71 : 72).fork(test);
    WordSequences drawn;
    for (std::int64_t row = 0; row < rows; ++row) {
        const Rng own = rng.fork(static_cast<std::uint64_t>(row));
        const auto label = own.below(0, static_cast<std::uint64_t>(family.classes()));
        const auto length = 40 + own.below(1, 160);
        drawn.texts.numbers.push_back(1);
        for (std::uint64_t i = 0; i < length; ++i) {
            const double rank = std::pow(static_cast<double>(text_vocabulary - 4), static_cast<double>(own.below(2 + 2 * i, 1u << 20)) / (1u << 20));
            const auto common = static_cast<std::uint16_t>(3 + static_cast<std::int64_t>(rank));
            const auto special = static_cast<std::uint16_t>(400 + 30 * label + own.below(3 + 2 * i, 30));
            drawn.texts.numbers.push_back(own.below(1'000'000 + i, 4) == 0 ? special : common);
        }
        drawn.texts.offsets.push_back(static_cast<std::uint32_t>(drawn.texts.numbers.size()));
        drawn.labels.push_back(static_cast<std::uint8_t>(label));
    }
    return drawn;
}

Part texts_part(const DatasetFamily& family, const DatasetSpec& spec, WordSequences all) {
    for (auto& word : all.texts.numbers)
        if (word >= spec.num_words) word = 2;
    const auto sample = dataset_shape(spec).sample;
    Part part;
    part.x = spec.as_sequence ? Samples::padded(sample[0], all.texts) : Samples::multi_hot(sample[0], all.texts);
    part.y = class_targets(all.labels, family.classes(), spec.to_categorical);
    part.target_width = spec.to_categorical ? family.classes() : 1;
    return part;
}

}  // namespace

Dataset build_texts(const DatasetFamily& family, const DatasetSpec& spec, const RawFiles* train, const RawFiles* test) {
    Dataset dataset;
    dataset.name = spec.name;
    dataset.classes = family.classes();
    dataset.class_names = family.class_names;
    dataset.target_name = family.target_name;
    dataset.generated = !texts_file(train, "train-texts");
    if (dataset.generated)
        dataset.generated_how = {"글 파일이 없어서 무작위로 뽑은 낱말 번호예요. 네 낱말에 하나는 그 클래스만 쓰는 낱말이에요.",
                                 "The texts' files are missing: these are word numbers drawn at random, every fourth of them a word of its class alone."};
    const auto rows = spec.rows.value_or(family.info.train_rows);
    dataset.train = texts_part(family, spec, dataset.generated ? draw_texts(family, false, rows) : read_texts(family, *train, "train", rows));
    if (texts_file(test, "test-texts")) add_texts_test(family, dataset, spec, test);
    return dataset;
}

void add_texts_test(const DatasetFamily& family, Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) {
    const RawFiles none;
    const auto rows = family.info.test_rows;
    dataset.test = texts_part(family, spec, dataset.generated ? draw_texts(family, true, rows) : read_texts(family, test ? *test : none, "test", rows));
}

std::vector<std::string> text_words(const RawFiles* files) {
    const auto* file = texts_file(files, "words");
    if (!file) return {};
    const auto bytes = unpack(file->chunks[0], {.file = "words"});
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::vector<std::string> words = {"", "<start>", "<unknown>", ""};
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());  // a few words are single control characters: only this one splits
        words.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

}  // namespace nabla
