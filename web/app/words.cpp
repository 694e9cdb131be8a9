#include "web/app/words.h"

#include <string>

namespace nabla::words {

Text metric(std::string_view name) {
    if (name.starts_with("val_")) name.remove_prefix(4);
    if (name == "loss") return loss;
    if (name.ends_with("accuracy")) return accuracy;
    if (name == "mae" || name == "mean_absolute_error") return mae;
    if (name == "mse" || name == "mean_squared_error") return mse;
    return {std::string(name), std::string(name)};
}

}  // namespace nabla::words
