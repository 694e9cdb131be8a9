#pragma once
#include <vector>

#include "core/error.h"
#include "core/json.h"
#include "core/model/gradient_check.h"
#include "core/session/control.h"
#include "core/session/session.h"

// What a Session holds, as the JSON that Api answers and events carry.
namespace nabla {

Json text_json(const Text& text);                       // {"ko", "en"}
Json error_json(const ErrorInfo& error);                // its fields and "message": {"ko", "en"}
Json control_json(const Control& control, Language language);
Json controls_json(const std::vector<Control>& controls, Language language);
Json status_json(const Session& session);
/// The present run's History: a loss of no epochs before the first.
Json present_history_json(const Session& session);
Json location_json(const Session& session);
Json lessons_json(const Session& session);
Json runs_json(const Session& session);
Json hints_json(const Session& session);
Json restrictions_json(const Session& session);
Json evaluation_json(const Evaluation& evaluation);     // {"loss", "accuracy" | "mae", ...}
Json gradient_check_json(const std::vector<GradientCheck>& report);
/// What a CSV holds and a first Experiment on it: see Api's describeTable.
Json table_json(const std::string& file, std::string_view text, const std::string& target);
Json epoch_logs(const History& history, std::size_t epoch);

}  // namespace nabla
