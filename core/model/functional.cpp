#include "core/model/functional.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/model/layer_names.h"

namespace nabla {
namespace {

/// The output of the call-th use of a layer: Keras's [name, call, 0].
struct Source {
    std::string layer;
    std::int64_t call = 0;
    auto operator<=>(const Source&) const = default;
};

/// One layer as written: what it is and, for each of its uses, what feeds it.
struct Entry {
    const Json* json;
    std::string path, name;
    std::vector<std::vector<Source>> calls;
    std::shared_ptr<Layer> layer;  // null for an input
};

Source read_source(const Json& json, const std::string& path) {
    if (!json.is_array() || json.size() < 3)
        throw Error({.code = "wrong_type", .where = path, .expected = "[layer name, call number, tensor number]", .received = shown(json), .advice = {}});
    return {read_text(json[0], path + "[0]"), read_integer(json[1], path + "[1]", {.min = 0, .max = 1e6})};
}

/// Keras 3: tensors lie anywhere in "args", each as {"class_name": "__keras_tensor__", "config": {"keras_history": [...]}}.
void collect_sources(const Json& json, const std::string& path, std::vector<Source>& out) {
    if (json.is_object() && json.contains("class_name") && json["class_name"] == "__keras_tensor__" && json.contains("config") && json["config"].contains("keras_history")) {
        out.push_back(read_source(json["config"]["keras_history"], path + ".config.keras_history"));
        return;
    }
    if (!json.is_array()) return;
    for (std::size_t i = 0; i < json.size(); ++i) collect_sources(json[i], path + "[" + std::to_string(i) + "]", out);
}

std::vector<Source> read_call(const Json& call, const std::string& path) {
    std::vector<Source> sources;
    if (call.is_object() && call.contains("args")) {
        collect_sources(call["args"], path + ".args", sources);
    } else if (call.is_array()) {
        for (std::size_t i = 0; i < call.size(); ++i) sources.push_back(read_source(call[i], path + "[" + std::to_string(i) + "]"));
    }
    if (sources.empty()) throw Error({.code = "wrong_type", .where = path, .expected = "a list of the tensors that feed this layer", .received = shown(call), .advice = {}});
    return sources;
}

Entry read_entry(const Json& json, const std::string& path) {
    Entry entry{.json = &json, .path = path, .name = {}, .calls = {}, .layer = nullptr};
    if (!json.is_object() || !json.contains("config"))
        throw Error({.code = "wrong_type", .where = path, .expected = "a layer with class_name and config", .received = shown(json), .advice = {}});
    const Json& named = json.contains("name") && json["name"].is_string() ? json["name"] : json["config"].contains("name") ? json["config"]["name"] : Json();
    if (!named.is_string())
        throw Error({.code = "missing_key", .where = path + ".name", .expected = "a name: other layers refer to it", .received = "none", .advice = {}});
    entry.name = named.get<std::string>();
    if (is_input_layer(json)) return entry;
    const Json calls = json.value("inbound_nodes", Json::array());
    if (!calls.is_array())
        throw Error({.code = "wrong_type", .where = path + ".inbound_nodes", .expected = "a list of the layer's uses", .received = shown(calls), .advice = {}});
    for (std::size_t i = 0; i < calls.size(); ++i) entry.calls.push_back(read_call(calls[i], path + ".inbound_nodes[" + std::to_string(i) + "]"));
    entry.layer = make_layer(json, path);
    entry.layer->name = entry.name;
    return entry;
}

/// Keras writes one tensor as ["a", 0, 0] and several as a list of such.
std::vector<Source> read_ends(const JsonReader& reader, std::string_view key) {
    const Json& ends = reader.required(key, "a list of [layer name, call number, tensor number]");
    const std::string path = reader.path_of(key);
    if (!ends.is_array()) reader.fail(key, "wrong_type", "a list of [layer name, call number, tensor number]");
    if (!ends.empty() && ends[0].is_string()) return {read_source(ends, path)};
    std::vector<Source> out;
    for (std::size_t i = 0; i < ends.size(); ++i) out.push_back(read_source(ends[i], path + "[" + std::to_string(i) + "]"));
    if (out.empty()) reader.fail(key, "out_of_range", "at least one");
    return out;
}

/// Places entries' calls as nodes as soon as everything that feeds them stands: a topological order.
class Builder {
public:
    Builder(std::vector<Entry> entries, std::string path) : entries_(std::move(entries)), path_(std::move(path)) { graph_.class_name = "Functional"; }

    void place_input(const Source& source, const Shape& shape) {
        check_input(source.layer, shape);
        graph_.inputs.push_back(static_cast<int>(graph_.nodes.size()));
        placed_[source] = static_cast<int>(graph_.nodes.size());
        graph_.nodes.push_back({.layer = nullptr, .inputs = {}, .output_shape = shape, .name = source.layer});
    }
    void place_all() {
        std::size_t open = 0;
        for (const auto& entry : entries_) open += entry.calls.size();
        while (open > 0) {
            std::size_t placed = 0;
            for (auto& entry : entries_)
                for (std::size_t call = 0; call < entry.calls.size(); ++call) placed += try_place(entry, call);
            if (placed == 0) throw stuck();
            open -= placed;
        }
    }
    Graph finish(const std::vector<Source>& outputs) {
        for (const auto& source : outputs) {
            graph_.outputs.push_back(node_of(source, path_ + ".output_layers"));
            if (!graph_.nodes[static_cast<std::size_t>(graph_.outputs.back())].layer)
                throw Error({.code = "wrong_type", .where = path_ + ".output_layers", .expected = "what a layer puts out", .received = "the input \"" + source.layer + "\"", .advice = {}});
        }
        return std::move(graph_);
    }

private:
    bool try_place(Entry& entry, std::size_t call) {
        const Source self{entry.name, static_cast<std::int64_t>(call)};
        if (placed_.contains(self)) return false;
        std::vector<int> inputs;
        std::vector<Shape> shapes;
        for (const auto& source : entry.calls[call]) {
            const auto found = placed_.find(source);
            if (found == placed_.end()) return false;
            inputs.push_back(found->second);
            shapes.push_back(graph_.nodes[static_cast<std::size_t>(found->second)].output_shape);
        }
        check_input_count(*entry.layer, inputs.size());
        const auto before = parameter_shapes(*entry.layer);
        const Shape output = build_layer(*entry.layer, shapes);
        if (built_.contains(entry.name) && before != parameter_shapes(*entry.layer))
            throw Error({.code = "layer_input", .where = entry.name, .expected = "inputs of one width at every use of a shared layer", .received = shapes[0].text(), .advice = {}});
        built_.insert(entry.name);
        placed_[self] = static_cast<int>(graph_.nodes.size());
        graph_.nodes.push_back({.layer = entry.layer, .inputs = std::move(inputs), .output_shape = output, .name = entry.name});
        return true;
    }
    static std::vector<Shape> parameter_shapes(const Layer& layer) {
        std::vector<Shape> shapes;
        for (const auto& p : layer.parameters()) shapes.push_back(p.shape);
        return shapes;
    }
    /// A source that nothing provides, or else a cycle.
    Error stuck() const {
        for (const auto& entry : entries_)
            for (const auto& call : entry.calls)
                for (const auto& source : call)
                    if (std::none_of(entries_.begin(), entries_.end(), [&](const Entry& other) { return other.name == source.layer; }))
                        return Error({.code = "unknown_name", .where = entry.path + ".inbound_nodes", .expected = "the name of a layer of this model", .received = "\"" + source.layer + "\"", .advice = {}});
        return Error({.code = "cycle", .where = path_ + ".layers", .expected = "a graph without a cycle", .received = "layers that feed each other", .advice = {}});
    }
    int node_of(const Source& source, const std::string& where) const {
        const auto found = placed_.find(source);
        if (found == placed_.end())
            throw Error({.code = "unknown_name", .where = where, .expected = "the name of a layer of this model", .received = "\"" + source.layer + "\"", .advice = {}});
        return found->second;
    }

    std::vector<Entry> entries_;
    std::string path_;
    Graph graph_;
    std::map<Source, int> placed_;
    std::set<std::string> built_;
};

}  // namespace

std::optional<Shape> input_shape_in(const Json& layer, const std::string& path) {
    if (!layer.is_object() || !layer.contains("config") || !layer["config"].is_object()) return {};
    const JsonReader reader(layer["config"], path + ".config");
    for (const auto* key : {"batch_input_shape", "batch_shape", "input_shape"})
        if (const auto shape = reader.shape(key)) return shape;
    return {};
}

Graph read_functional(const Json& config, const std::string& path, std::span<const Shape> inputs) {
    const JsonReader reader(config, path);
    reader.ignore({"name", "trainable", "dtype"});
    const Json& layers = reader.required("layers", "a list of layers");
    if (!layers.is_array()) reader.fail("layers", "wrong_type", "a list of layers");
    const auto input_layers = read_ends(reader, "input_layers"), output_layers = read_ends(reader, "output_layers");
    reader.finish();

    std::vector<Entry> entries;
    std::size_t uses = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        entries.push_back(read_entry(layers[i], path + ".layers[" + std::to_string(i) + "]"));
        check_node_count(uses += std::max<std::size_t>(1, entries.back().calls.size()));
        for (std::size_t k = 0; k < i; ++k)
            if (entries[k].name == entries[i].name)
                throw Error({.code = "duplicate_name", .where = entries[i].path, .expected = "a name for each layer", .received = "\"" + entries[i].name + "\" twice", .advice = "Rename one of them."});
    }
    std::vector<Shape> shapes;
    for (std::size_t i = 0; i < input_layers.size(); ++i) {
        const auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.name == input_layers[i].layer && !e.layer; });
        if (std::find(input_layers.begin(), input_layers.begin() + static_cast<std::ptrdiff_t>(i), input_layers[i]) != input_layers.begin() + static_cast<std::ptrdiff_t>(i))
            throw Error({.code = "duplicate_name", .where = path + ".input_layers", .expected = "each Input once", .received = "\"" + input_layers[i].layer + "\" twice", .advice = {}});
        if (entry == entries.end())
            throw Error({.code = "unknown_name", .where = path + ".input_layers", .expected = "the name of an Input", .received = "\"" + input_layers[i].layer + "\"", .advice = {}});
        const auto own = input_shape_in(*entry->json, entry->path);
        if (i >= inputs.size() && !own)
            throw Error({.code = "missing_key", .where = entry->path + ".config.batch_shape", .expected = "the input's shape", .received = "none", .advice = {}});
        shapes.push_back(i < inputs.size() ? inputs[i] : *own);
    }
    Builder builder(std::move(entries), path);
    for (std::size_t i = 0; i < input_layers.size(); ++i) builder.place_input(input_layers[i], shapes[i]);
    builder.place_all();
    return builder.finish(output_layers);
}

Json functional_config(const Graph& graph) {
    // Which use of its layer each node is: Keras's call number.
    std::vector<std::int64_t> call(graph.nodes.size());
    std::map<std::string, std::int64_t> uses;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) call[i] = uses[graph.nodes[i].name]++;
    const auto tensor = [&](int node) { return Json::array({graph.nodes[static_cast<std::size_t>(node)].name, call[static_cast<std::size_t>(node)], 0}); };

    Json layers = Json::array(), inputs = Json::array(), outputs = Json::array();
    std::map<std::string, std::size_t> written;
    for (const auto& node : graph.nodes) {
        Json call_inputs = Json::array();
        for (const int input : node.inputs) {
            Json entry = tensor(input);
            entry.push_back(Json::object());
            call_inputs.push_back(std::move(entry));
        }
        if (const auto found = written.find(node.name); found != written.end()) {
            layers[found->second]["inbound_nodes"].push_back(std::move(call_inputs));
            continue;
        }
        written[node.name] = layers.size();
        Json shape = Json::array({nullptr});
        for (const auto size : node.output_shape) shape.push_back(size);
        Json layer = node.layer ? layer_json(node) : Json{{"class_name", "InputLayer"}, {"config", {{"batch_input_shape", shape}, {"dtype", "float32"}, {"name", node.name}}}};
        layer["name"] = node.name;
        layer["inbound_nodes"] = node.layer ? Json::array({std::move(call_inputs)}) : Json::array();
        layers.push_back(std::move(layer));
    }
    for (const int node : graph.inputs) inputs.push_back(tensor(node));
    for (const int node : graph.outputs) outputs.push_back(tensor(node));
    return {{"class_name", "Functional"}, {"config", {{"layers", std::move(layers)}, {"input_layers", std::move(inputs)}, {"output_layers", std::move(outputs)}}}};
}

}  // namespace nabla
