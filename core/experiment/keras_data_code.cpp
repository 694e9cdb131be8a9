#include "core/experiment/keras_data_code.h"

#include <algorithm>

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

/// Which numbers of a column's text are its values is in the data; one_hot is said in pandas, which finds them itself.
std::string table_code(const DatasetSpec& spec, const DatasetInfo& info) {
    std::string code;
    if (spec.name == "boston_housing") {
        code = "(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()\n";
    } else if (spec.name == "advertising") {
        code = "table = np.loadtxt(\"Advertising.csv\", delimiter=\",\", skiprows=1, quotechar='\"')"
               "[:, 1:]  # without the row number\nx_train, y_train = table[:, :-1], table[:, -1]\n";
    } else {
        code = "# x_train, y_train: the rows of \"" + spec.name + "\"\n";
    }
    const bool test = spec.name == "boston_housing";
    for (const auto& name : spec.one_hot) {
        const auto column = std::find(info.features.begin(), info.features.end(), name) - info.features.begin();
        for (const char* x : {"x_train", "x_test"})
            if (test || x == std::string("x_train"))
                code += std::string(x) + " = np.hstack([" + x + ", keras.utils.to_categorical(" + x + "[:, " + std::to_string(column) + "])])  # " + name + "\n";
    }
    std::vector<std::string> gone;
    for (std::size_t i = 0; i < info.features.size(); ++i)
        for (const auto* list : {&spec.drop, &spec.one_hot})
            if (std::find(list->begin(), list->end(), info.features[i]) != list->end()) gone.push_back(std::to_string(i));
    if (gone.empty()) return code;
    std::string columns;
    for (const auto& column : gone) columns += (columns.empty() ? "" : ", ") + column;
    for (const char* x : {"x_train", "x_test"})
        if (test || x == std::string("x_train"))
            code += std::string(x) + " = np.delete(" + x + ", [" + columns + "], axis=1)\n";
    return code;
}

std::string standardize_code(bool test) {
    std::string code = "mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)\nx_train = (x_train - mean) / deviation\n";
    if (test) code += "x_test = (x_test - mean) / deviation  # with the training rows' numbers\n";
    return code;
}

std::string min_max_code(bool test) {
    std::string code = "low, high = x_train.min(axis=0), x_train.max(axis=0)\nx_train = (x_train - low) / (high - low)\n";
    if (test) code += "x_test = (x_test - low) / (high - low)  # with the training rows' numbers\n";
    return code;
}

}  // namespace

std::string keras_data_code(const DatasetSpec& spec) {
    const auto* info = find_dataset(spec.name);
    std::string code = "import keras\nimport numpy as np\n\n";
    const bool text = spec.name == "imdb" || spec.name == "reuters";
    bool test = text || is_image_set(spec.name) || spec.name == "boston_housing";
    if (is_image_set(spec.name)) code += image_code(spec);
    else if (text) code += text_code(spec);
    else if (spec.name == "inline")
        code += "x_train, y_train = np.array(" + python_value(spec.json["rows"]) + "), np.array(" + python_value(spec.json["targets"]) + ")\n";
    else if (info && !info->features.empty()) code += table_code(spec, *info);
    else code += "# x_train, y_train: the rows of \"" + spec.name + "\"\n";
    if (spec.rows && spec.name != "inline") {
        const auto rows = std::to_string(*spec.rows);
        code += "x_train, y_train = x_train[:" + rows + "], y_train[:" + rows + "]\n";
    }
    if (spec.shuffle_targets) code += "y_train = np.random.permutation(y_train)  # labels dealt out at random\n";
    if (spec.standardize) code += standardize_code(test);
    if (spec.min_max) code += min_max_code(test);
    if (spec.to_categorical) code += std::string("y_train") + (test ? ", y_test = keras.utils.to_categorical(y_train), keras.utils.to_categorical(y_test)\n" : " = keras.utils.to_categorical(y_train)\n");
    if (!test) code += "x_test, y_test = x_train, y_train  # no rows of their own to test on\n";
    return code;
}

}  // namespace nabla
