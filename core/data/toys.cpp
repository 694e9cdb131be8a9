#include <array>
#include <cmath>
#include <numbers>

#include "core/data/table.h"
#include "core/random/rng.h"

namespace nabla {
namespace {

constexpr double pi = std::numbers::pi;
constexpr std::int64_t test_rows = 200;

struct ToyRow {
    std::array<double, 2> x;
    double y;
};
/// One noiseless row; classes take turns, so that every stretch of rows has about as many of each. u: uniform in [0, 1).
using Formula = ToyRow (*)(std::uint64_t row, double u);

ToyRow two_moons(std::uint64_t row, double u) {
    if (row % 2 == 0) return {{std::cos(pi * u), std::sin(pi * u)}, 0};
    return {{1 - std::cos(pi * u), 0.5 - std::sin(pi * u)}, 1};
}

ToyRow xor_corners(std::uint64_t row, double) {
    const double a = static_cast<double>(row / 2 % 2), b = static_cast<double>(row % 2);
    return {{a, b}, a != b ? 1.0 : 0.0};
}

ToyRow circles(std::uint64_t row, double u) {
    const double radius = row % 2 == 0 ? 1 : 0.5;
    return {{radius * std::cos(2 * pi * u), radius * std::sin(2 * pi * u)}, static_cast<double>(row % 2)};
}

/// Two arms of 1.75 turns each, from the middle outwards.
ToyRow spiral(std::uint64_t row, double u) {
    const double angle = 1.75 * 2 * pi * u + (row % 2 ? pi : 0);
    return {{u * std::sin(angle), u * std::cos(angle)}, static_cast<double>(row % 2)};
}

ToyRow sine(std::uint64_t, double u) { return {{u, 0}, std::sin(2 * pi * u)}; }

struct Toy {
    const char* name;
    Formula formula;
    std::int64_t rows;
    double noise;
    Text title, note;
};

const std::vector<Toy>& toys() {
    static const std::vector<Toy> all = {
        {"two_moons", two_moons, 200, 0.1, {"두 초승달", "Two moons"}, {"서로 맞물린 반원 두 개예요. 잡음을 더했어요.", "Two half circles that interlock, with noise."}},
        {"xor", xor_corners, 4, 0, {"XOR", "XOR"}, {"네 점이에요. 두 입력이 다르면 1, 같으면 0이에요.", "Four points: 1 where the two inputs differ, 0 where they agree."}},
        {"circles", circles, 200, 0.05, {"두 원", "Circles"}, {"큰 원과 그 안의 작은 원이에요. 잡음을 더했어요.", "A circle inside a circle, with noise."}},
        {"spiral", spiral, 200, 0.03, {"나선", "Spiral"}, {"서로 감긴 나선 두 개예요. 잡음을 더했어요.", "Two arms wound around each other, with noise."}},
        {"sine", sine, 200, 0.2, {"사인 곡선", "Sine"}, {"y = sin(2πx)에 잡음을 더한 점이에요.", "Points of y = sin(2πx) with noise."}},
    };
    return all;
}

bool is_regression(const Toy& toy) { return toy.formula == sine; }
std::vector<Column> toy_columns(const Toy& toy) { return is_regression(toy) ? std::vector<Column>{{"x"}} : std::vector<Column>{{"x1"}, {"x2"}}; }

/// Row n depends on the seed and n alone: more rows leave the first ones as they are. Noise is normal, on the inputs of
/// a classification and on the target of a regression.
void add_rows(const Toy& toy, const Rng& rng, std::int64_t rows, double noise, Table& table) {
    for (std::uint64_t n = 0; n < static_cast<std::uint64_t>(rows); ++n) {
        const auto row = toy.formula(n, rng.uniform(n));
        const auto wobble = [&](std::uint64_t i) { return noise * rng.normal((std::uint64_t{1} << 40) + 2 * n + i); };
        for (std::size_t f = 0; f < table.columns.size(); ++f) table.x.push_back(row.x[f] + (is_regression(toy) ? 0 : wobble(f)));
        table.y.push_back(static_cast<float>(row.y + (is_regression(toy) ? wobble(0) : 0)));
    }
}

Dataset build(const DatasetSpec& spec, const RawFiles*, const RawFiles*, std::uint64_t seed) {
    const Toy* toy = nullptr;
    for (const auto& known : toys())
        if (spec.name == known.name) toy = &known;
    const auto rng = rng_for(seed, Stream::data);
    const auto rows = spec.rows.value_or(toy->rows), tests = toy->formula == xor_corners ? std::int64_t{4} : test_rows;
    Table table;
    table.columns = toy_columns(*toy);
    add_rows(*toy, rng.fork(0), rows, spec.noise, table);
    add_rows(*toy, rng.fork(1), tests, spec.noise, table);
    RowOrder order;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(rows + tests); ++i) (i < rows ? order.train : order.test).push_back(i);
    return dataset_from_table(spec, std::move(table), std::move(order), table_options(*find_family(spec.name)));
}

}  // namespace

std::vector<DatasetFamily> toy_families() {
    std::vector<DatasetFamily> families;
    for (const auto& toy : toys()) {
        const auto columns = toy_columns(toy);
        families.push_back({.info = {.name = toy.name, .title = toy.title, .note = toy.note, .train_rows = toy.rows,
                                     .test_rows = toy.formula == xor_corners ? 4 : test_rows, .sample_shape = {static_cast<std::int64_t>(columns.size())},
                                     .task = is_regression(toy) ? Task::regression : Task::classification, .needs_files = false},
                            .kind = DatasetFamily::Kind::toy,
                            .class_names = is_regression(toy) ? std::vector<Text>{} : std::vector<Text>{{"0", "0"}, {"1", "1"}},
                            .columns = columns,
                            .target_name = is_regression(toy) ? "y" : "class",
                            .noise = toy.noise,
                            .build = build});
    }
    return families;
}

}  // namespace nabla
