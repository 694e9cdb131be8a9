#include <catch2/catch_test_macros.hpp>

#include "core/cli/file_io.h"
#include "core/session/api.h"
#include "tests/core/cli/temporary_folder.h"
#include "tests/lessons/classroom.h"

// A learner may open a table of their own in any step of any lesson: no figure is made for it, and none may stop the page.
using namespace nabla;

namespace {

Experiment on_own_table(const char* target, const char* task, int units, const char* activation, const char* loss) {
    return Experiment::parse({{"dataset", {{"csv", "own.csv"}, {"targets", {target}}, {"task", task}, {"standardize", true}, {"one_hot", {"kind"}}}},
                              {"model", {{"class_name", "Sequential"}, {"config", {{"layers", {{{"class_name", "Dense"}, {"config", {{"units", units}, {"activation", activation}}}}}}}}}},
                              {"compile", {{"loss", loss}}},
                              {"fit", {{"epochs", 1}, {"batch_size", 8}, {"validation_split", 0.2}}}});
}

}  // namespace

TEST_CASE("Lessons: every step bears a table of the learner's own, before it is read and after") {
    test::TemporaryFolder folder;
    std::string csv = "size,kind,price\n";
    for (int i = 0; i < 40; ++i) csv += std::to_string(50 + 13 * i % 70) + (i % 3 ? ",flat," : ",house,") + std::to_string(30 + i % 7) + "\n";
    cli::write_file(folder / "own.csv", csv);
    for (const bool regression : {true, false}) {
        test::LessonRoom room;
        room.data.set_csv(folder / "own.csv");
        Session& s = room.session;
        Api api(s);
        const auto experiment = regression ? on_own_table("price", "regression", 1, "linear", "mse") : on_own_table("price", "classification", 37, "softmax", "sparse_categorical_crossentropy");
        for (const Lesson& lesson : s.lessons())
            for (const Step& step : lesson.steps) {
                CAPTURE(lesson.id, step.id, regression);
                s.open(lesson.id, step.id);
                s.set_experiment(experiment);
                for (const char* call : {"controls", "describe", "status", "kerasCode"}) CHECK(api.call({{"call", call}}).contains("ok"));
                CHECK_NOTHROW(s.tick());
                s.train();
                while (!s.settled()) s.tick();
                CHECK(s.state() == Session::State::done);
                for (const char* call : {"controls", "describe", "status"}) CHECK(api.call({{"call", call}}).contains("ok"));
                CHECK_NOTHROW(s.tick());
            }
    }
}
