#include "core/data/family.h"

#include <iterator>

namespace nabla {
namespace {

std::vector<DatasetFamily> list_families() {
    std::vector<DatasetFamily> all = {mnist_family(),    fashion_mnist_family(), boston_housing_family(), advertising_family(),
                                      iris_family(),     penguins_family(),      digits_family(),       imdb_family(),           reuters_family()};
    auto toys = toy_families();
    std::move(toys.begin(), toys.end(), std::back_inserter(all));
    all.push_back(inline_family());
    all.push_back(csv_family());
    for (auto& family : all)
        for (const auto& column : family.columns) {
            family.info.features.push_back(column.name);
            if (!column.categories.empty()) family.info.categorical.push_back(column.name);
        }
    return all;
}

}  // namespace

std::span<const DatasetFamily> dataset_families() {
    static const auto families = list_families();
    return families;
}

const DatasetFamily* find_family(std::string_view name) {
    for (const auto& family : dataset_families())
        if (family.info.name == name) return &family;
    return nullptr;
}

const std::vector<DatasetInfo>& known_datasets() {
    static const auto infos = [] {
        std::vector<DatasetInfo> list;
        for (const auto& family : dataset_families())
            if (family.kind != DatasetFamily::Kind::own) list.push_back(family.info);
        return list;
    }();
    return infos;
}

const DatasetInfo* find_dataset(std::string_view name) {
    for (const auto& info : known_datasets())
        if (info.name == name) return &info;
    return nullptr;
}

std::vector<Text> digit_names() {
    std::vector<Text> names;
    for (char digit = '0'; digit <= '9'; ++digit) names.push_back({std::string(1, digit), std::string(1, digit)});
    return names;
}

std::vector<float> class_targets(std::span<const std::uint8_t> labels, std::int64_t classes, bool to_categorical) {
    if (!to_categorical) return {labels.begin(), labels.end()};
    const auto width = static_cast<std::size_t>(classes);
    std::vector<float> y(labels.size() * width);
    for (std::size_t i = 0; i < labels.size(); ++i) y[i * width + labels[i]] = 1;
    return y;
}

}  // namespace nabla
