#include "core/experiment/python_text.h"

namespace nabla {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i ? std::string(between) : "") + parts[i];
    return text;
}

std::string_view module_of(std::string_view key) {
    if (key.ends_with("initializer")) return "keras.initializers.";
    if (key.ends_with("regularizer")) return "keras.regularizers.";
    if (key == "schedule") return "keras.optimizers.schedules.";
    return "keras.";
}

}  // namespace

std::string python_value(const Json& value) {
    if (value.is_null()) return "None";
    if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
    std::vector<std::string> parts;
    if (value.is_array()) {
        for (const auto& item : value) parts.push_back(python_value(item));
        return "[" + joined(parts, ", ") + "]";
    }
    if (value.is_object()) {
        for (const auto& [key, item] : value.items()) parts.push_back(Json(key).dump() + ": " + python_value(item));
        return "{" + joined(parts, ", ") + "}";
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string python_argument(std::string_view key, const Json& value) {
    const auto start = std::string(key) + "=";
    const auto class_name = value.find("class_name");
    if (class_name == value.end() || !class_name->is_string()) return start + python_value(value);   // what no reader looked at may be anything
    std::vector<std::string> arguments;
    if (const auto config = value.find("config"); config != value.end() && config->is_object())
        for (const auto& [name, item] : config->items())
            if (!item.is_null()) arguments.push_back(python_argument(name, item));
    return start + std::string(module_of(key)) + class_name->get<std::string>() + "(" + joined(arguments, ", ") + ")";
}

std::string python_call(std::string_view name, const std::vector<std::string>& arguments, std::size_t indent) {
    const auto one_line = std::string(name) + "(" + joined(arguments, ", ") + ")";
    if (indent + one_line.size() <= 88 && one_line.find('\n') == std::string::npos) return one_line;
    const std::string margin(indent + 4, ' ');
    return std::string(name) + "(\n" + margin + joined(arguments, ",\n" + margin) + ",\n" + std::string(indent, ' ') + ")";
}

}  // namespace nabla
