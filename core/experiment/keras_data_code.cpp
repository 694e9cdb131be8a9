#include "core/experiment/keras_data_code.h"

#include <algorithm>

#include "core/data/chosen_columns.h"
#include "core/data/family.h"
#include "core/data/own_table.h"
#include "core/experiment/keras_csv_code.h"
#include "core/experiment/python_text.h"

namespace nabla {
namespace {

bool is_image_set(const std::string& name) { return name == "mnist" || name == "fashion_mnist" || name == "cifar10_small"; }

std::string shape_arguments(const Shape& shape) {
    std::string text = "-1";
    for (auto size : shape) text += ", " + std::to_string(size);
    return text;
}

std::string image_code(const DatasetSpec& spec) {
    const auto loader = spec.name == "cifar10_small" ? std::string("cifar10") : spec.name;
    std::string code = "(x_train, y_train), (x_test, y_test) = keras.datasets." + loader + ".load_data()\n";
    if (spec.name == "cifar10_small") code += "x_train, y_train, x_test, y_test = x_train[:5000], y_train[:5000], x_test[:1000], y_test[:1000]\n";
    const auto change = ".reshape(" + shape_arguments(dataset_shape(spec).sample) + ")" + (spec.rescale ? " / 255" : "");
    for (const char* x : {"x_train", "x_test"}) code += std::string(x) + " = " + x + change + "\n";
    return code;
}

std::string text_code(const DatasetSpec& spec) {
    const auto words = spec.num_words;
    std::string code = "(x_train, y_train), (x_test, y_test) = keras.datasets." + spec.name + ".load_data(num_words=" + std::to_string(words) + ")\n";
    const bool sequence = spec.as_sequence;
    const auto length = std::to_string(dataset_shape(spec).sample.back());
    for (const char* x : {"x_train", "x_test"})
        code += std::string(x) + (sequence ? std::string(" = keras.utils.pad_sequences(") + x + ", maxlen=" + length + ")\n"
                                           : std::string(" = np.array([np.bincount(row, minlength=") + length + ") > 0 for row in " + x + "], \"float32\")\n");
    return code;
}

/// The table's own test rows, or a share of rows that are set aside.
bool has_test_rows(const DatasetSpec& spec) {
    return spec.name == "boston_housing" || (spec.name == "advertising" && spec.test_split.value_or(0) > 0);
}

std::string advertising_code(const DatasetSpec& spec) {
    std::string code = "table = np.loadtxt(\"Advertising.csv\", delimiter=\",\", skiprows=1, quotechar='\"')";
    code += spec.row_number ? "  # the row number, too\n" : "[:, 1:]  # without the row number\n";
    if (!has_test_rows(spec)) return code + "x_train, y_train = table[:, :-1], table[:, -1]\n";
    return code + "np.random.default_rng(0).shuffle(table)  # rows in random order\nrows = len(table) - int(len(table) * " + python_value(*spec.test_split) + ")\n"
        + "x_train, x_test, y_train, y_test = table[:rows, :-1], table[rows:, :-1], table[:rows, -1], table[rows:, -1]\n";
}

/// Which numbers of a column's text are its values is in the data; one_hot is said in pandas, which finds them itself.
std::string table_code(const DatasetSpec& spec, const DatasetInfo& info) {
    std::string code;
    if (spec.name == "boston_housing") {
        code = "(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()\n";
    } else if (spec.name == "advertising") {
        code = advertising_code(spec);
    } else {
        code = "# x_train, y_train: the rows of \"" + spec.name + "\"\n";
    }
    const bool test = has_test_rows(spec);
    const std::ptrdiff_t first = spec.row_number ? 1 : 0;   // the row number stands before the features
    for (const auto& name : spec.one_hot) {
        const auto column = std::find(info.features.begin(), info.features.end(), name) - info.features.begin() + first;
        for (const char* x : {"x_train", "x_test"})
            if (test || x == std::string("x_train"))
                code += std::string(x) + " = np.hstack([" + x + ", keras.utils.to_categorical(" + x + "[:, " + std::to_string(column) + "])])  # " + name + "\n";
    }
    std::vector<std::string> gone;
    for (std::size_t i = 0; i < info.features.size(); ++i)
        for (const auto* list : {&spec.drop, &spec.one_hot})
            if (std::find(list->begin(), list->end(), info.features[i]) != list->end()) gone.push_back(std::to_string(static_cast<std::ptrdiff_t>(i) + first));
    if (gone.empty()) return code;
    std::string columns;
    for (const auto& column : gone) columns += (columns.empty() ? "" : ", ") + column;
    for (const char* x : {"x_train", "x_test"})
        if (test || x == std::string("x_train"))
            code += std::string(x) + " = np.delete(" + x + ", [" + columns + "], axis=1)\n";
    return code;
}

/// to_categorical's columns are last and stay 0 and 1.
std::string scaled_columns(const DatasetSpec& spec) {
    const auto* info = find_dataset(spec.name);
    if (spec.one_hot.empty() || !info || info->features.empty()) return {};
    return "[:, :" + std::to_string(info->features.size() - spec.drop.size() - spec.one_hot.size()) + "]";
}

std::string table_scaling_code(const DatasetSpec& spec, bool test) {
    if (!spec.standardize && !spec.given_scale && !spec.min_max) return {};
    const auto columns = scaled_columns(spec), x = "x_train" + columns;
    std::string code;
    if (spec.standardize) code = "mean, deviation = " + x + ".mean(axis=0), " + x + ".std(axis=0)\n";
    if (spec.min_max) code = "low, high = " + x + ".min(axis=0), " + x + ".max(axis=0)\n";
    for (const std::string part : {"x_train", "x_test"}) {
        if (!test && part == "x_test") continue;
        const auto from = part + columns;
        code += from + " = " + (spec.given_scale ? scaled_python(from, *spec.given_scale) : spec.standardize ? "(" + from + " - mean) / deviation" : "(" + from + " - low) / (high - low)");
        code += part == "x_test" && !spec.given_scale ? "  # with the training rows' numbers\n" : "\n";
    }
    return code;
}

/// Class names are no numbers for Keras: the script has the numbers that they stand for.
std::string named_targets_code(const DatasetSpec& spec, NamedData named) {
    const auto shape = dataset_shape(spec);
    const Json& values = spec.json["targets"];
    std::string code;
    for (const auto& target : shape.targets) {
        const auto own = read_targets(values[target.output], task_of(task_json(spec.json), target.output), "targets");
        Json rows = Json::array();
        for (std::size_t i = 0; i < own.y.size(); i += static_cast<std::size_t>(own.width)) {
            if (own.width == 1) rows.push_back(own.task == Task::classification ? Json(static_cast<int>(own.y[i])) : values[target.output][i]);
            else rows.push_back(values[target.output][i / static_cast<std::size_t>(own.width)]);
        }
        const bool spread = target.one_hot() && own.width == 1;
        if (named.targets) code += (code.empty() ? "" : ", ") + python_value(target.output) + ": ";
        code += (spread ? "keras.utils.to_categorical(" : "np.array(") + python_value(rows) + ")";
    }
    return "y_train = " + (named.targets ? "{" + code + "}" : code) + "\n";
}

std::string inline_code(const DatasetSpec& spec, NamedData named) {
    const auto x = "np.array(" + python_value(spec.json["rows"]) + ")";
    if (names_targets(spec)) return "x_train = " + x + "\n" + named_targets_code(spec, named);
    return "x_train, y_train = " + x + ", np.array(" + python_value(spec.json["targets"]) + ")\n";
}

/// A CSV's columns in the order in which the inputs name them: the script's own.
std::vector<std::string> mentioned(const DatasetSpec& spec) {
    std::vector<std::string> columns;
    for (const auto& [input, names] : spec.inputs)
        for (const auto& name : names)
            if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(name);
    return columns;
}

std::string rows_comment(const DatasetSpec& spec, NamedData named) {
    std::string code = "# x_train, y_train: the rows of \"" + spec.name + "\"\n";
    if (spec.name != "csv") return code;
    if (!spec.inputs.empty()) code += "# x_train: the columns " + python_value(mentioned(spec)) + ", in this order\n";
    if (names_targets(spec)) code += std::string("# y_train: ") + (named.targets ? "by output, " : "") + "the columns " + python_value(spec.json["targets"]) + "\n";
    return code;
}

/// The script's columns: to_categorical's stand behind those that stay.
std::vector<std::string> script_columns(const DatasetSpec& spec) {
    if (spec.name == "csv") return mentioned(spec);
    const auto columns = feature_names(spec, find_family(spec.name)->columns);
    const auto made_of = [&](const std::string& column) {
        const auto of = std::find_if(spec.one_hot.begin(), spec.one_hot.end(), [&](const std::string& name) { return column.starts_with(name + "="); });
        return of == spec.one_hot.end() ? -1 : static_cast<int>(of - spec.one_hot.begin());
    };
    std::vector<std::string> ordered;
    for (int from = -1; from < static_cast<int>(spec.one_hot.size()); ++from)
        std::copy_if(columns.begin(), columns.end(), std::back_inserter(ordered), [&](const std::string& column) { return made_of(column) == from; });
    return ordered;
}

/// x_train = {"size": x_train[:, [0, 1]], ...}, or the columns of an only input.
std::string inputs_code(const DatasetSpec& spec, bool test, NamedData named) {
    if (spec.inputs.empty()) return {};
    std::vector<InputColumns> inputs;
    if (spec.name == "inline") inputs = dataset_shape(spec).inputs;
    else if (spec.name == "csv" && !spec.one_hot.empty()) return "# x_train: words of " + python_value(spec.one_hot) + " as a column of 0 and 1 each\n";
    else inputs = find_inputs(spec, script_columns(spec));
    std::string code;
    for (const char* x : {"x_train", "x_test"}) {
        if (!test && x != std::string("x_train")) continue;
        std::string parts;
        for (const auto& input : inputs) {
            if (named.inputs) parts += (parts.empty() ? "" : ", ") + python_value(input.input) + ": ";
            parts += std::string(x) + "[:, " + python_value(input.columns) + "]";
        }
        code += std::string(x) + " = " + (named.inputs ? "{" + parts + "}" : parts) + "\n";
    }
    return code;
}

std::string first_rows_code(const DatasetSpec& spec, NamedData named) {
    const auto rows = std::to_string(*spec.rows);
    if (!named.targets) return "x_train, y_train = x_train[:" + rows + "], y_train[:" + rows + "]\n";
    return "x_train, y_train = x_train[:" + rows + "], {key: rows[:" + rows + "] for key, rows in y_train.items()}\n";
}

}  // namespace

bool names_targets(const DatasetSpec& spec) { return spec.json.is_object() && spec.json.contains("targets") && spec.json["targets"].is_object(); }

std::string keras_data_code(const DatasetSpec& spec, NamedData named) {
    const auto* info = find_dataset(spec.name);
    const bool text = spec.name == "imdb" || spec.name == "reuters";
    const bool own = spec.name == "csv" && spec.inputs.empty() && !names_targets(spec);
    std::string code;
    bool test = text || (own && csv_test_share(spec) > 0) || is_image_set(spec.name) || has_test_rows(spec);
    if (is_image_set(spec.name)) code += image_code(spec);
    else if (text) code += text_code(spec);
    else if (own) code += keras_csv_code(spec);
    else if (spec.name == "inline") code += inline_code(spec, named);
    else if (info && !info->features.empty()) code += table_code(spec, *info);
    else code += rows_comment(spec, named);
    if (spec.rows && spec.name != "inline" && !own) code += first_rows_code(spec, named);
    if (spec.shuffle_targets) code += "y_train = np.random.permutation(y_train)  # labels dealt out at random\n";
    if (!own) code += table_scaling_code(spec, test);
    code += inputs_code(spec, test, named);
    if (spec.to_categorical && !names_targets(spec)) code += std::string("y_train") + (test ? ", y_test = keras.utils.to_categorical(y_train), keras.utils.to_categorical(y_test)\n" : " = keras.utils.to_categorical(y_train)\n");
    if (!test) code += "x_test, y_test = x_train, y_train  # no rows of their own to test on\n";
    return code;
}

}  // namespace nabla
