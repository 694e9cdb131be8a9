#include <cmath>

#include "core/data/csv.h"
#include "core/data/drawn_digits.h"
#include "core/data/table.h"

namespace nabla {
namespace {

constexpr std::size_t rows = 1797;
constexpr int side = 8;

std::vector<Column> columns() {
    std::vector<Column> pixels;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) pixels.push_back({"pixel_" + std::to_string(y) + "_" + std::to_string(x)});
    return pixels;
}

/// The file has no header: 64 numbers from 0 to 16, then the digit.
Table read_pixels(const RawFiles::File& file) {
    Table table;
    table.columns = columns();
    const auto csv = Csv::parse(file.chunks[0], {.file = chunk_name(file), .header = false});
    if (csv.header().size() != side * side + 1)
        throw Error({.code = "wrong_format", .where = chunk_name(file), .expected = "65 numbers a line", .received = std::to_string(csv.header().size()), .advice = "Fetch the file again."});
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        for (std::size_t column = 0; column < side * side; ++column) table.x.push_back(csv.number(row, column));
        const auto label = csv.number(row, side * side);
        if (!(label >= 0 && label <= 9 && label == std::floor(label)))
            throw Error({.code = "bad_label", .where = csv.place(row, side * side), .expected = "a digit", .received = csv.cell(row, side * side), .advice = "Fetch the file again."});
        table.y.push_back(static_cast<float>(label));
    }
    return table;
}

Table draw_pixels() {
    Table table;
    table.columns = columns();
    for (std::size_t row = 0; row < rows; ++row) {
        std::uint8_t pixels[side * side] = {};
        table.y.push_back(draw_digit(false, 1'000'000 + row, pixels, side, 16));
        table.x.insert(table.x.end(), pixels, pixels + side * side);
    }
    return table;
}

Dataset build(const DatasetSpec& spec, const RawFiles* files, const RawFiles*, std::uint64_t) {
    const auto* file = table_file(files);
    auto table = file ? read_pixels(*file) : draw_pixels();
    need_rows(table, rows, file ? chunk_name(*file) : "stand-in");
    const auto& family = *find_family("digits");
    const double scale = spec.rescale ? 1.0 / 16 : 1;
    for (double& value : table.x) value *= scale;
    auto dataset = dataset_from_table(spec, std::move(table), split_rows(rows, spec.test_split.value_or(*family.test_split), true), table_options(family));
    dataset.scale = static_cast<float>(scale);
    dataset.generated = !file;
    if (!file) dataset.generated_how = {"숫자 파일이 없어서 펜 획으로 그려 만든 8×8 숫자예요.", "The digits file is missing: these 8×8 digits are drawn from pen strokes."};
    return dataset;
}

}  // namespace

DatasetFamily digits_family() {
    return {.info = {.name = "digits",
                     .title = {"작은 숫자 8×8", "Small digits, 8×8"},
                     .note = {"8×8 픽셀로 줄인 손글씨 숫자 1,797개예요. 밝기 0~16을 16으로 나누어 써요. 행은 늘 같은 순서로 한 번 섞었어요.",
                              "1,797 handwritten digits of 8×8 pixels; grey levels 0 to 16 are divided by 16. Rows are shuffled once, always alike."},
                     .licence = {"UCI Optical Recognition of Handwritten Digits, CC BY 4.0.", "UCI Optical Recognition of Handwritten Digits, CC BY 4.0."},
                     .train_rows = 1438, .test_rows = 359, .sample_shape = {64}},
            .class_names = digit_names(),
            .columns = columns(),
            .target_name = "digit",
            .test_split = 0.2,
            .build = build};
}

}  // namespace nabla
