#include <cstdio>
#include <numeric>

#include "core/cli/commands.h"
#include "core/cli/file_io.h"
#include "core/cli/saved_model.h"
#include "core/data/chosen_columns.h"
#include "core/data/csv.h"
#include "core/data/table.h"
#include "core/experiment/model_ends.h"
#include "core/train/batch_source.h"

namespace nabla::cli {
namespace {

constexpr Option options[] = {{"--input"}};
constexpr std::size_t rows_at_once = 256;

/// Where a feature's value stands in the CSV. "CHAS=1" may be a column of its own or a question to the column "CHAS".
struct Source {
    std::size_t column;
    std::string category;   // empty: the number itself
};

bool has_column(const Csv& csv, std::string_view name) {
    for (const auto& known : csv.header())
        if (known == name) return true;
    return false;
}

Source find_source(const Csv& csv, const std::string& feature) {
    const auto equals = feature.rfind('=');
    if (has_column(csv, feature) || equals == std::string::npos) return {csv.column(feature), {}};
    return {csv.column(feature.substr(0, equals)), feature.substr(equals + 1)};
}

/// By name where a nabla.json names the features and the header has any of them; else the columns as they stand.
std::vector<Source> find_sources(const Csv& csv, const std::optional<Sidecar>& sidecar, std::size_t inputs) {
    std::vector<Source> sources;
    const bool named = sidecar && !sidecar->features.empty();
    bool any = false;
    if (named)
        for (const auto& feature : sidecar->features) any |= has_column(csv, feature) || has_column(csv, feature.substr(0, feature.rfind('=')));
    if (any || (named && csv.header().size() != inputs)) {
        for (const auto& feature : sidecar->features) sources.push_back(find_source(csv, feature));
        return sources;
    }
    if (csv.header().size() != inputs)
        throw Error({.code = "wrong_length", .where = csv.file(), .expected = std::to_string(inputs) + " columns, one a value of the model's input",
                     .received = std::to_string(csv.header().size()), .advice = "Write a header row, then one flattened sample a line."});
    for (std::size_t i = 0; i < inputs; ++i) sources.push_back({i, {}});
    return sources;
}

bool is_category(const Csv& csv, std::size_t row, const Source& source) {
    const auto& cell = csv.cell(row, source.column);
    if (cell == source.category) return true;
    return csv.is_number(row, source.column) && source.category.find_first_not_of("+-.0123456789eE") == std::string::npos &&
           csv.number(row, source.column) == std::strtod(source.category.c_str(), nullptr);
}

/// A row's cells as the model's input; a value that is none of its column's categories is an error, not zeros.
void read_row(const Csv& csv, std::size_t row, std::span<const Source> sources, float* out) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i].category.empty()) {
            out[i] = static_cast<float>(csv.number(row, sources[i].column));
            continue;
        }
        bool known = false;
        for (const auto& other : sources)
            if (other.column == sources[i].column && !other.category.empty()) known |= is_category(csv, row, other);
        if (!known)
            throw Error({.code = "unknown_category", .where = csv.place(row, sources[i].column), .expected = "a value that the model was trained with",
                         .received = "\"" + csv.cell(row, sources[i].column) + "\"", .advice = {}});
        out[i] = is_category(csv, row, sources[i]) ? 1.0f : 0.0f;
    }
}

/// A row's numbers and which of them each input takes; no columns: each takes them all.
struct Layout {
    std::size_t width = 0;
    std::vector<std::vector<std::uint32_t>> columns;
};

/// As in training, where a nabla.json tells; else the inputs' values stand one behind another.
Layout layout_of(const Model& model, const std::optional<Sidecar>& sidecar) {
    Layout layout{.width = static_cast<std::size_t>(model.input_shape().elements()), .columns = {}};
    if (sidecar && !sidecar->features.empty() && sidecar->experiment.contains("dataset")) {
        const auto spec = parse_dataset(sidecar->experiment.at("dataset"));
        layout.columns = input_columns(sidecar->experiment.at("model"), find_inputs(spec, sidecar->features));
        if (!layout.columns.empty()) layout.width = sidecar->features.size();
        return layout;
    }
    if (sidecar || model.inputs().size() == 1) return layout;
    layout.width = 0;
    for (std::size_t i = 0; i < model.inputs().size(); ++i) {
        auto& own = layout.columns.emplace_back(static_cast<std::size_t>(model.input_shape(i).elements()));
        std::iota(own.begin(), own.end(), static_cast<std::uint32_t>(layout.width));
        layout.width += own.size();
    }
    return layout;
}

/// A nabla.json of another model would have inputs written past their ends.
void check_layout(const Model& model, const Layout& layout, const std::filesystem::path& folder) {
    const auto refuse = [&](const std::string& expected, const std::string& received) {
        throw Error({.code = "wrong_length", .where = (folder / "nabla.json").string(), .expected = expected, .received = received, .advice = {}});
    };
    if (!layout.columns.empty() && layout.columns.size() != model.inputs().size())
        refuse("columns for " + std::to_string(model.inputs().size()) + " inputs", "for " + std::to_string(layout.columns.size()));
    for (std::size_t i = 0; i < model.inputs().size(); ++i) {
        const auto wanted = static_cast<std::size_t>(model.input_shape(i).elements()), given = layout.columns.empty() ? layout.width : layout.columns[i].size();
        if (wanted != given) refuse(std::to_string(wanted) + " features for input " + std::to_string(i + 1) + " of this model", std::to_string(given));
    }
}

/// Several outputs stand one behind another.
void print_rows(const Model& model, std::int64_t rows, std::ostream& out) {
    char text[32];
    for (std::int64_t row = 0; row < rows; ++row) {
        const char* before = "";
        for (const int node : model.outputs()) {
            const ConstTensor output = model.activation(static_cast<std::size_t>(node), rows);
            const auto width = output.stride();
            for (std::int64_t i = 0; i < width; ++i, before = ",") {
                std::snprintf(text, sizeof text, "%s%.9g", before, static_cast<double>(output.data[row * width + i]));
                out << text;
            }
        }
        out << "\n";
    }
}

int run(const Args& args, Console& console) {
    const std::filesystem::path folder = args.only("the folder of a saved model");
    const auto input = args.value("--input");
    if (!input) throw Error({.code = "missing_argument", .where = "--input", .expected = "the name of a CSV file", .received = "nothing", .advice = {}});
    const auto files = read_model_files(folder);
    Model model = load_model(files, {}, (folder / "model.json").string());
    const auto sidecar = read_sidecar(folder);

    const auto csv = Csv::parse(read_bytes(*input), {.file = *input});
    const Layout layout = layout_of(model, sidecar);
    check_layout(model, layout, folder);
    const auto& [width, columns] = layout;
    const auto sources = find_sources(csv, sidecar, width);
    if (sources.size() != width)
        throw Error({.code = "wrong_length", .where = (folder / "nabla.json").string(), .expected = std::to_string(width) + " features for this model",
                     .received = std::to_string(sources.size()), .advice = {}});
    std::vector<float> x;
    for (std::size_t first = 0; first < csv.rows(); first += rows_at_once) {
        const auto rows = std::min(rows_at_once, csv.rows() - first);
        x.resize(rows * width);
        for (std::size_t row = 0; row < rows; ++row) read_row(csv, first + row, sources, x.data() + row * width);
        if (sidecar && sidecar->scale != 1)
            for (float& value : x) value *= sidecar->scale;
        if (sidecar && sidecar->scaler) apply_scaler(*sidecar->scaler, x);
        deal_columns(model, columns, x.data(), static_cast<std::int64_t>(rows), width);
        model.forward(static_cast<std::int64_t>(rows), {});
        print_rows(model, static_cast<std::int64_t>(rows), console.out);
    }
    console.out.flush();
    return succeeded;
}

}  // namespace

Command predict_command() {
    return {.name = "predict", .usage = "DIR --input FILE.csv",
            .help = "Feeds rows to a saved model. FILE.csv has a header row, then one sample a line, flattened row-major, already preprocessed;\n"
                    "if a nabla.json lies in DIR, raw values instead: columns are found by name, scaled as in training. stdout is CSV without a\n"
                    "header, 9 significant digits. Several inputs' values, and several outputs', stand one behind another.\n",
            .options = options,
            .run = run};
}

}  // namespace nabla::cli
