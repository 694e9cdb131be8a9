#include "core/data/table.h"

namespace nabla {
namespace {

const std::vector<std::string> species = {"setosa", "versicolor", "virginica"};

std::vector<Column> columns() { return {{"sepal_length"}, {"sepal_width"}, {"petal_length"}, {"petal_width"}}; }

Dataset build(const DatasetSpec& spec, const RawFiles* files, const RawFiles*, std::uint64_t) {
    const auto* file = table_file(files);
    auto table = file ? read_classes(*file, columns(), "species", species)
                      : draw_clouds(columns(), {{50, {5.0, 3.4, 1.5, 0.25}, {0.35, 0.38, 0.17, 0.1}}, {50, {5.9, 2.8, 4.3, 1.3}, {0.5, 0.3, 0.47, 0.2}}, {50, {6.6, 3.0, 5.6, 2.0}, {0.6, 0.3, 0.55, 0.27}}}, 12);
    need_rows(table, 150, file ? chunk_name(*file) : "stand-in");
    const auto& family = *find_family("iris");
    auto dataset = dataset_from_table(spec, std::move(table), split_rows(150, spec.test_split.value_or(*family.test_split), true), table_options(family));
    dataset.generated = !file;
    if (!file) dataset.generated_how = {"붓꽃 파일이 없어서 종마다 정규 분포에서 뽑아 만든 행이에요.", "The iris file is missing: these rows are drawn from one normal cloud a species."};
    return dataset;
}

}  // namespace

DatasetFamily iris_family() {
    return {.info = {.name = "iris",
                     .title = {"붓꽃", "Iris"},
                     .note = {"붓꽃 세 종 150송이의 꽃받침과 꽃잎 크기(cm)예요. 파일은 종 순서로 되어 있어서 늘 같은 순서로 한 번 섞었어요.",
                              "Sepal and petal sizes (cm) of 150 flowers of three species. The file is sorted by species, so rows are shuffled once, always alike."},
                     .licence = {"Fisher, 1936; UCI, CC BY 4.0.", "Fisher, 1936; UCI, CC BY 4.0."},
                     .train_rows = 120, .test_rows = 30, .sample_shape = {4}},
            .class_names = {{"세토사", "setosa"}, {"버시컬러", "versicolor"}, {"버지니카", "virginica"}},
            .columns = columns(),
            .target_name = "species",
            .test_split = 0.2,
            .build = build};
}

}  // namespace nabla
