#include <array>
#include <string_view>

#include "core/data/texts.h"

namespace nabla {
namespace {

/// Reuters's own topic codes, by Keras's label.
constexpr std::array<std::string_view, 46> topics = {
    "cocoa", "grain", "veg-oil", "earn", "acq", "wheat", "copper", "housing", "money-supply", "coffee", "sugar",
    "trade", "reserves", "ship", "cotton", "carcass", "crude", "nat-gas", "cpi", "money-fx", "interest", "gnp",
    "meal-feed", "alum", "oilseed", "gold", "tin", "strategic-metal", "livestock", "retail", "ipi", "iron-steel",
    "rubber", "heat", "jobs", "lei", "bop", "zinc", "orange", "pet-chem", "dlr", "gas", "silver", "wpi", "hog", "lead"};

std::vector<Text> topic_names() {
    std::vector<Text> names;
    for (const auto topic : topics) names.push_back({std::string(topic), std::string(topic)});
    return names;
}

const DatasetFamily& reuters() {
    static const auto family = reuters_family();
    return family;
}

}  // namespace

DatasetFamily reuters_family() {
    return {.info = {.name = "reuters",
                     .title = {"로이터 뉴스", "Reuters newswires"},
                     .note = {"1987년 로이터 통신의 짧은 기사 11,228건이에요. 기사마다 46가지 주제 가운데 하나가 붙어 있어요.",
                              "11,228 short newswires from 1987, each about one of 46 topics."},
                     .licence = {"Reuters-21578, Distribution 1.0. 연구 목적으로만 쓸 수 있어요.", "Reuters-21578, Distribution 1.0: for research purposes only."},
                     .train_rows = 8982, .test_rows = 2246, .sample_shape = {text_vocabulary}, .text = true},
            .kind = DatasetFamily::Kind::texts,
            .class_names = topic_names(),
            .target_name = "topic",
            .build = [](const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t) { return build_texts(reuters(), spec, train, test); },
            .add_test = [](Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) { add_texts_test(reuters(), dataset, spec, test); }};
}

}  // namespace nabla
