#include "core/data/chosen_columns.h"

#include <algorithm>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

/// "CHAS" means "CHAS=0" and "CHAS=1".
bool means(const std::string& name, const std::string& feature) { return feature == name || feature.starts_with(name + "="); }

}  // namespace

std::vector<std::pair<std::string, std::vector<std::string>>> read_inputs(const JsonReader& dataset) {
    std::vector<std::pair<std::string, std::vector<std::string>>> inputs;
    const auto* json = dataset.find("inputs");
    if (!json) return inputs;
    const JsonReader read(*json, dataset.path_of("inputs"));
    for (const auto& [input, names] : json->items()) {
        inputs.emplace_back(input, read.texts(input));
        if (inputs.back().second.empty()) read.fail(input, "wrong_type", "the names of one or more columns, [\"x1\", \"x2\"]");
    }
    if (inputs.empty()) dataset.fail("inputs", "wrong_type", "columns for each of the model's inputs, {\"a\": [\"x1\"], \"b\": [\"x2\"]}");
    return inputs;
}

std::vector<InputColumns> find_inputs(const DatasetSpec& spec, const std::vector<std::string>& features) {
    std::vector<InputColumns> inputs;
    const std::vector<std::string_view> choices(features.begin(), features.end());
    for (const auto& [input, names] : spec.inputs) {
        auto& chosen = inputs.emplace_back(InputColumns{input, {}}).columns;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto path = "dataset.inputs." + input + "[" + std::to_string(i) + "]";
            const auto before = chosen.size();
            for (std::uint32_t place = 0; place < features.size(); ++place) {
                if (!means(names[i], features[place])) continue;
                if (std::find(chosen.begin(), chosen.end(), place) != chosen.end())
                    throw Error({.code = "duplicate_column", .where = path, .expected = "each column once", .received = "\"" + names[i] + "\" again", .advice = {}});
                chosen.push_back(place);
            }
            if (chosen.size() == before) throw unknown_name(path, "a column", names[i], choices);
        }
    }
    return inputs;
}

bool is_chosen(const DatasetSpec& spec, const std::string& column) {
    return std::any_of(spec.inputs.begin(), spec.inputs.end(),
                       [&](const auto& input) { return std::find(input.second.begin(), input.second.end(), column) != input.second.end(); });
}

}  // namespace nabla
