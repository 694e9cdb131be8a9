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

}  // namespace

Text metric(std::string_view name) {
    const LoggedName read = read_logged_name(name);
    Text words = plain_metric(read.metric);
    if (read.output.empty()) return words;
    words.en[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words.en[0])));
    return {read.output + " " + words.ko, read.output + " " + words.en};
}

}  // namespace nabla::words
