#include "web/app/words.h"

#include <cctype>
#include <string>

#include "core/train/logged_name.h"

namespace nabla::words {
namespace {

Text plain_metric(const std::string& name) {
    if (name == "loss") return loss;
    if (name.ends_with("accuracy")) return accuracy;
    if (name == "mae" || name == "mean_absolute_error") return mae;
    if (name == "mse" || name == "mean_squared_error") return mse;
    return {name, name};
}

/// "Accuracy" becomes "accuracy", "MAE" stays.
std::string within_a_phrase(std::string words) {
    const auto is_upper = [&](std::size_t i) { return i < words.size() && std::isupper(static_cast<unsigned char>(words[i])); };
    if (is_upper(0) && !is_upper(1)) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return words;
}

}  // namespace

Text metric(std::string_view name) {
    const LoggedName read = read_logged_name(name);
    return read.output.empty() ? plain_metric(read.metric) : metric_of({read.output, read.output}, read.metric);
}

Text metric_of(const Text& whose, std::string_view name) {
    const LoggedName read = read_logged_name(name);
    const Text words = plain_metric(read.metric);
    const std::string output = read.output.empty() ? std::string() : read.output + " ";
    return {whose.ko + " " + output + words.ko, whose.en + " " + output + within_a_phrase(words.en)};
}

}  // namespace nabla::words
