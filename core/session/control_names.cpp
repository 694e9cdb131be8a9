#include "core/session/control_names.h"

#include <algorithm>

namespace nabla {

bool names_control(std::string_view name, const Control& control) {
    if (name == control.group) return true;
    const std::string_view id = control.id;
    return id.starts_with(name) && (id.size() == name.size() || id[name.size()] == '.');
}

bool names_what_it_sets(std::string_view name, const Control& control) {
    if (control.sets.empty()) return false;
    const std::string first = control.sets.substr(0, control.sets.find('.'));
    const Control set{.id = control.sets, .group = first == "dataset" ? "data" : first}, named{.id = std::string(name)};
    return names_control(name, set) || names_control(control.sets, named);   // all of what is named, or a part of what is set
}

bool any_names_control(const std::vector<std::string>& names, const Control& control) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return names_control(name, control); });
}

void Restrictions::apply(std::vector<Control>& controls) const {
    std::erase_if(controls, [&](const Control& c) { return any_names_control(hide, c); });
    for (Control& c : controls) {
        if (std::ranges::none_of(lock, [&](const std::string& name) { return names_control(name, c) || names_what_it_sets(name, c); })) continue;
        c.enabled = false;
        c.hint = {"이 수업의 링크가 정해 둔 값이에요.", "Set by the link of this class."};
    }
}

}  // namespace nabla
