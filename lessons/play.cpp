#include "lessons/play.h"

#include <chrono>
#include <thread>

namespace nabla::lessons {

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
    session.train();
    wait(session);
}

void evaluate(Session& session) {
    session.evaluate();
    wait(session);
}

void set(Session& session, std::initializer_list<std::pair<std::string_view, Json>> values) {
    for (const auto& [id, value] : values) {
        session.set_control(id, value);
        session.tick();
    }
}

}  // namespace nabla::lessons
