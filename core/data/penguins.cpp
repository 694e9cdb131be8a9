#include "core/data/table.h"

namespace nabla {
namespace {

const std::vector<std::string> species = {"Adelie", "Chinstrap", "Gentoo"};
constexpr std::size_t complete_rows = 342;  // of 344: two birds were not measured

std::vector<Column> columns() { return {{"bill_length_mm"}, {"bill_depth_mm"}, {"flipper_length_mm"}, {"body_mass_g"}}; }

Dataset build(const DatasetSpec& spec, const RawFiles* files, const RawFiles*, std::uint64_t) {
    const auto* file = table_file(files);
    auto table = file ? read_classes(*file, columns(), "species", species)
                      : draw_clouds(columns(), {{151, {38.8, 18.3, 190, 3700}, {2.7, 1.2, 6.5, 460}}, {68, {48.8, 18.4, 196, 3730}, {3.3, 1.1, 7.1, 380}}, {123, {47.5, 15.0, 217, 5080}, {3.1, 1.0, 6.5, 500}}}, 13);
    need_rows(table, complete_rows, file ? chunk_name(*file) : "stand-in");
    const auto& family = *find_family("penguins");
    auto dataset = dataset_from_table(spec, std::move(table), split_rows(complete_rows, spec.test_split.value_or(*family.test_split), true), table_options(family));
    dataset.generated = !file;
    if (!file) dataset.generated_how = {"펭귄 파일이 없어서 종마다 정규 분포에서 뽑아 만든 행이에요.", "The penguins file is missing: these rows are drawn from one normal cloud a species."};
    return dataset;
}

}  // namespace

DatasetFamily penguins_family() {
    return {.info = {.name = "penguins",
                     .title = {"파머 펭귄", "Palmer penguins"},
                     .note = {"펭귄 세 종의 부리, 날개, 몸무게 측정값이에요. 344마리 가운데 값이 빠진(NA) 두 마리는 뺐고, 행은 늘 같은 순서로 한 번 섞었어요.",
                              "Bill, flipper and mass of three penguin species. Of 344 birds the two with missing values (NA) are left out; rows are shuffled once, always alike."},
                     .licence = {"Horst, Hill, Gorman; CC0.", "Horst, Hill, Gorman; CC0."},
                     .train_rows = 274, .test_rows = 68, .sample_shape = {4}},
            .class_names = {{"아델리", "Adelie"}, {"턱끈", "Chinstrap"}, {"젠투", "Gentoo"}},
            .columns = columns(),
            .target_name = "species",
            .test_split = 0.2,
            .build = build};
}

}  // namespace nabla
