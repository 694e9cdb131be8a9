#include "core/session/api_handlers.h"

#include <algorithm>
#include <array>

#include "core/data/family.h"
#include "core/experiment/json_reader.h"
#include "core/experiment/keras_code.h"
#include "core/session/api_json.h"

namespace nabla {

/// The calls that reach behind the Api's door; each a line of the table below.
struct ApiHandlers {
    static Json ok(Json value) { return {{"ok", std::move(value)}}; }

    static Json open(const ApiCall& c) {
        const auto lesson = c.read.text("lesson"), step = c.read.text("step", "");
        const Json* share = c.read.find("share");
        c.read.finish();
        if (share) c.session.open_shared(lesson, step, read_text(*share, "share"));
        else c.session.open(lesson, step);
        return ok(location_json(c.session));
    }
    static Json set_language(const ApiCall& c) {
        const auto language = c.read.one_of("language", "", {"ko", "en"});
        if (language.empty()) c.read.fail("language", "missing_key", "\"ko\" or \"en\"");
        c.read.finish();
        c.session.set_language(language == "ko" ? Language::ko : Language::en);
        return ok(location_json(c.session));
    }
    static Json set_theme(const ApiCall& c) {
        const auto theme = c.read.one_of("theme", "", {"dark", "light"});
        if (theme.empty()) c.read.fail("theme", "missing_key", "\"dark\" or \"light\"");
        c.read.finish();
        c.session.set_dark(theme == "dark");
        return ok(location_json(c.session));
    }
    static Json share(const ApiCall& c) {
        c.read.finish();
        return ok({{"lesson", c.session.lesson().id}, {"step", c.session.step().id}, {"share", c.session.share()}});
    }
    static Json set_experiment(const ApiCall& c) {
        Experiment experiment = Experiment::parse(c.read.required("experiment", "an experiment"));
        c.read.finish();
        c.session.set_experiment(std::move(experiment));
        return ok(c.session.experiment().to_json());
    }
    static Json summary(const ApiCall& c) {
        c.read.finish();
        const Model* model = c.session.probe();
        return ok(model ? model->summary_text() : "");
    }
    static Json dataset_info(const ApiCall& c) {
        c.read.finish();
        const auto& dataset = c.session.experiment().dataset;
        const auto& name = dataset.name;
        const auto* family = find_family(name);
        if (!family) return ok({{"name", name}, {"title", text_json({name, name})}, {"note", text_json({})}, {"licence", text_json({})}});
        const DatasetInfo& info = family->info;
        const auto file = name == "csv" ? dataset.json.value("csv", std::string()) : std::string();
        return ok({{"name", name}, {"title", text_json(file.empty() ? info.title : Text{file, file})}, {"note", text_json(info.note)}, {"licence", text_json(info.licence)}});
    }
    static Json describe_table(const ApiCall& c) {
        const auto file = c.read.text("file"), text = c.read.text("text"), target = c.read.text("target", "");
        c.read.finish();
        return ok(table_json(file, text, target));
    }
    static Json set_lesson_state(const ApiCall& c) {
        const Json state = c.read.required("state", "an object");
        c.read.finish();
        c.session.check_lesson_state(state);
        const Session::Action action(c.session);
        for (const auto& [key, value] : state.items()) c.session.set_lesson_state(key, value);
        return ok(c.session.lesson_state());
    }
    static Json set_control(const ApiCall& c) {
        const auto id = c.read.text("id");
        const Json* value = c.read.find("value");
        c.read.finish();
        c.session.set_control(id, value ? *value : Json());
        return ok(nullptr);
    }
    static Json train(const ApiCall& c) {
        const auto threads = c.read.integer("threads", 0, {.min = 0, .max = 1024});
        c.read.finish();
        c.session.train(static_cast<int>(threads));
        return c.api.ticket_when_settled();
    }
    static Json rewind(const ApiCall& c) {
        const auto epoch = c.read.integer("epoch", {.min = 0, .max = 1e6});
        c.read.finish();
        c.session.rewind_to_epoch(static_cast<std::size_t>(epoch));
        return c.api.ticket_when_settled();
    }
    template <void (Session::*action)()>
    static Json act(const ApiCall& c) {
        c.read.finish();
        (c.session.*action)();
        return ok(nullptr);
    }
    template <void (Session::*action)()>
    static Json act_and_settle(const ApiCall& c) {
        c.read.finish();
        (c.session.*action)();
        return c.api.ticket_when_settled();
    }
    template <auto get>
    static Json answer(const ApiCall& c) {
        c.read.finish();
        return ok(get(c.session));
    }
    static Json reset_lesson(const ApiCall& c) {
        c.read.finish();
        c.session.reset_lesson();
        return ok(location_json(c.session));
    }
    static Json evaluate(const ApiCall& c) {
        c.read.finish();
        auto [json, answer] = c.api.ticket();
        c.session.evaluate(std::move(answer));
        return json;
    }
    static void flatten(const Json& json, const std::string& path, std::vector<float>& out) {
        if (!json.is_array()) {
            out.push_back(static_cast<float>(read_number(json, path)));
            return;
        }
        for (std::size_t i = 0; i < json.size(); ++i) flatten(json[i], path + "[" + std::to_string(i) + "]", out);
    }
    static Json predict(const ApiCall& c) {
        const Json& rows = c.read.required("rows", "a list of rows");
        if (!rows.is_array()) c.read.fail("rows", "wrong_type", "a list of rows");
        c.read.finish();
        const auto width = c.session.probe() ? static_cast<std::size_t>(c.session.sample_size()) : 0;
        if (width == 0) throw Error({.code = "no_run", .where = "model", .expected = "data and a model", .received = "none yet", .advice = {}});
        std::vector<float> values;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto path = "rows[" + std::to_string(i) + "]";
            flatten(rows[i], path, values);
            if (values.size() != (i + 1) * width)
                throw Error({.code = "wrong_length", .where = path, .expected = std::to_string(width) + " numbers",
                             .received = std::to_string(values.size() - i * width), .advice = {}});
        }
        auto [json, answer] = c.api.ticket();
        c.session.predict(std::move(values), std::move(answer));
        return json;
    }
    static Json gradient_check(const ApiCall& c) {
        const auto rows = c.read.integer("rows", 8, {.min = 1, .max = 1000}), values = c.read.integer("values", 10, {.min = 1, .max = 1000});
        c.read.finish();
        auto [json, answer] = c.api.ticket();
        c.session.check_gradients(rows, values, std::move(answer));
        return json;
    }
    static Json word_index(const ApiCall& c) {
        c.read.finish();
        auto [json, answer] = c.api.ticket();
        c.session.word_index(std::move(answer));
        return json;
    }
    static Json save_model(const ApiCall& c) {
        c.read.finish();
        auto [json, answer] = c.api.ticket();
        c.session.save_model(std::move(answer));
        return json;
    }
    static Json load_model(const ApiCall& c) {
        const Json& files = c.read.required("files", "{\"model.json\": text, \"weights.bin\": base64}");
        c.read.finish();
        auto [json, answer] = c.api.ticket();
        c.session.load_model(files, [&api = c.api, answer](const Json&, std::optional<ErrorInfo> error) {
            if (error) answer({}, error);
            else api.answer_when_settled(answer);
        });
        return json;
    }
    static KeptRun& find_run(const ApiCall& c) {
        const auto number = c.read.integer("number", {.min = 1, .max = 1e9});
        auto& runs = c.session.runs();
        const auto it = std::find_if(runs.begin(), runs.end(), [&](const KeptRun& run) { return run.number == number; });
        if (it == runs.end()) c.read.fail("number", "unknown_run", "the number of a kept run");
        return *it;
    }
    static Json set_run(const ApiCall& c) {
        KeptRun& run = find_run(c);
        const auto name = c.read.text("name", run.name);
        const bool visible = c.read.boolean("visible", run.visible);
        c.read.finish();
        c.session.set_run(run.number, name, visible);
        return ok(nullptr);
    }
    static Json restore_run(const ApiCall& c) {
        const int number = find_run(c).number;
        c.read.finish();
        c.session.restore_run(number);
        return ok(c.session.experiment().to_json());
    }
    static Json restrict(const ApiCall& c) {
        Restrictions r{.hide = c.read.texts("hide"), .lock = c.read.texts("lock")};
        c.read.finish();
        c.session.restrict(std::move(r));
        return ok(restrictions_json(c.session));
    }
    static Json describe(const ApiCall& c) {
        c.read.finish();
        const auto& lesson = c.session.lesson();
        try {
            return ok(text_json(lesson.describe ? lesson.describe(c.session) : Text{}));
        } catch (const Error&) {
            return ok(text_json({}));  // its figure shows nothing of an Experiment that it was not made for
        }
    }
    static Json restore_state(const ApiCall& c) {
        const Json& state = c.read.required("state", "what saveState answered");
        c.read.finish();
        c.session.restore_state(state);
        return ok(location_json(c.session));
    }
};

namespace {

using H = ApiHandlers;

struct Call {
    std::string_view name;
    Handler handler;
    bool looks = false;   // changes nothing
};
constexpr bool looks = true;

constexpr Call table[] = {
    {"lessons", H::answer<lessons_json>, looks},
    {"open", H::open},
    {"resetLesson", H::reset_lesson},
    {"setLanguage", H::set_language},
    {"setTheme", H::set_theme},
    {"location", H::answer<location_json>, looks},
    {"share", H::share, looks},
    {"experiment", H::answer<[](const Session& s) { return s.experiment().to_json(); }>, looks},
    {"setExperiment", H::set_experiment},
    {"kerasCode", H::answer<[](const Session& s) { return Json(keras_code(s.experiment())); }>, looks},
    {"summary", H::summary, looks},
    {"describeTable", H::describe_table, looks},
    {"reloadData", H::act<&Session::reload_data>},
    {"datasetInfo", H::dataset_info, looks},
    {"lessonState", H::answer<[](const Session& s) { return s.lesson_state(); }>, looks},
    {"setLessonState", H::set_lesson_state},
    {"controls", H::answer<[](const Session& s) { return controls_json(s.controls(), s.language()); }>, looks},
    {"setControl", H::set_control},
    {"undo", H::act<&Session::undo>},
    {"redo", H::act<&Session::redo>},
    {"train", H::train},
    {"pause", H::act_and_settle<&Session::pause>},
    {"stepBatch", H::act_and_settle<&Session::step_batch>},
    {"stepEpoch", H::act_and_settle<&Session::step_epoch>},
    {"reset", H::act_and_settle<&Session::reset>},
    {"rewind", H::rewind},
    {"status", H::answer<status_json>, looks},
    {"history", H::answer<present_history_json>, looks},
    {"evaluate", H::evaluate},
    {"predict", H::predict},
    {"gradientCheck", H::gradient_check},
    {"wordIndex", H::word_index},
    {"saveModel", H::save_model},
    {"loadModel", H::load_model},
    {"runs", H::answer<runs_json>, looks},
    {"setRun", H::set_run},
    {"restoreRun", H::restore_run},
    {"hints", H::answer<hints_json>, looks},
    {"offerHint", H::act<&Session::offer_hint>},
    {"restrict", H::restrict},
    {"restrictions", H::answer<restrictions_json>, looks},
    {"describe", H::describe, looks},
    {"saveState", H::answer<[](const Session& s) { return s.save_state(); }>, looks},
    {"restoreState", H::restore_state},
};

constexpr auto names = [] {
    std::array<std::string_view, std::size(table)> result{};
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = table[i].name;
    return result;
}();

}  // namespace

Handler find_handler(std::string_view name) {
    const auto it = std::find_if(std::begin(table), std::end(table), [&](const Call& entry) { return entry.name == name; });
    return it == std::end(table) ? nullptr : it->handler;
}

bool only_looks(std::string_view name) {
    return std::any_of(std::begin(table), std::end(table), [&](const Call& entry) { return entry.name == name && entry.looks; });
}

std::span<const std::string_view> handler_names() { return names; }

}  // namespace nabla
