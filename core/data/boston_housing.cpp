#include <algorithm>
#include <array>
#include <cmath>

#include "core/data/npz.h"
#include "core/data/numpy_order.h"
#include "core/data/table.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

constexpr std::uint32_t rows = 506, train_rows = 404;
constexpr std::uint32_t keras_seed = 113;

std::vector<Column> columns() {
    return {{"CRIM"}, {"ZN"}, {"INDUS"}, {"CHAS", {0, 1}}, {"NOX"}, {"RM"}, {"AGE"}, {"DIS"}, {"RAD", {1, 2, 3, 4, 5, 6, 7, 8, 24}}, {"TAX"}, {"PTRATIO"}, {"B"}, {"LSTAT"}};
}

Table from_npz(const RawFiles::File& file) {
    const auto x = read_npz(file.chunks[0], "x", chunk_name(file)), y = read_npz(file.chunks[0], "y", chunk_name(file));
    Table table;
    table.columns = columns();
    if (x.shape != Shape{rows, 13} || y.shape != Shape{rows})
        throw Error({.code = "wrong_shape", .where = chunk_name(file), .expected = "x (506, 13) and y (506,)", .received = x.shape.text() + " and " + y.shape.text(),
                     .advice = "Fetch the file again."});
    table.x = x.values;
    table.y.assign(y.values.begin(), y.values.end());
    return table;
}

double round_to(double step, double value) { return std::round(value / step) * step; }

/// One area of the stand-in's town, its center or its outskirts.
std::array<double, 13> draw_area(const Rng& rng) {
    const auto between = [&](std::uint64_t n, double low, double high) { return low + (high - low) * rng.uniform(n); };
    const bool center = rng.uniform(0) < 0.26f;
    const double rooms = 6.3 + 0.7 * rng.normal(50);
    const double poor = std::clamp((center ? 17.7 : 10.7) + 5.5 * rng.normal(51) - 2 * (rooms - 6.3), 1.7, 38.0);
    const double crime = center ? std::exp(between(1, 0.5, 3.6)) : between(1, 0.01, 0.9);
    const double large_lots = center || rng.uniform(2) > 0.35f ? 0 : round_to(5, between(3, 10, 90));
    return {crime, large_lots, center ? 18.1 : between(4, 0.7, 13), rng.uniform(5) < 0.07f ? 1.0 : 0.0, center ? between(6, 0.6, 0.78) : between(6, 0.39, 0.58),
            rooms, center ? between(7, 70, 100) : between(7, 5, 95), center ? between(8, 1.1, 3) : between(8, 2, 10), center ? 24.0 : 1 + rng.below(9, 8),
            center ? 666 : round_to(1, between(10, 190, 430)), center ? 20.2 : between(11, 14, 21), between(12, center ? 100 : 370, 396.9), poor};
}

/// The stand-in: features within the real ones' usual limits, and
///   MEDV = 22.5 + 4.5 (RM - 6.3) - 0.55 (LSTAT - 12.7) - 15 (NOX - 0.555) - 0.9 (PTRATIO - 18.5) + 2.5 CHAS + noise (deviation 2.5),
/// cut to 5..50.
Table formula_rows() {
    enum { chas = 3, nox = 4, rm = 5, ptratio = 10, lstat = 12 };
    const auto rng = rng_for(stand_in_seed, Stream::data).fork(10);
    Table table;
    table.columns = columns();
    for (std::uint32_t i = 0; i < rows; ++i) {
        auto area = draw_area(rng.fork(i));
        for (double& value : area) value = round_to(0.001, value);
        const double price = 22.5 + 4.5 * (area[rm] - 6.3) - 0.55 * (area[lstat] - 12.7) - 15 * (area[nox] - 0.555) - 0.9 * (area[ptratio] - 18.5) +
                             2.5 * area[chas] + 2.5 * rng.fork(i).normal(60);
        table.x.insert(table.x.end(), area.begin(), area.end());
        table.y.push_back(static_cast<float>(round_to(0.1, std::clamp(price, 5.0, 50.0))));
    }
    return table;
}

Dataset build(const DatasetSpec& spec, const RawFiles* files, const RawFiles*, std::uint64_t) {
    const auto* file = table_file(files);
    auto table = !file ? formula_rows() : is_npz(file->chunks[0]) ? from_npz(*file) : read_table(*file, columns(), "MEDV");
    need_rows(table, rows, file ? chunk_name(*file) : "stand-in");
    const auto order = numpy_shuffled(rows, keras_seed);
    auto dataset = dataset_from_table(spec, std::move(table), {{order.begin(), order.begin() + train_rows}, {order.begin() + train_rows, order.end()}}, table_options(*find_family("boston_housing")));
    dataset.generated = !file;
    if (!file)
        dataset.generated_how = {"보스턴 주택 파일이 없어서 식으로 만든 행이에요: MEDV = 22.5 + 4.5(RM − 6.3) − 0.55(LSTAT − 12.7) − 15(NOX − 0.555) − 0.9(PTRATIO − 18.5) + 2.5 CHAS + 잡음(표준편차 2.5).",
                                 "Boston Housing's files are missing: these rows follow MEDV = 22.5 + 4.5 (RM − 6.3) − 0.55 (LSTAT − 12.7) − 15 (NOX − 0.555) − 0.9 (PTRATIO − 18.5) + 2.5 CHAS + noise (deviation 2.5)."};
    return dataset;
}

}  // namespace

DatasetFamily boston_housing_family() {
    return {.info = {.name = "boston_housing",
                     .title = {"보스턴 주택 가격", "Boston housing"},
                     .note = {"1978년 보스턴 지역 506곳의 특성 13개와 주택 가격 중앙값(천 달러)이에요. B 열은 흑인 주민 비율을 변환한 값이고 LSTAT 열도 편견을 담고 있으니 결과를 읽을 때 조심해야 해요.",
                              "506 areas of Boston, published 1978: 13 features and the median home value in thousands of dollars. Column B is a transform of the share of Black residents, and LSTAT is loaded too: read results with care."},
                     .licence = {"Harrison & Rubinfeld, 1978. 명시된 라이선스는 없어요.", "Harrison & Rubinfeld, 1978; no licence stated."},
                     .train_rows = train_rows, .test_rows = rows - train_rows, .sample_shape = {13}, .task = Task::regression},
            .columns = columns(),
            .target_name = "MEDV",
            .build = build};
}

}  // namespace nabla
