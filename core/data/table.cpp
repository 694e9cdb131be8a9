#include "core/data/table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/data/chosen_columns.h"
#include "core/data/csv.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

bool listed_in(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// One output column: a feature, or the question whether a feature has a value.
struct ColumnSource {
    std::size_t column;
    bool is_category;
    double category;
    double read(const double* row) const { return is_category ? (row[column] == category ? 1 : 0) : row[column]; }
};

std::vector<ColumnSource> sources(const DatasetSpec& spec, const std::vector<Column>& columns) {
    std::vector<ColumnSource> result;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (listed_in(spec.drop, columns[i].name)) continue;
        if (!listed_in(spec.one_hot, columns[i].name)) result.push_back({i, false, 0});
        else
            for (double category : columns[i].categories) result.push_back({i, true, category});
    }
    return result;
}

std::string category_text(const Column& column, double value) {
    if (!column.category_names.empty()) return column.category_names[static_cast<std::size_t>(value)];
    auto text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

Part take_rows(const Table& table, const std::vector<ColumnSource>& from, std::span<const std::uint32_t> rows) {
    Part part;
    part.target_width = table.target_width;
    const auto width = static_cast<std::size_t>(table.target_width);
    std::vector<float> x;
    x.reserve(rows.size() * from.size());
    for (auto row : rows) {
        const double* values = table.x.data() + row * table.columns.size();
        for (const auto& source : from) x.push_back(static_cast<float>(source.read(values)));
        part.y.insert(part.y.end(), table.y.begin() + static_cast<std::ptrdiff_t>(row * width), table.y.begin() + static_cast<std::ptrdiff_t>((row + 1) * width));
    }
    part.x = Samples::from_floats(Shape{static_cast<std::int64_t>(from.size())}, std::move(x));
    return part;
}

/// A category's column of 0 and 1 stays as it is: mean 0, deviation 1.
Scaler make_scaler(const DatasetSpec& spec, std::span<const float> x, const std::vector<ColumnSource>& from) {
    const auto features = from.size();
    Scaler scaler{std::vector<float>(features, 0.0f), std::vector<float>(features, 1.0f)};
    scaler.min_max = spec.min_max;
    scaler.given = spec.given_scale.has_value();
    for (std::size_t f = 0; f < features; ++f) {
        if (from[f].is_category) continue;
        if (!scaler.given) fit_column(scaler, x, f);
        else scaler.mean[f] = static_cast<float>(spec.given_scale->mean), scaler.deviation[f] = static_cast<float>(spec.given_scale->deviation);
    }
    return scaler;
}

void finish_part(Part& part, const DatasetSpec& spec, const Dataset& dataset) {
    std::vector<float> x(part.x.floats().begin(), part.x.floats().end());
    if (dataset.scaler) apply_scaler(*dataset.scaler, x);
    part.x = Samples::from_floats(spec.shape.rank() ? spec.shape : part.x.sample_shape(), std::move(x));
    if (!spec.to_categorical || part.target_width > 1 || !dataset.targets.empty()) return;  // one column a class already
    std::vector<std::uint8_t> labels;
    for (float label : part.y) labels.push_back(static_cast<std::uint8_t>(label));
    part.y = class_targets(labels, dataset.classes, true);
    part.target_width = dataset.classes;
}

}  // namespace

RowOrder split_rows(std::size_t rows, double test_share, bool shuffled) {
    std::vector<std::uint32_t> all(rows);
    std::iota(all.begin(), all.end(), 0u);
    if (shuffled) rng_for(stand_in_seed, Stream::data).shuffle(all);
    const auto tests = static_cast<std::ptrdiff_t>(static_cast<double>(rows) * test_share + 1e-9);
    return {{all.begin(), all.end() - tests}, {all.end() - tests, all.end()}};
}

TableOptions table_options(const DatasetFamily& family) {
    return {.task = family.info.task, .class_names = family.class_names, .target_name = family.target_name};
}

std::vector<std::string> feature_names(const DatasetSpec& spec, const std::vector<Column>& columns) {
    std::vector<std::string> names;
    for (const auto& source : sources(spec, columns))
        names.push_back(columns[source.column].name + (source.is_category ? "=" + category_text(columns[source.column], source.category) : ""));
    return names;
}

const RawFiles::File* table_file(const RawFiles* files) {
    const auto* file = files ? files->find("table") : nullptr;
    return file && !file->chunks.empty() ? file : nullptr;
}

std::string chunk_name(const RawFiles::File& file, std::size_t chunk) {
    return chunk < file.chunk_names.size() ? file.chunk_names[chunk] : file.name;
}

Table read_table(const RawFiles::File& file, const std::vector<Column>& columns, const std::string& target) {
    Table table;
    table.columns = columns;
    for (std::size_t chunk = 0; chunk < file.chunks.size(); ++chunk) {
        const auto csv = Csv::parse(file.chunks[chunk], {.file = chunk_name(file, chunk)});
        std::vector<std::size_t> places;
        for (const auto& column : columns) places.push_back(csv.column(column.name));
        const auto target_place = csv.column(target);
        for (std::size_t row = 0; row < csv.rows(); ++row) {
            for (auto place : places) table.x.push_back(csv.number(row, place));
            table.y.push_back(static_cast<float>(csv.number(row, target_place)));
        }
    }
    return table;
}

Table read_classes(const RawFiles::File& file, const std::vector<Column>& columns, const std::string& target, const std::vector<std::string>& names) {
    Table table;
    table.columns = columns;
    for (std::size_t chunk = 0; chunk < file.chunks.size(); ++chunk) {
        const auto csv = Csv::parse(file.chunks[chunk], {.file = chunk_name(file, chunk)});
        std::vector<std::size_t> places;
        for (const auto& column : columns) places.push_back(csv.column(column.name));
        const auto target_place = csv.column(target);
        for (std::size_t row = 0; row < csv.rows(); ++row) {
            if (std::any_of(places.begin(), places.end(), [&](auto place) { return csv.missing(row, place); })) continue;
            const auto found = std::find(names.begin(), names.end(), csv.cell(row, target_place));
            if (found == names.end())
                throw Error({.code = "bad_label", .where = csv.place(row, target_place), .expected = "one of the " + std::to_string(names.size()) + " class names",
                             .received = "\"" + csv.cell(row, target_place) + "\"", .advice = "Delete the file and fetch it again."});
            for (auto place : places) table.x.push_back(csv.number(row, place));
            table.y.push_back(static_cast<float>(found - names.begin()));
        }
    }
    return table;
}

Table draw_clouds(const std::vector<Column>& columns, const std::vector<Cloud>& clouds, std::uint64_t tag) {
    const auto rng = rng_for(stand_in_seed, Stream::data).fork(tag);
    Table table;
    table.columns = columns;
    std::uint64_t n = 0;
    for (std::size_t k = 0; k < clouds.size(); ++k)
        for (std::size_t row = 0; row < clouds[k].rows; ++row) {
            for (std::size_t f = 0; f < columns.size(); ++f)
                table.x.push_back(std::round((clouds[k].mean[f] + clouds[k].deviation[f] * rng.normal(n++)) * 10) / 10);
            table.y.push_back(static_cast<float>(k));
        }
    return table;
}

void need_rows(const Table& table, std::size_t rows, const std::string& file) {
    if (table.rows() == rows) return;
    throw Error({.code = "count_mismatch", .where = file, .expected = std::to_string(rows) + " rows", .received = std::to_string(table.rows()),
                 .advice = "Delete the file and fetch it again."});
}

void fit_column(Scaler& scaler, std::span<const float> x, std::size_t column) {
    const auto features = scaler.mean.size();
    const auto rows = static_cast<double>(x.size() / features);
    double sum = 0, squares = 0;
    float low = x[column], high = low;
    for (std::size_t i = column; i < x.size(); i += features) sum += x[i], low = std::min(low, x[i]), high = std::max(high, x[i]);
    const double mean = sum / rows;
    for (std::size_t i = column; i < x.size(); i += features) squares += (x[i] - mean) * (x[i] - mean);
    const double spread = scaler.min_max ? double{high} - low : std::sqrt(squares / rows);
    scaler.mean[column] = scaler.min_max ? low : static_cast<float>(mean);
    scaler.deviation[column] = spread > 0 ? static_cast<float>(spread) : 1.0f;
}

void apply_scaler(const Scaler& scaler, std::span<float> x) {
    const auto features = scaler.mean.size();
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = static_cast<float>((static_cast<double>(x[i]) - scaler.mean[i % features]) / scaler.deviation[i % features]);
}

Dataset dataset_from_table(const DatasetSpec& spec, Table table, RowOrder order, TableOptions options) {
    Dataset dataset;
    dataset.name = spec.name;
    dataset.task = options.task;
    dataset.classes = static_cast<std::int64_t>(options.class_names.size());
    dataset.class_names = std::move(options.class_names);
    dataset.target_name = std::move(options.target_name);
    dataset.targets = std::move(options.targets);
    dataset.feature_names = feature_names(spec, table.columns);
    dataset.inputs = find_inputs(spec, dataset.feature_names);
    if (spec.rows && *spec.rows < static_cast<std::int64_t>(order.train.size())) order.train.resize(static_cast<std::size_t>(*spec.rows));

    const auto from = sources(spec, table.columns);
    dataset.raw_train = take_rows(table, from, order.train);
    dataset.raw_test = take_rows(table, from, order.test);
    if (spec.standardize || spec.given_scale || spec.min_max) dataset.scaler = make_scaler(spec, dataset.raw_train.x.floats(), from);
    dataset.train = dataset.raw_train;
    finish_part(dataset.train, spec, dataset);
    if (!order.test.empty()) {
        dataset.test = dataset.raw_test;
        finish_part(*dataset.test, spec, dataset);
    }
    return dataset;
}

}  // namespace nabla
