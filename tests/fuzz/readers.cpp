#include "tests/fuzz/readers.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/data/csv.h"
#include "core/data/idx.h"
#include "core/data/npz.h"
#include "core/data/texts.h"
#include "core/data/word_sequences.h"
#include "core/experiment/experiment.h"
#include "core/experiment/first_experiment.h"
#include "core/experiment/json_text.h"
#include "core/experiment/keras_code.h"
#include "core/model/model_file.h"

namespace nabla::fuzz {
namespace {

using Span = std::span<const std::uint8_t>;

void require(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

std::string_view text_of(Span bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// What is accepted has a canonical form that is accepted, too, and a script.
void read_experiment(Span bytes) {
    const auto experiment = Experiment::parse_text(text_of(bytes));
    const auto json = experiment.to_json();
    try {
        require(Experiment::parse(json).to_json() == json, "the canonical form reads back as itself");
    } catch (const Error& error) {
        throw std::logic_error(std::string("the canonical form is refused: ") + error.what());
    }
    require(!keras_code(experiment).empty(), "every experiment has a script");
}

/// model.json, a zero byte, weights.bin. What is opened can be saved and opened again.
void read_model(Span bytes) {
    const auto end = std::find(bytes.begin(), bytes.end(), std::uint8_t{0});
    ModelFiles files{.json = std::string(bytes.begin(), end), .weights = {}};
    if (end != bytes.end()) files.weights.assign(end + 1, bytes.end());
    weight_paths(files.json);
    const Model model = load_model(files);
    const auto saved = save_model(model);
    try {
        require(save_model(load_model(saved)).weights == saved.weights, "weights survive saving");
    } catch (const Error& error) {
        throw std::logic_error(std::string("a saved model is refused: ") + error.what());
    }
}

void read_images(Span bytes) {
    const auto idx = read_idx(bytes, "images");
    require(static_cast<std::size_t>(idx.shape.elements()) == idx.values().size(), "as many values as the sizes say");
    const auto again = read_idx(write_idx(idx.shape, idx.values()), "again");
    require(again.shape == idx.shape && std::ranges::equal(again.values(), idx.values()), "written and read again");
}

/// The first byte chooses what is asked of the table: the last column is the target, the first may be a category.
void read_table(Span bytes) {
    if (bytes.empty()) return;
    const auto choice = bytes[0];
    const auto text = bytes.subspan(1);
    const auto csv = Csv::parse(text, {.file = "own.csv"});
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        require(csv.line(row) > (row == 0 ? 1 : csv.line(row - 1)), "a row begins on a line of its own, below the one before");
        for (std::size_t column = 0; column < csv.header().size(); ++column) require(!csv.missing(row, column) || !csv.is_number(row, column), "what is missing is no number");
    }
    DatasetSpec spec{.name = "csv", .standardize = (choice & 1) != 0, .min_max = (choice & 3) == 2, .to_categorical = (choice & 4) != 0};
    spec.json = {{"csv", "own.csv"}, {"targets", Json::array({csv.header().back()})}};
    if (choice & 8) spec.json["task"] = choice & 16 ? "regression" : "classification";
    if (choice & 32) spec.one_hot = {csv.header().front()};
    if (choice & 64) spec.test_split = 0.5;
    if (choice & 128) {
        spec.dropna = true;
        const auto columns = describe_columns(csv);
        if (csv.rows() > 0) first_experiment(csv, columns, "own.csv", likely_target(csv, columns));
    }
    const RawFiles files{{{.name = "table", .chunks = {{text.begin(), text.end()}}, .chunk_names = {"own.csv"}}}};
    const auto dataset = build_dataset(spec, &files, nullptr, 1);
    require(dataset.train.y.size() == static_cast<std::size_t>(dataset.train.rows() * dataset.train.target_width), "a target for each row");
}

/// The files of imdb, reuters and Keras's housing: texts as numbers, an .npz, a list of words.
void read_words(Span bytes) {
    if (is_npz(bytes)) {
        const auto array = read_npz(bytes, "x", "housing");
        return require(array.values.size() == static_cast<std::size_t>(array.shape.elements()), "as many values as the sizes say");
    }
    if (!bytes.empty() && bytes[0] == '<') {
        const RawFiles files{{{.name = "words", .chunks = {{bytes.begin(), bytes.end()}}}}};
        return require(text_words(&files).size() >= 4, "the signs at least");
    }
    const auto sequences = read_word_sequences(bytes, "texts", text_vocabulary, 46);
    require(sequences.labels.size() == sequences.texts.texts(), "a label for each text");
    require(Samples::padded(5, sequences.texts).rows() == static_cast<std::int64_t>(sequences.texts.texts()), "a row for each text");
    require(Samples::multi_hot(text_vocabulary, sequences.texts).rows() == static_cast<std::int64_t>(sequences.texts.texts()), "a row for each text");
}

template <void (*read)(Span)>
void guarded(Span bytes) {
    try {
        read(bytes);
    } catch (const Error&) {  // refused, and said why
    }
}

constexpr Reader all[] = {{"experiment", guarded<read_experiment>, true},
                          {"model", guarded<read_model>, true},
                          {"idx", guarded<read_images>, false},
                          {"csv", guarded<read_table>, false},
                          {"words", guarded<read_words>, false}};

}  // namespace

std::span<const Reader> readers() { return all; }

const Reader* find_reader(std::string_view name) {
    const auto found = std::ranges::find(all, name, &Reader::name);
    return found == std::end(all) ? nullptr : found;
}

}  // namespace nabla::fuzz
