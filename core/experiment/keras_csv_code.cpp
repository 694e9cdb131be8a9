#include "core/experiment/keras_csv_code.h"

#include <cmath>

#include "core/data/family.h"
#include "core/data/own_table.h"
#include "core/experiment/json_reader.h"
#include "core/experiment/python_text.h"

namespace nabla {
namespace {

/// Class names are counted in the order of the alphabet, as the core does.
std::string target_code(const DatasetSpec& spec, const std::vector<std::string>& targets) {
    if (targets.size() > 1) return "table[" + python_value(targets) + "].to_numpy(\"float32\")";
    const auto column = "table[" + python_value(targets[0]) + "]";
    if (own_task(spec.json) == "classification") return column + ".astype(\"category\").cat.codes.to_numpy()  # class numbers";
    if (!own_task(spec.json)) return column + ".to_numpy()";
    return column + ".to_numpy(\"float32\")";
}

/// What Csv takes for missing, and nothing else; separators as it finds them.
constexpr const char* read_options = ", sep=None, engine=\"python\", skipinitialspace=True,\n"
    "                    keep_default_na=False, na_values=[\"\", \"NA\", \"N/A\", \"NaN\", \"nan\", \"NAN\", \"null\", \"NULL\", \"?\"])\n"
    "table.columns = table.columns.str.strip()\n";

/// get_dummies puts the words' columns last; they stay 0 and 1. A column that never changes is divided by 1.
std::string scaling_code(const DatasetSpec& spec, bool test) {
    if (!spec.standardize && !spec.given_scale && !spec.min_max) return {};
    const std::string numbers = spec.one_hot.empty() ? "" : "[:, :numbers]";
    std::string code;
    if (!spec.one_hot.empty()) code += "numbers = table.shape[1] - " + std::to_string(JsonReader(spec.json, "dataset").texts("targets").size() + spec.one_hot.size()) + "  # columns that are scaled\n";
    const char* from = spec.standardize ? "mean" : "low";
    const char* by = spec.standardize ? "deviation" : "span";
    const auto x = "x_train" + numbers;
    if (spec.standardize) code += "mean, deviation = " + x + ".mean(axis=0), " + x + ".std(axis=0)\n";
    else if (spec.min_max) code += "low, span = " + x + ".min(axis=0), np.ptp(" + x + ", axis=0)\n";
    if (!spec.given_scale) code += std::string(by) + "[" + by + " == 0] = 1\n";
    for (const std::string part : {"x_train", "x_test"}) {
        if (!test && part == "x_test") continue;
        const auto columns = part + numbers;
        code += part + (numbers.empty() ? "[:]" : numbers) + " = " + (spec.given_scale ? scaled_python(columns, *spec.given_scale) : "(" + columns + " - " + from + ") / " + by) + "\n";
    }
    return code;
}

/// 100, not 100.0.
std::string python_number(double value) {
    const auto whole = static_cast<std::int64_t>(value);
    return static_cast<double>(whole) == value ? std::to_string(whole) : python_value(value);
}

}  // namespace

std::string scaled_python(const std::string& array, const GivenScale& scale) {
    if (scale.mean == 0) return array + " / " + python_number(scale.deviation);
    const auto sign = scale.mean < 0 ? " + " : " - ";
    return "(" + array + sign + python_number(std::abs(scale.mean)) + ") / " + python_number(scale.deviation);
}

double csv_test_share(const DatasetSpec& spec) { return spec.test_split.value_or(find_family("csv")->test_split.value_or(0)); }

std::string keras_csv_code(const DatasetSpec& spec) {
    const auto targets = JsonReader(spec.json, "dataset").texts("targets");
    const double share = csv_test_share(spec);
    std::string code = "table = pd.read_csv(" + python_value(spec.json.at("csv")) + read_options;
    std::vector<std::string> named;
    for (const auto& name : spec.drop)
        if (!name.empty()) named.push_back(name);
    if (named.size() < spec.drop.size()) code += "table = table.loc[:, ~table.columns.str.fullmatch(r\"|Unnamed: .*\")]\n";
    if (!named.empty()) code += "table = table.drop(columns=" + python_value(named) + ")\n";
    if (spec.dropna) code += "table = table.dropna()\n";
    if (share > 0) code += "table = table.sample(frac=1, random_state=0)  # rows in random order\n";
    const auto features = "table.drop(columns=" + python_value(targets) + ")";
    const auto spread = spec.one_hot.empty() ? features : "pd.get_dummies(" + features + ", columns=" + python_value(spec.one_hot) + ")";
    code += "x, y = " + spread + ".to_numpy(\"float32\"), " + target_code(spec, targets) + "\n";
    if (share > 0) code += "rows = len(x) - int(len(x) * " + python_value(share) + ")\nx_train, x_test, y_train, y_test = x[:rows], x[rows:], y[:rows], y[rows:]\n";
    else code += "x_train, y_train = x, y\n";
    if (spec.rows) code += "x_train, y_train = x_train[:" + std::to_string(*spec.rows) + "], y_train[:" + std::to_string(*spec.rows) + "]\n";
    return code + scaling_code(spec, share > 0);
}

}  // namespace nabla
