#include <catch2/catch_test_macros.hpp>

#include "core/session/api_handlers.h"
#include "tests/core/classroom.h"

using namespace nabla;
using namespace nabla::test;

TEST_CASE("Api: whatever text comes, an answer comes back") {
    Classroom room;
    for (const char* text : {"", "null", "[]", "3", "{", "{}", R"({"call": 3})", R"({"call": "fly"})", R"({"call": "open"})", R"({"call": "status", "x": 1})",
                             R"({"call": "setExperiment", "experiment": null})", R"({"call": "setExperiment", "experiment": {"dataset": 3}})",
                             R"({"call": "setControl", "id": "nothing"})", R"({"call": "predict", "rows": 3})", R"({"call": "predict", "rows": [[1], [1, 2]]})",
                             R"({"call": "setRun", "number": 5})", R"({"call": "loadModel", "files": {}})", R"({"call": "setTheme", "theme": "pink"})",
                             R"({"call": "setLanguage"})", R"({"call": "train", "threads": -1})", "\xff\xfe", R"({"call": "\ud800"})"}) {
        INFO(text);
        const Json answer = Json::parse(room.api.call_text(text));
        REQUIRE(answer.contains("error"));
        CHECK_FALSE(answer["error"]["code"].get<std::string>().empty());
        CHECK_FALSE(answer["error"]["message"]["ko"].get<std::string>().empty());
        CHECK_FALSE(answer["error"]["message"]["en"].get<std::string>().empty());
    }
    CHECK(room.session.state() == Session::State::idle);
}

TEST_CASE("Api: every call that takes nothing answers with ok or a ticket") {
    Classroom room;
    for (auto name : handler_names()) {
        for (auto needs : {"open", "setLanguage", "setTheme", "setExperiment", "setLessonState", "setControl", "rewind", "predict", "loadModel", "setRun", "restoreRun", "restoreState", "describeTable"})
            if (name == needs) goto next;
        {
            INFO(name);
            const Json answer = room.api.call({{"call", name}});
            CHECK((answer.contains("ok") != answer.contains("ticket")));
        }
    next:;
    }
    REQUIRE(room.until_settled());
}

TEST_CASE("Api: a call that only looks leaves nothing new to draw, one that acts does") {
    Classroom room;
    room.call({{"call", "train"}});
    REQUIRE(room.until_settled());
    while (room.session.tick(0)) {}
    const Json before = room.api.call({{"call", "saveState"}});
    const auto weights = room.session.weights_version();
    int looks = 0;
    for (auto name : handler_names()) {
        if (!only_looks(name)) continue;
        INFO(name);
        room.api.call({{"call", name}});
        CHECK_FALSE(room.session.tick(0));
        CHECK(room.session.weights_version() == weights);
        ++looks;
    }
    CHECK(looks > 10);
    CHECK(room.api.call({{"call", "saveState"}}) == before);
    CHECK_FALSE(only_looks("setControl"));
    CHECK_FALSE(only_looks("fly"));
    room.api.call({{"call", "setControl"}, {"id", "figure.digit"}, {"value", 4}});
    CHECK(room.session.tick(0));
}

TEST_CASE("Api: train resolves with the status of the stopped run") {
    for (bool worker : worker_modes()) {
        Classroom room(worker);
        const Json result = room.call({{"call", "train"}, {"threads", 2}});
        REQUIRE(result.contains("ok"));
        CHECK(result["ok"]["state"] == "done");
        CHECK(result["ok"]["epoch"] == 4);
        CHECK(result["ok"]["epochs"] == 4);
        CHECK(result["ok"]["batches"] == 5);
        CHECK(result["ok"]["threads"] == 2);
        CHECK(result["ok"]["error"].is_null());
        CHECK(result["ok"]["dataset"] == Json{{"name", "two_moons"}, {"rows", 60}, {"generated", false}});
    }
}

TEST_CASE("Api: pause resolves once the run stands still, and train then continues to the same numbers") {
    for (bool worker : worker_modes()) {
        Classroom straight(worker), broken(worker);
        Json longer = moons_experiment().to_json();
        longer["fit"]["epochs"] = 30;
        for (auto* room : {&straight, &broken}) REQUIRE(room->call({{"call", "setExperiment"}, {"experiment", longer}}).contains("ok"));
        straight.call({{"call", "train"}});
        broken.call({{"call", "stepEpoch"}});
        broken.api.call({{"call", "train"}});
        broken.session.tick(0.0001);
        const Json paused = broken.call({{"call", "pause"}});
        CHECK((paused["ok"]["state"] == "paused" || paused["ok"]["state"] == "done"));
        broken.call({{"call", "stepBatch"}});
        broken.call({{"call", "train"}});
        auto expected = straight.call({{"call", "history"}})["ok"], got = broken.call({{"call", "history"}})["ok"];
        expected.erase("seconds"), got.erase("seconds");
        if (paused["ok"]["state"] == "paused") CHECK(got == expected);
    }
}

TEST_CASE("Api: history has Keras's names and one entry an epoch") {
    Classroom room;
    room.call({{"call", "train"}});
    const Json history = room.call({{"call", "history"}})["ok"];
    for (const char* name : {"loss", "accuracy", "val_loss", "val_accuracy", "seconds"}) CHECK(history.at(name).size() == 4);
    CHECK(history.size() == 5);
}

TEST_CASE("Api: setExperiment answers the canonical form, idle and with an empty history, also for the same experiment") {
    Classroom room;
    room.call({{"call", "train"}});
    const Json same = room.call({{"call", "experiment"}})["ok"];
    const Json answer = room.call({{"call", "setExperiment"}, {"experiment", same}});
    CHECK(answer["ok"] == same);
    CHECK(room.call({{"call", "status"}})["ok"]["state"] == "idle");
    CHECK(room.call({{"call", "history"}})["ok"] == Json{{"loss", Json::array()}, {"seconds", Json::array()}});
    Json wrong = same;
    wrong["fit"]["batch_size"] = 0;
    const Json refused = room.call({{"call", "setExperiment"}, {"experiment", wrong}});
    CHECK(refused["error"]["where"] == "fit.batch_size");
    CHECK(room.call({{"call", "experiment"}})["ok"] == same);
}

TEST_CASE("Api: lessons, open, language and theme") {
    Classroom room;
    const Json lessons = room.call({{"call", "lessons"}})["ok"];
    REQUIRE(lessons.size() == 2);
    CHECK(lessons[0]["title"] == Json{{"ko", "초승달"}, {"en", "Moons"}});
    CHECK(lessons[0]["steps"][1]["id"] == "train");
    CHECK(lessons[0]["steps"][0]["done"] == true);   // nothing to do but look
    CHECK(lessons[0]["steps"][1]["done"] == false);
    CHECK(room.call({{"call", "open"}, {"lesson", "housing"}})["ok"] == Json{{"lesson", "housing"}, {"step", "baseline"}, {"language", "ko"}, {"theme", "dark"}});
    room.call({{"call", "setLanguage"}, {"language", "en"}});
    CHECK(room.call({{"call", "setTheme"}, {"theme", "light"}})["ok"]["language"] == "en");
    room.session.tick();
    CHECK(room.count("language") == 1);
    CHECK(room.count("theme") == 1);
    CHECK(room.count("step") == 1);
}

TEST_CASE("Api: controls come in the present language and act like the mouse") {
    Classroom room;
    const auto label = [&](const char* id) -> std::string {
        const Json answer = room.call({{"call", "controls"}});
        for (const Json& control : answer["ok"])
            if (control["id"] == id) return control["label"];
        return "";
    };
    CHECK(label("run.train") == "훈련 시작");
    room.call({{"call", "setLanguage"}, {"language", "en"}});
    CHECK(label("run.train") == "Train");
    CHECK(label("figure.digit") == "Digit");
    CHECK(room.call({{"call", "setControl"}, {"id", "fit.epochs"}, {"value", 2}})["ok"].is_null());
    CHECK(room.call({{"call", "setControl"}, {"id", "run.train"}}).contains("ok"));
    REQUIRE(room.until_settled());
    CHECK(room.session.view().history.epochs() == 2);
    CHECK(room.call({{"call", "setControl"}, {"id", "fit.epochs"}, {"value", 0}})["error"]["where"] == "fit.epochs");
}

TEST_CASE("Api: evaluate, predict and the model's files") {
    Classroom room;
    room.call({{"call", "train"}});
    const Json result = room.call({{"call", "evaluate"}});
    CHECK(result["ok"].contains("loss"));
    CHECK(result["ok"].contains("accuracy"));
    CHECK(room.count("evaluated") == 1);
    const Json rows = {{0.5, 0.25}, {-1, 2}};
    const Json before = room.call({{"call", "predict"}, {"rows", rows}})["ok"];
    REQUIRE(before.size() == 2);
    const Json files = room.call({{"call", "saveModel"}})["ok"];
    room.call({{"call", "reset"}});
    CHECK(room.call({{"call", "predict"}, {"rows", rows}})["ok"] != before);
    CHECK(room.call({{"call", "loadModel"}, {"files", files}})["ok"]["state"] == "idle");
    CHECK(room.call({{"call", "predict"}, {"rows", rows}})["ok"] == before);
}

TEST_CASE("Api: gradientCheck compares every tensor of the model with central differences") {
    for (bool worker : worker_modes()) {
        Classroom room(worker);
        room.call({{"call", "train"}});
        const auto before = copy(room.session.probe()->weights());
        const Json report = room.call({{"call", "gradientCheck"}, {"rows", 5}, {"values", 6}})["ok"];
        REQUIRE(report.size() == 4);
        CHECK(report[0]["layer"] == "dense");
        CHECK(report[3]["parameter"] == "bias");
        for (const Json& row : report) {
            CHECK(row["error"].get<double>() < 1e-2);
            CHECK(row["checked"].get<int>() >= 1);
        }
        CHECK(same_bits(room.session.probe()->weights(), before));
    }
}

TEST_CASE("Api: wordIndex has the words of a data set of texts, and an error for others") {
    Classroom room;
    CHECK(room.call({{"call", "wordIndex"}})["error"]["code"] == "no_words");
    const std::string list = "the\nand\n";
    room.provider.files = std::make_shared<RawFiles>(RawFiles{{{.name = "words", .chunks = {{list.begin(), list.end()}}, .chunk_names = {}}}});
    Json e = moons_experiment().to_json();
    e["dataset"] = {{"name", "imdb"}, {"rows", 40}, {"num_words", 50}};
    room.call({{"call", "setExperiment"}, {"experiment", e}});
    CHECK(room.call({{"call", "wordIndex"}})["ok"] == Json{"", "<start>", "<unknown>", "", "the", "and"});
}

TEST_CASE("Api: runs can be named, hidden and restored") {
    Classroom room;
    room.call({{"call", "train"}});
    room.call({{"call", "setControl"}, {"id", "seed"}, {"value", 8}});
    room.call({{"call", "train"}});
    room.call({{"call", "setRun"}, {"number", 1}, {"name", "가장 좋은"}, {"visible", false}});
    const Json runs = room.call({{"call", "runs"}})["ok"];
    REQUIRE(runs.size() == 2);
    CHECK(runs[0]["name"] == "가장 좋은");
    CHECK(runs[0]["visible"] == false);
    CHECK(runs[0]["current"] == false);
    CHECK(runs[1]["current"] == true);
    CHECK(room.call({{"call", "restoreRun"}, {"number", 1}})["ok"]["seed"] == 3);
}

TEST_CASE("Api: the lesson's state takes declared keys of the same kind only") {
    Classroom room;
    CHECK(room.call({{"call", "setLessonState"}, {"state", {{"digit", 4}}}})["ok"]["digit"] == 4);
    CHECK(room.call({{"call", "setLessonState"}, {"state", {{"digit", "4"}}}})["error"]["where"] == "lesson_state.digit");
    CHECK(room.call({{"call", "setLessonState"}, {"state", {{"digid", 4}}}})["error"]["code"] == "unknown_key");
    CHECK(room.call({{"call", "undo"}}).contains("ok"));
    CHECK(room.call({{"call", "lessonState"}})["ok"]["digit"] == 3);
}

TEST_CASE("Api: a link made by share is opened by open") {
    Classroom room;
    room.call({{"call", "setControl"}, {"id", "fit.epochs"}, {"value", 9}});
    const Json shared = room.call({{"call", "share"}})["ok"];
    Classroom other;
    REQUIRE(other.call({{"call", "open"}, {"lesson", shared["lesson"]}, {"step", shared["step"]}, {"share", shared["share"]}}).contains("ok"));
    CHECK(other.session.experiment().fit.epochs == 9);
    CHECK(other.call({{"call", "open"}, {"lesson", "moons"}, {"share", "1xx"}})["error"]["code"] == "bad_share");
}

TEST_CASE("Api: state events carry the status, in order") {
    Classroom room;
    room.call({{"call", "train"}});
    std::vector<std::string> states;
    for (const Json& event : room.events)
        if (event["event"] == "state") states.push_back(event["status"]["state"]);
    CHECK(states == std::vector<std::string>{"training", "done"});
}

TEST_CASE("Api: a divergence is told with a message in both languages") {
    Classroom room;
    room.call({{"call", "open"}, {"lesson", "housing"}});
    Json e = room.call({{"call", "experiment"}})["ok"];
    e["compile"]["optimizer"] = {{"class_name", "SGD"}, {"config", {{"learning_rate", 1e6}}}};
    room.call({{"call", "setExperiment"}, {"experiment", e}});
    const Json status = room.call({{"call", "train"}})["ok"];
    CHECK(status["state"] == "diverged");
    CHECK(status["notice"]["message"]["ko"].get<std::string>().starts_with("발산했어요"));
    const Json history = room.call({{"call", "history"}})["ok"];
    CHECK_NOTHROW(Json::parse(history.dump()));
}
