#include "lessons/dropout/state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/random/rng.h"
#include "lessons/plain_probe.h"
#include "lessons/state_number.h"

namespace nabla::lessons::dropout {
namespace {

int whole(const Json& state, const char* key, int low, int high) { return static_cast<int>(state_number(state, key, low, low, high)); }

std::vector<std::size_t> nodes_of(const Model& model, std::string_view class_name) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < model.nodes().size(); ++i)
        if (model.nodes()[i].layer && model.nodes()[i].layer->class_name() == class_name) found.push_back(i);
    return found;
}

constexpr std::uint64_t figure_seed = 9;   // of masks that belong to a figure alone

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"typed", Json::object()}, {"masks", 0}, {"sample", 0}, {"rate", 0.4}, {"draws", 1}, {"image", 0},
            {"with_masks", 0}, {"plain", 0}, {"share", 0.0}, {"draw", 0}, {"tried", Json::array()}};
}

State State::read(const Json& json) {
    State state;
    state.masks = whole(json, "masks", 0, 100'000);
    state.sample = whole(json, "sample", 0, batch_size - 1);
    state.rate = state_number(json, "rate", 0.4, 0, 0.9);
    state.draws = std::max(1, whole(json, "draws", 0, 200));
    state.image = whole(json, "image", 0, static_cast<int>(few_rows) - 1);
    state.with_masks = whole(json, "with_masks", 0, most_predictions);
    state.plain = whole(json, "plain", 0, most_predictions);
    state.share = state_number(json, "share", 0, 0, 0.95);
    state.draw = whole(json, "draw", 0, 1000);
    if (const auto it = json.find("tried"); it != json.end() && it->is_array())
        for (const Json& share : *it)
            if (share.is_number()) state.tried.push_back(std::clamp(share.get<double>(), 0.0, 0.95));
    return state;
}

const TypedNumber& factor() {
    static const TypedNumber number{.id = "factor", .answer = [](const Session&) { return 1 / (1 - 0.4); }, .tolerance = 0.005, .min = 0, .max = 10,
                                    .slips = {{"kept", [](const Session&) { return 0.6; }}, {"inverse", [](const Session&) { return 2.5; }}, {"more", [](const Session&) { return 1.4; }}}};
    return number;
}

Experiment with_dropout(const Experiment& experiment, bool with) {
    Experiment e = experiment;
    if (with) return e;
    Json kept = Json::array();
    for (const Json& layer : e.model["config"]["layers"])
        if (layer.value("class_name", "") != "Dropout") kept.push_back(layer);
    e.model["config"]["layers"] = std::move(kept);
    return e;
}

std::vector<double> rates_of(const Experiment& experiment) {
    std::vector<double> rates;
    for (const Json& layer : experiment.model["config"]["layers"])
        if (layer.value("class_name", "") == "Dropout") rates.push_back(layer["config"].value("rate", 0.0));
    return rates;
}

std::vector<Mask> draw_masks(Model& model, std::uint64_t seed, std::uint64_t update) {
    std::vector<Mask> masks;
    for (const std::size_t node : nodes_of(model, "Dropout")) {
        model.forward_node(node, batch_size, {.training = true, .seed = seed, .update = update});   // masks do not look at values
        Mask mask{.width = static_cast<std::size_t>(model.nodes()[node].output_shape.elements()), .values = {}};
        const auto drawn = model.workspace(node).first(mask.width * batch_size);
        mask.values.assign(drawn.begin(), drawn.end());
        masks.push_back(std::move(mask));
    }
    return masks;
}

int survivors_of(std::span<const float> mask) {
    return static_cast<int>(std::ranges::count_if(mask, [](float factor_of_one) { return factor_of_one != 0; }));
}

std::vector<bool> keep(std::size_t width, double rate, int draw) {
    const Rng rng = rng_for(figure_seed, Stream::dropout).fork(static_cast<std::uint64_t>(draw));
    std::vector<bool> kept(width);
    for (std::size_t i = 0; i < width; ++i) kept[i] = static_cast<double>(rng.uniform(i)) >= rate;
    return kept;
}

Sums sums_of(std::span<const float> values, double rate, int count) {
    Sums sums;
    for (float value : values) sums.plain += value;
    for (int draw = 0; draw < count; ++draw) {
        const auto kept = keep(values.size(), rate, draw);
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (kept[i]) sum += values[i];
        sums.masked.push_back(sum);
        sums.scaled.push_back(sum / (1 - rate));
    }
    return sums;
}

std::vector<float> predict(Model& model, const Dataset& data, int image, bool masks, std::uint64_t seed, int draw) {
    if (!plain(model, data) || model.input_shape().elements() != data.train.x.sample_shape().elements() || image >= data.train.rows()) return {};
    data.train.x.gather(image, 1, model.input(1).data);
    const auto output = model.forward(1, {.training = masks, .seed = seed, .update = 1'000'000 + static_cast<std::uint64_t>(draw)}).flat();
    return {output.begin(), output.end()};
}

std::vector<bool> switched_off(std::size_t units, double share, int draw, std::size_t layer) {
    std::vector<std::uint32_t> order(units);
    std::iota(order.begin(), order.end(), 0u);
    rng_for(figure_seed, Stream::dropout).fork(1'000 + static_cast<std::uint64_t>(draw)).fork(layer).shuffle(order);
    std::vector<bool> off(units);
    const auto count = static_cast<std::size_t>(std::lround(share * static_cast<double>(units)));
    for (std::size_t i = 0; i < count; ++i) off[order[i]] = true;
    return off;
}

double knocked_accuracy(const Model& model, const Dataset& data, double share, int draw) {
    if (!data.test || !plain(model, data) || model.input_shape().elements() != data.test->x.sample_shape().elements()) return 0;
    Model copy = model.clone();
    const auto dense = nodes_of(copy, "Dense");
    // A unit that is off says 0: the same as no weight from it to the layer above.
    for (std::size_t k = 0; k + 1 < dense.size(); ++k) {
        const Parameter& above = copy.nodes()[dense[k + 1]].layer->parameters().front();
        const auto off = switched_off(static_cast<std::size_t>(above.shape[0]), share, draw, k);
        const auto columns = static_cast<std::size_t>(above.shape[1]);
        for (std::size_t unit = 0; unit < off.size(); ++unit)
            if (off[unit]) std::ranges::fill(above.value.subspan(unit * columns, columns), 0.0f);
    }
    constexpr std::int64_t chunk = 250;
    const auto rows = std::min(knocked_rows, data.test->rows());
    const auto classes = static_cast<std::size_t>(copy.output_shape().elements());
    std::int64_t right = 0;
    for (std::int64_t first = 0; first < rows; first += chunk) {
        const auto count = std::min(chunk, rows - first);
        data.test->x.gather(first, count, copy.input(count).data);
        const auto output = copy.forward(count, {}).flat();
        for (std::int64_t i = 0; i < count; ++i) {
            const auto row = output.subspan(static_cast<std::size_t>(i) * classes, classes);
            right += std::ranges::max_element(row) - row.begin() == static_cast<std::ptrdiff_t>(data.test->y[static_cast<std::size_t>(first + i)]);
        }
    }
    return static_cast<double>(right) / static_cast<double>(rows);
}

}  // namespace nabla::lessons::dropout
