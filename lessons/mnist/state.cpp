#include "lessons/mnist/state.h"

#include <algorithm>
#include <cmath>

#include "core/model/model.h"

namespace nabla::lessons::mnist {
namespace {

int integer(const Json& state, const char* key, int fallback, int low, int high) {
    const auto it = state.find(key);
    if (it == state.end() || !it->is_number()) return fallback;
    return std::clamp(static_cast<int>(it->get<double>()), low, high);
}

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"opened", Json::array()}, {"digit", 0}, {"filter", -1}, {"pixel", nullptr}, {"label", 5}, {"other", 1},
            {"view", "matrix"}, {"cell", nullptr}, {"mistake", 0}, {"neuron", 0}, {"strokes", Json::array()}, {"tries", Json::array()}};
}

State State::read(const Json& json) {
    State state;
    state.digit = integer(json, "digit", 0, 0, static_cast<int>(all_rows) - 1);
    state.filter = integer(json, "filter", -1, -1, 9);
    state.label = integer(json, "label", 5, 0, 9);
    state.other = integer(json, "other", 1, 0, 9);
    state.mistake = integer(json, "mistake", 0, 0, 9999);
    state.neuron = integer(json, "neuron", 0, 0, 9999);
    state.view = json.value("view", "matrix");
    if (const auto it = json.find("opened"); it != json.end() && it->is_array())
        for (const Json& row : *it)
            if (row.is_number()) state.opened.push_back(row.get<int>());
    const auto pair = [&](const char* key, int high, int& first, int& second) {
        const auto it = json.find(key);
        if (it == json.end() || !it->is_array() || it->size() != 2 || !(*it)[0].is_number() || !(*it)[1].is_number()) return false;
        first = std::clamp((*it)[0].get<int>(), 0, high);
        second = std::clamp((*it)[1].get<int>(), 0, high);
        return true;
    };
    state.pixel_chosen = pair("pixel", image_side - 1, state.row, state.column);
    pair("cell", 9, state.truth, state.guess);
    if (json.contains("strokes")) state.strokes = strokes_from_json(json["strokes"]);
    if (const auto it = json.find("tries"); it != json.end() && it->is_array())
        for (const Json& made : *it)
            if (made.is_array() && made.size() == 2 && made[0].is_number() && made[1].is_number())
                state.tries.push_back({made[0].get<int>(), made[1].get<int>()});
    return state;
}

bool State::fooled() const {
    return std::ranges::any_of(tries, [](const Try& made) { return made.meant != made.read; });
}

int label_of(const Part& part, std::size_t row) {
    const auto width = static_cast<std::size_t>(part.target_width);
    return static_cast<int>(true_class(std::span(part.y).subspan(row * width, width)));
}

std::vector<std::uint32_t> rows_of(const Part& part, int digit) {
    std::vector<std::uint32_t> rows;
    for (std::int64_t row = 0; row < part.rows(); ++row)
        if (digit < 0 || label_of(part, static_cast<std::size_t>(row)) == digit) rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

const TestResult* digit_result(const Session& session) {
    const auto& result = session.test_result();
    const auto data = session.dataset();
    if (!result || result->confusion.size() != 10 || !data || !data->test) return nullptr;
    return result->evaluation.predictions.size() == static_cast<std::size_t>(data->test->rows()) * 10 ? &*result : nullptr;
}

std::span<const float> probabilities(const TestResult& result, std::size_t row) {
    return std::span(result.evaluation.predictions).subspan(row * 10, 10);
}

std::vector<std::uint32_t> rows_of_cell(const Part& test, const TestResult& result, int truth, int guess) {
    std::vector<std::uint32_t> rows;
    const auto count = std::min(static_cast<std::size_t>(test.rows()), result.evaluation.predictions.size() / 10);
    for (std::size_t row = 0; row < count; ++row)
        if (label_of(test, row) == truth && static_cast<int>(predicted_class(probabilities(result, row))) == guess)
            rows.push_back(static_cast<std::uint32_t>(row));
    const auto sure = [&](std::uint32_t row) { return probabilities(result, row)[static_cast<std::size_t>(guess)]; };
    std::ranges::stable_sort(rows, [&](auto a, auto b) { return sure(a) > sure(b); });
    return rows;
}

std::vector<float> read_picture(Model& model, std::span<const float> pixels) {
    if (model.inputs().size() != 1 || model.outputs().size() != 1 || model.input_shape().elements() != image_pixels || model.output_shape().elements() != 10) return {};
    std::ranges::copy(pixels, model.input(1).data);
    const ConstTensor output = model.forward(1, {});
    return {output.data, output.data + 10};
}

std::span<const float> first_kernel(const Model& model, int& units) {
    units = 0;
    for (const Node& node : model.nodes()) {
        if (!node.layer || node.layer->parameters().empty()) continue;
        const Parameter& kernel = node.layer->parameters().front();
        if (node.layer->class_name() != "Dense" || kernel.shape.rank() != 2 || kernel.shape[0] != image_pixels) return {};
        units = static_cast<int>(kernel.shape[1]);
        return kernel.value;
    }
    return {};
}

StillWeights still_weights(const Model& trained, const Experiment& experiment) {
    StillWeights still;
    int units = 0;
    const auto now = first_kernel(trained, units);
    if (now.empty()) return still;
    std::vector<Shape> inputs;
    for (std::size_t i = 0; i < trained.inputs().size(); ++i) inputs.push_back(trained.input_shape(i));
    Model fresh(experiment.model, inputs);
    fresh.initialize(experiment.seed);
    const auto before = first_kernel(fresh, units);
    still.start.assign(before.begin(), before.end());
    still.pixel.resize(image_pixels);
    for (std::size_t pixel = 0; pixel < image_pixels; ++pixel) {
        const auto row = pixel * static_cast<std::size_t>(units), count = static_cast<std::size_t>(units);
        still.pixel[pixel] = std::ranges::equal(now.subspan(row, count), before.subspan(row, count));
        still.pixels += still.pixel[pixel];
    }
    still.weights = std::int64_t{still.pixels} * units;
    return still;
}

std::vector<Entry> challenge_entries(const Session& session) {
    std::vector<Entry> entries;
    for (const KeptRun& run : session.runs()) {
        const auto* accuracy = run.history.find("val_accuracy");
        if (!accuracy || accuracy->empty()) continue;
        const Experiment made = Experiment::parse(run.experiment);
        if (made.dataset.name != "mnist") continue;
        Entry entry{.run = run.number, .name = run.name};
        entry.parameters = Model(made.model, made.input_shapes()).parameter_count();
        entry.epochs = static_cast<std::int64_t>(run.history.epochs());
        for (std::size_t i = 0; i < std::min<std::size_t>(accuracy->size(), challenge_epochs); ++i)
            entry.accuracy = std::max(entry.accuracy, (*accuracy)[i]);
        entry.small = entry.parameters <= parameter_budget;
        entry.quick = entry.epochs <= challenge_epochs;
        entry.accurate = entry.accuracy >= challenge_accuracy;
        // The validation rows must be many: on a handful of them .965 can be luck.
        entry.full = static_cast<double>(made.dataset.rows.value_or(all_rows)) * made.fit.validation_split >= 6'000;
        entries.push_back(std::move(entry));
    }
    return entries;
}

RescaleRuns rescale_runs(const Session& session) {
    RescaleRuns found;
    for (const KeptRun& run : session.runs()) {
        if (run.history.epochs() == 0 && run.batch_points.empty()) continue;
        const Json& optimizer = run.experiment["compile"]["optimizer"];
        if (optimizer.value("class_name", "") != "SGD") continue;
        (run.experiment["dataset"].value("rescale", true) ? found.scaled : found.raw) = &run;
    }
    return found;
}

}  // namespace nabla::lessons::mnist
