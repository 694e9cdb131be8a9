#include "lessons/play.h"

#include <chrono>
#include <thread>

namespace nabla::lessons {
namespace {

std::vector<Act>* recorder = nullptr;

void record(std::string_view control, const Json& value = nullptr) {
    if (recorder) recorder->push_back({std::string(control), value});
}

}  // namespace

void record_acts(std::vector<Act>* acts) { recorder = acts; }

void wait(Session& session) {
    session.tick();
    while (session.busy()) {
        session.tick(0.05);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));   // the training thread needs the core
    }
    session.tick();
}

void load_data(Session& session, bool test) {
    test ? session.want_test_data() : session.want_data();
    wait(session);
}

void train(Session& session) {
    record("run.train");
    session.train();
    wait(session);
}

void evaluate(Session& session) {
    record("run.evaluate");
    session.evaluate();
    wait(session);
}

void step_epoch(Session& session) {
    record("run.step_epoch");
    session.step_epoch();
    wait(session);
}

void set(Session& session, std::initializer_list<std::pair<std::string_view, Json>> values) {
    for (const auto& [id, value] : values) {
        record(id, value);
        session.set_control(id, value);
        session.tick();
    }
}

}  // namespace nabla::lessons
