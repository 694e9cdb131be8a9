#include "core/session/api_json.h"

#include "core/session/messages.h"

namespace nabla {
namespace {

const char* kind_name(Control::Kind kind) {
    switch (kind) {
        case Control::Kind::button: return "button";
        case Control::Kind::toggle: return "toggle";
        case Control::Kind::slider: return "slider";
        case Control::Kind::log_slider: return "log_slider";
        case Control::Kind::number: return "number";
        case Control::Kind::integer: return "integer";
        case Control::Kind::select: return "select";
    }
    return "";
}

const char* state_name(Session::State state) {
    switch (state) {
        case Session::State::idle: return "idle";
        case Session::State::loading: return "loading";
        case Session::State::training: return "training";
        case Session::State::paused: return "paused";
        case Session::State::done: return "done";
        case Session::State::diverged: return "diverged";
        case Session::State::failed: return "failed";
    }
    return "";
}

Json dataset_status(const Session& session) {
    const auto data = session.dataset();
    const auto promised = dataset_shape(session.experiment().dataset);
    Json json = {{"name", session.experiment().dataset.name},
                 {"rows", data ? data->train.rows() : promised.train_rows},
                 {"generated", data && data->generated}};
    if (data && data->generated) json["generatedHow"] = text_json(data->generated_how);
    return json;
}

}  // namespace

Json text_json(const Text& text) { return {{"ko", text.ko}, {"en", text.en}}; }

Json error_json(const ErrorInfo& error) {
    return {{"code", error.code},         {"where", error.where},   {"expected", error.expected},
            {"received", error.received}, {"advice", error.advice}, {"message", text_json(message_of(error))}};
}

Json control_json(const Control& control, Language language) {
    Json json = {{"id", control.id},       {"kind", kind_name(control.kind)}, {"label", control.label.in(language)},
                 {"group", control.group}, {"value", control.value},          {"enabled", control.enabled},
                 {"hint", control.hint.in(language)}, {"row", control.row}, {"folded", control.folded}};
    using Kind = Control::Kind;
    if (control.kind == Kind::slider || control.kind == Kind::log_slider || control.kind == Kind::number || control.kind == Kind::integer) {
        json["min"] = control.min;
        json["max"] = control.max;
        json["step"] = control.step;
    }
    if (control.kind == Kind::select) {
        json["choices"] = Json::array();
        for (const auto& choice : control.choices) json["choices"].push_back({{"value", choice.value}, {"label", choice.label.in(language)}});
    }
    return json;
}

Json controls_json(const std::vector<Control>& controls, Language language) {
    Json json = Json::array();
    for (const auto& control : controls) json.push_back(control_json(control, language));
    return json;
}

Json present_history_json(const Session& session) {
    Json json = {{"loss", Json::array()}};   // where there is none yet
    json.update(history_json(session.view().history));
    return json;
}

Json status_json(const Session& session) {
    const TrainerView& view = session.view();
    const auto error = session.error(), notice = session.notice();
    const auto progress = session.data_progress();
    Json json = {{"state", state_name(session.state())},
            {"busy", session.busy()},
            {"epoch", view.epoch},
            {"batch", view.batch},
            {"batches", view.batches},
            {"samplesPerSecond", finite_json(view.samples_per_second)},
            {"threads", session.threads()},
            {"error", error ? error_json(*error) : Json(nullptr)},
            {"dataset", dataset_status(session)},
            {"epochs", view.epochs},
            {"validating", view.validating},
            {"secondsLeft", finite_json(view.seconds_left)},
            {"notice", notice ? error_json(*notice) : Json(nullptr)},
            {"data", {{"done", progress.bytes_done}, {"total", progress.bytes_total}}}};
    if (Json folds = session.cross_validation(); !folds.is_null()) json["crossValidation"] = std::move(folds);
    return json;
}

Json location_json(const Session& session) {
    return {{"lesson", session.lesson().id},
            {"step", session.step().id},
            {"language", session.language() == Language::ko ? "ko" : "en"},
            {"theme", session.dark() ? "dark" : "light"}};
}

Json lessons_json(const Session& session) {
    Json lessons = Json::array();
    for (const Lesson& lesson : session.lessons()) {
        Json steps = Json::array();
        for (const Step& step : lesson.steps)
            steps.push_back({{"id", step.id}, {"title", text_json(step.title)}, {"task", text_json(step.task)}, {"hints", step.hints.size()}, {"done", session.step_done(lesson.id, step.id)}});
        lessons.push_back({{"id", lesson.id}, {"order", lesson.order}, {"minutes", lesson.minutes}, {"title", text_json(lesson.title)},
                           {"summary", text_json(lesson.summary)}, {"steps", std::move(steps)}});
    }
    return lessons;
}

Json hints_json(const Session& session) {
    Json open = Json::array();
    for (std::size_t i = 0; i < session.hints_shown(); ++i) open.push_back(text_json(session.step().hints[i]));
    return {{"shown", std::move(open)}, {"of", session.step().hints.size()}, {"offered", session.hint_offered()}};
}

Json restrictions_json(const Session& session) { return {{"hide", session.restrictions().hide}, {"lock", session.restrictions().lock}}; }

Json runs_json(const Session& session) {
    Json runs = Json::array();
    for (const KeptRun& run : session.runs())
        runs.push_back({{"number", run.number}, {"name", run.name}, {"visible", run.visible}, {"current", run.number == session.current_run()},
                        {"experiment", run.experiment}, {"history", history_json(run.history)}, {"test", run.test.value_or(Json())}});
    return runs;
}

Json evaluation_json(const Evaluation& evaluation) {
    Json json = {{"loss", finite_json(evaluation.loss)}};
    for (const auto* list : {&evaluation.own_losses, &evaluation.metrics})
        for (const auto& [name, value] : *list) json[name] = finite_json(value);
    return json;
}

Json gradient_check_json(const std::vector<GradientCheck>& report) {
    Json rows = Json::array();
    for (const auto& row : report)
        rows.push_back({{"layer", row.layer}, {"parameter", row.parameter}, {"checked", row.checked}, {"kinks", row.kinks}, {"error", finite_json(row.worst)},
                        {"numeric", finite_json(row.numeric)}, {"gradient", finite_json(row.gradient)}});
    return rows;
}

Json epoch_logs(const History& history, std::size_t epoch) {
    Json logs = Json::object();
    for (const auto& [name, values] : history.series)
        if (epoch < values.size()) logs[name] = finite_json(values[epoch]);
    if (epoch < history.seconds.size()) logs["seconds"] = history.seconds[epoch];
    return logs;
}

}  // namespace nabla
