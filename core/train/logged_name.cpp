#include "core/train/logged_name.h"

#include "core/metrics/metric.h"

namespace nabla {

LoggedName read_logged_name(std::string_view name) {
    LoggedName read{.validation = name.starts_with("val_"), .output = {}, .metric = {}};
    if (read.validation) name.remove_prefix(4);
    std::string_view longest;
    const auto consider = [&](std::string_view metric) {
        if (metric.size() > longest.size() && name.ends_with(metric) && (name.size() == metric.size() || name[name.size() - metric.size() - 1] == '_')) longest = metric;
    };
    consider("loss");
    for (const auto metric : metric_names()) consider(metric);
    read.metric = longest.empty() ? name : longest;
    if (!longest.empty() && name.size() > longest.size()) read.output = name.substr(0, name.size() - longest.size() - 1);
    return read;
}

}  // namespace nabla
