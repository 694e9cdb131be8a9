#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/data/samples.h"
#include "core/error.h"
#include "core/json.h"
#include "core/text.h"

namespace nabla {

enum class Task { classification, regression };

/// One part of a data set: samples and their targets, row by row.
struct Part {
    Samples x;
    std::vector<float> y;        // [rows, target_width]; a class label is its number, exact up to 2^24
    std::int64_t target_width = 1;
    std::int64_t rows() const { return x.rows(); }
};

/// Mean and deviation of the training rows (population deviation, as numpy's std), one a feature. A constant column has deviation 1.
/// min_max: the smallest value and the span up to the largest instead. given: numbers that the Experiment names, whatever the rows.
struct Scaler {
    std::vector<float> mean, deviation;
    bool min_max = false, given = false;
};

/// Numbers to standardize every feature with, as of Keras's Normalization(mean, variance): x becomes (x - mean) / deviation.
struct GivenScale {
    double mean = 0, deviation = 1;
};

/// What one of a model's inputs takes of a data set's x: columns, by their places in a flattened sample.
struct InputColumns {
    std::string input;
    std::vector<std::uint32_t> columns;
};

/// What one of a model's outputs is compared with: `width` columns of y from `first` on.
struct TargetColumns {
    std::string output;
    Task task = Task::regression;
    std::int64_t classes = 0;    // 0 for regression
    std::int64_t first = 0, width = 1;
    std::vector<Text> class_names = {};
    bool one_hot() const { return task == Task::classification && width > 1; }
};

/// A data set as an Experiment asked for it: loaded, cut to its rows, preprocessed.
struct Dataset {
    std::string name;
    bool generated = false;      // a stand-in: say so wherever its numbers show
    Text generated_how = {};     // of a stand-in: how it was made, in a sentence
    Task task = Task::classification;
    Part train;
    std::optional<Part> test;    // absent until asked for
    std::int64_t classes = 0;    // 0 for regression
    std::vector<Text> class_names;
    std::vector<std::string> feature_names;
    std::string target_name;
    std::optional<Scaler> scaler;
    float scale = 1;             // raw values were multiplied by this first: 1/255 for images
    Part raw_train, raw_test;    // small tables only: the columns before scaling, for the figures
    std::vector<InputColumns> inputs = {};    // none: every input of the model takes all of x
    std::vector<TargetColumns> targets = {};  // none: every output is compared with all of y; else task and classes are the first one's
};

/// The Experiment's "dataset" object, checked. Unset fields have the data set's own defaults.
struct DatasetSpec {
    std::string name;                     // "inline" for {"rows": [[..]], "targets": [..]}, "csv" for a learner's file
    std::optional<std::int64_t> rows;     // first N training rows; toys: how many are drawn
    Shape shape;                          // of one sample, when reshaped: [28, 28, 1]; rank 0: the set's own
    bool standardize = false;
    std::optional<GivenScale> given_scale;  // instead of the training rows' own numbers
    bool min_max = false;                 // instead: the training rows' smallest value becomes 0, their largest 1
    bool rescale = true;                  // images: bytes / 255
    bool to_categorical = false;
    std::vector<std::string> drop, one_hot;
    std::optional<double> test_split;     // share of the rows kept for testing, where the set has no split of its own
    bool dropna = false;                  // csv: leave out rows in which a value that is used is missing
    double noise = 0;                     // toys
    std::int64_t num_words = 10'000;      // texts: rarer words are 2, "unknown", as in Keras
    std::int64_t maxlen = 0;              // texts as sequences: steps; 0: the set's default
    bool as_sequence = false;             // texts: word by word, else multi-hot
    bool shuffle_targets = false;         // images: deals the training rows' labels out at random, so that there is nothing to learn
    bool row_number = false;              // advertising: keep the row number as if it were a feature
    std::vector<std::pair<std::string, std::vector<std::string>>> inputs;  // tables: the features that each of the model's inputs takes, by its name
    Json json;                            // as written, for data sets with keys of their own (csv, inline)
};

/// Reads and checks the "dataset" object: an unknown key, name or column or a wrong value throws Error with its path.
/// Nothing is loaded.
DatasetSpec parse_dataset(const Json& json, const std::string& path = "dataset");
/// Canonical form, only what differs from the defaults: parse_dataset(dataset_json(s)) is s.
Json dataset_json(const DatasetSpec& spec);

/// What a spec promises before any file is read.
struct DatasetShape {
    Shape sample = {};             // after drop, one_hot, shape
    Task task = Task::classification;
    std::int64_t classes = 0;      // 0 for regression
    std::int64_t target_width = 1; // columns of y: classes after to_categorical, else the number of targets
    std::int64_t train_rows = 0;   // 0: not known before the file is read
    std::vector<InputColumns> inputs = {};    // as in Dataset
    std::vector<TargetColumns> targets = {};
};
/// The learner's own CSV is known only once it is read: sample has rank 0, rows and classes are 0.
DatasetShape dataset_shape(const DatasetSpec& spec);
/// The same of what was built.
DatasetShape dataset_shape(const Dataset& dataset);

/// The files of one set, as they came: each name holds one or more chunks, every chunk a whole IDX or CSV (gzip or
/// plain) whose rows follow the chunk before.
struct RawFiles {
    struct File {
        std::string name;  // "train-images", "train-labels", "test-images", "table", ...
        std::vector<std::vector<std::uint8_t>> chunks;
        std::vector<std::string> chunk_names;  // for errors
    };
    std::vector<File> files;
    const File* find(std::string_view name) const;
};

struct RawRequest {
    std::string dataset;
    bool test = false;                    // the test part's files, else the training part's
    std::int64_t rows = 0;                // training rows needed; 0 means all
    std::string file = {};                // csv: which of the learner's own
    bool operator==(const RawRequest&) const = default;
};

struct RawProgress {
    enum class State { loading, ready, missing, failed } state = State::loading;
    std::size_t bytes_done = 0, bytes_total = 0;
    std::shared_ptr<const RawFiles> files;  // when ready
    std::optional<ErrorInfo> error;         // when failed
};

/// Where raw files come from: folders and downloads (tool, tests), fetch (page). poll() starts a request at its first
/// call and never blocks the page; a folder answers at once.
class DataProvider {
public:
    virtual ~DataProvider() = default;
    virtual RawProgress poll(const RawRequest& request) = 0;
    virtual void retry(const RawRequest& request) = 0;  // forget a failure
};

/// Names that "dataset": {"name": ...} knows, with what the page tells about each.
struct DatasetInfo {
    std::string name;
    Text title, note, licence = {};  // note: what it is; licence: terms and home, shown where the data are used
    std::int64_t train_rows = 0, test_rows = 0;
    Shape sample_shape = {};
    Task task = Task::classification;
    bool needs_files = true;
    bool text = false;                          // rows are texts: "as", num_words, maxlen
    std::vector<std::string> features = {};     // tables: columns that can be dropped
    std::vector<std::string> categorical = {};  // of these, the ones that one_hot takes
};
const std::vector<DatasetInfo>& known_datasets();
const DatasetInfo* find_dataset(std::string_view name);

/// Training rows (and, if `test` has files, test rows) from raw files; without files the labelled stand-in.
/// Throws Error naming the file, the failed check and what to do.
Dataset build_dataset(const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t seed);
/// Adds the test part to a data set built without one (same scaler, same categories).
void add_test_part(Dataset& dataset, const DatasetSpec& spec, const RawFiles* test, std::uint64_t seed);

}  // namespace nabla
