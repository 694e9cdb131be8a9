#pragma once
#include <chrono>
#include <thread>

#include "core/session/api.h"
#include "core/session/session.h"
#include "tests/core/support.h"

/// A Session to test: two small lessons, a provider that does as it is told, and every event written down.
namespace nabla::test {

class FakeProvider : public DataProvider {
public:
    RawProgress poll(const RawRequest& request) override {
        requests.push_back(request);
        RawProgress progress;
        if (waits > 0) {
            --waits;
            progress.bytes_done = ++bytes;
            progress.bytes_total = 100;
            return progress;
        }
        progress.files = files;
        progress.state = files ? RawProgress::State::ready : fails ? RawProgress::State::failed : RawProgress::State::missing;
        if (fails) progress.error = ErrorInfo{.code = "damaged_file", .where = "train-images", .expected = "a good file", .received = "a bad one", .advice = {}};
        return progress;
    }
    void retry(const RawRequest&) override { ++retries; }

    int waits = 0, retries = 0;
    bool fails = false;
    std::size_t bytes = 0;
    std::vector<RawRequest> requests;
    std::shared_ptr<const RawFiles> files;  // what every request gets; none: missing
};

inline Experiment moons_experiment() {
    return Experiment::parse(Json::parse(R"({"dataset": {"name": "two_moons", "rows": 60},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 8, "activation": "tanh"}},
            {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}},
        "compile": {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1}}, "loss": "binary_crossentropy", "metrics": ["accuracy"]},
        "fit": {"epochs": 4, "batch_size": 10, "validation_split": 0.2}, "seed": 3})"));
}

inline Experiment housing_experiment() {
    return Experiment::parse(Json::parse(R"({"dataset": {"name": "boston_housing", "standardize": true, "rows": 100},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 4, "activation": "relu"}}, {"class_name": "Dense", "config": {"units": 1}}]}},
        "compile": {"optimizer": "rmsprop", "loss": "mse", "metrics": ["mae"]}, "fit": {"epochs": 2}})"));
}

inline std::vector<Lesson> two_lessons() {
    Lesson moons{.id = "moons", .order = 1, .start = moons_experiment(), .state = {{"digit", 3}, {"name", "x"}, {"free", nullptr}}};
    moons.title = {"초승달", "Moons"};
    moons.steps.resize(4);
    moons.steps[0].id = "look";
    moons.steps[1] = {.id = "train", .prepare = [](Experiment& e) { e.fit.epochs = 3; },
                      .done = [](const Progress& p) { return p.view.state == TrainerView::State::done; },
                      .demo = [](Session& s) { s.train(); }};
    moons.steps[2].id = "after";
    moons.steps[3] = {.id = "wild", .prepare = [](Experiment& e) { e.compile.optimizer.config["learning_rate"] = 1000; }};
    moons.controls = [](const Session& s) {
        return std::vector<Control>{{.id = "figure.digit", .kind = Control::Kind::integer, .label = {"숫자", "Digit"}, .group = "figure",
                                     .value = s.lesson_state().at("digit"), .min = 0, .max = 9, .step = 1}};
    };
    moons.set_control = [](Session& s, std::string_view, const Json& value) { s.set_lesson_state("digit", value); };
    moons.describe = [](const Session&) { return Text{"그림", "A figure"}; };
    Lesson housing{.id = "housing", .order = 2, .start = housing_experiment()};
    housing.steps.resize(1);
    housing.steps[0].id = "baseline";
    return {moons, housing};
}

/// Without a worker time stands still but for 40 ms a look at the clock: every tick does one batch and shows it.
inline std::function<double()> clock_for(bool worker) {
    if (worker) return clock_seconds;
    return [seconds = 0.0]() mutable { return seconds += 0.04; };
}

struct Classroom {
    explicit Classroom(bool worker = false)
        : works_alone(!worker),
          session({.lessons = two_lessons(), .data = &provider, .now = clock_for(worker), .worker_thread = worker, .max_threads = 2}),
          api(session) {
        api.on_event([this](const Json& event) { events.push_back(event); });
    }

    /// Frames until `condition` holds; false if it never does.
    template <class F>
    bool until(F&& condition) {
        for (int frame = 0; frame < 20'000; ++frame) {
            if (condition()) return true;
            session.tick(0.002);
            if (!works_alone && session.state() == Session::State::training) std::this_thread::sleep_for(std::chrono::microseconds(100));
        }
        return condition();
    }
    bool until_settled() {
        return until([&] { return session.settled() && !session.busy(); });
    }
    void train() {
        session.train();
        until_settled();
    }
    std::size_t count(std::string_view name) const {
        return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [&](const Json& event) { return event.at("event") == name; }));
    }
    /// Calls, and where it was given a ticket, waits for the result.
    Json call(const Json& request) {
        const Json answer = api.call(request);
        if (!answer.contains("ticket")) return answer;
        Json result;
        until([&] {
            for (const Json& event : events)
                if (event.at("event") == "result" && event.at("ticket") == answer["ticket"]) result = event;
            return !result.is_null();
        });
        return result;
    }

    bool works_alone;
    FakeProvider provider;
    Session session;
    Api api;
    std::vector<Json> events;
};

/// Null where there is none of this name now.
inline const Control* find_control(const Session& session, std::string_view id) {
    for (const auto& control : session.controls())
        if (control.id == id) return &control;
    return nullptr;
}

/// Both ways of working, where the machine has threads.
inline std::vector<bool> worker_modes() {
    if (threads_available()) return {false, true};
    return {false};
}

}  // namespace nabla::test
