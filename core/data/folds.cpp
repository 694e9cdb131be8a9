#include "core/data/folds.h"

#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "core/data/table.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

using Rows = std::vector<std::uint32_t>;

struct Turn {
    Rows train, held_out;
};

/// Fold i holds rows [i * n / k, (i + 1) * n / k) of the order: sizes differ by one row at most.
Turn split(std::int64_t rows, const FoldOptions& options) {
    Rows order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0u);
    if (options.shuffle) rng_for(*options.shuffle, Stream::folds).shuffle(order);
    const auto first = order.begin() + rows * options.index / options.folds, last = order.begin() + rows * (options.index + 1) / options.folds;
    Turn turn{.train = {order.begin(), first}, .held_out = {first, last}};
    turn.train.insert(turn.train.end(), last, order.end());
    return turn;
}

Part take(const Part& part, const Rows& rows) {
    Part out;
    const auto width = static_cast<std::size_t>(part.x.sample_shape().elements());
    if (part.x.is_bytes()) {
        std::vector<std::uint8_t> bytes;
        for (const auto row : rows) {
            const auto sample = part.x.bytes().subspan(row * width, width);
            bytes.insert(bytes.end(), sample.begin(), sample.end());
        }
        out.x = Samples::from_bytes(part.x.sample_shape(), std::move(bytes), part.x.scale());
    } else if (part.x.is_multi_hot()) {
        Words words;
        for (const auto row : rows) words.append(part.x.words(row));
        out.x = Samples::multi_hot(part.x.sample_shape()[0], words);
    } else {
        std::vector<float> values(rows.size() * width);
        part.x.gather(rows, values.data());
        out.x = Samples::from_floats(part.x.sample_shape(), std::move(values));
    }
    const auto target = static_cast<std::size_t>(part.target_width);
    out.target_width = part.target_width;
    for (const auto row : rows) out.y.insert(out.y.end(), part.y.begin() + static_cast<std::ptrdiff_t>(row * target), part.y.begin() + static_cast<std::ptrdiff_t>((row + 1) * target));
    return out;
}

/// Means and deviations of these rows for the columns that the whole set's scaler touches; numbers that were given stay.
Scaler scaler_of(std::span<const float> values, const Scaler& whole) {
    Scaler scaler = whole;
    if (whole.given) return scaler;
    for (std::size_t j = 0; j < whole.mean.size(); ++j) {
        if (whole.mean[j] != 0 || whole.deviation[j] != 1) fit_column(scaler, values, j);
    }
    return scaler;
}

void scale_columns(const Scaler& scaler, std::vector<float>& values) {
    const std::size_t columns = scaler.mean.size();
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = (values[i] - scaler.mean[i % columns]) / scaler.deviation[i % columns];
}

}  // namespace

Dataset fold(const Dataset& dataset, const FoldOptions& options) {
    const auto rows = dataset.train.rows();
    if (options.folds < 2 || options.folds > rows)
        throw Error({.code = "out_of_range", .where = "cross_validation.folds", .expected = "a whole number from 2 to " + std::to_string(rows), .received = std::to_string(options.folds), .advice = {}});
    if (options.index < 0 || options.index >= options.folds)
        throw Error({.code = "out_of_range", .where = "cross_validation", .expected = "a fold from 0 to " + std::to_string(options.folds - 1), .received = std::to_string(options.index), .advice = {}});
    const Turn turn = split(rows, options);
    Dataset out{.name = dataset.name, .generated = dataset.generated, .generated_how = dataset.generated_how, .task = dataset.task, .train = take(dataset.train, turn.train),
                .test = take(dataset.train, turn.held_out), .classes = dataset.classes, .class_names = dataset.class_names,
                .feature_names = dataset.feature_names, .target_name = dataset.target_name, .scaler = dataset.scaler, .raw_train = {}, .raw_test = {},
                .inputs = dataset.inputs, .targets = dataset.targets};
    if (!dataset.scaler || dataset.raw_train.rows() != rows) return out;
    out.raw_train = take(dataset.raw_train, turn.train);
    out.raw_test = take(dataset.raw_train, turn.held_out);
    out.scaler = scaler_of(out.raw_train.x.floats(), *dataset.scaler);
    out.train.x = out.raw_train.x;
    out.test->x = out.raw_test.x;
    scale_columns(*out.scaler, out.train.x.mutable_floats());
    scale_columns(*out.scaler, out.test->x.mutable_floats());
    return out;
}

}  // namespace nabla
