#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/session/control.h"

// One pair of functions a group of the panel: add_... appends its controls, set_... carries one out on the Experiment and
// returns false if the id is not its own. Values were checked against the control before.
namespace nabla {

void add_data_controls(const Experiment& e, std::vector<Control>& out);
bool set_data_control(Experiment& e, std::string_view id, const Json& value);

void add_model_controls(const Experiment& e, std::vector<Control>& out);
bool set_model_control(Experiment& e, std::string_view id, const Json& value);

void add_optimizer_controls(const Experiment& e, std::vector<Control>& out);
bool set_optimizer_control(Experiment& e, std::string_view id, const Json& value);

void add_fit_controls(const Experiment& e, std::vector<Control>& out);
bool set_fit_control(Experiment& e, std::string_view id, const Json& value);

/// 60000 as "60,000".
std::string thousands(std::int64_t number);
/// A slider whose range grows to hold the present value, should that have come from a link.
Control slider(std::string id, std::string group, Text label, double value, double min, double max, double step, Text hint);
/// The same moved in decades, for numbers above 0.
Control log_slider(std::string id, std::string group, Text label, double value, double min, double max, Text hint);
Control whole_number(std::string id, std::string group, Text label, std::int64_t value, std::int64_t min, std::int64_t max, Text hint);
Control toggle(std::string id, std::string group, Text label, bool value, Text hint);
Control button(std::string id, std::string group, Text label, Text hint);
/// Says of a figure's controls, by id, what of the Experiment they set: Control::sets. Ids that are not there are passed over.
void say_what_is_set(std::vector<Control>& controls, std::initializer_list<std::pair<std::string_view, std::string_view>> id_and_set);

}  // namespace nabla
