#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "lessons/dropout/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons::dropout;
using Catch::Approx;

TEST_CASE("Lesson dropout: masks are the core's, anew for each batch and each sample") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("dropout", "mask");
    lessons::load_data(s);
    REQUIRE(s.probe());
    const auto masks = draw_masks(*s.probe(), 1, 0), same = draw_masks(*s.probe(), 1, 0), next = draw_masks(*s.probe(), 1, 1);
    REQUIRE(masks.size() == 2);
    CHECK(masks[0].width == 256);
    CHECK(masks[1].width == 128);
    CHECK(masks[0].values == same[0].values);
    CHECK(masks[0].values != next[0].values);
    CHECK_FALSE(std::ranges::equal(masks[0].row(0), masks[0].row(1)));
    // Those that a training step's whole forward pass draws.
    Model whole = s.probe()->clone();
    std::ranges::fill(whole.input(batch_size).flat(), 1.0f);
    whole.forward(batch_size, {.training = true, .seed = 1, .update = 0});
    std::size_t k = 0;
    for (std::size_t node = 0; node < whole.nodes().size(); ++node)
        if (const auto& layer = whole.nodes()[node].layer; layer && layer->class_name() == "Dropout") {
            const auto drawn = whole.workspace(node).first(masks[k].values.size());
            CHECK(std::ranges::equal(drawn, masks[k++].values));
        }
    CHECK(k == 2);
    double total = 0;
    for (std::size_t row = 0; row < batch_size; ++row) total += survivors_of(masks[0].row(row));
    // 256 * 0.6 = 153.6; the mean of 128 masks has deviation 7.8 / sqrt(128) = 0.7.
    CHECK(total / batch_size == Approx(153.6).margin(3));
    for (float factor_of_one : masks[0].values) CHECK((factor_of_one == 0 || factor_of_one == Approx(1.666667f)));
}

TEST_CASE("Lesson dropout: the factor keeps the sum on average") {
    const std::vector<float> values(256, 0.5f);
    const Sums sums = sums_of(values, 0.4, 200);
    CHECK(sums.plain == Approx(128));
    double masked = 0, scaled = 0;
    for (int i = 0; i < 200; ++i) masked += sums.masked[static_cast<std::size_t>(i)] / 200, scaled += sums.scaled[static_cast<std::size_t>(i)] / 200;
    CHECK(masked == Approx(0.6 * 128).margin(1.5));
    CHECK(scaled == Approx(128).margin(2.5));
    test::LessonRoom room;
    CHECK(factor().answer(room.session) == Approx(1.666667).margin(5e-7));
}

TEST_CASE("Lesson dropout: predictions repeat without masks alone") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("dropout", "modes");
    lessons::load_data(s);
    Model& model = *s.probe();
    const auto first = predict(model, *s.dataset(), 3, true, 1, 0), second = predict(model, *s.dataset(), 3, true, 1, 1);
    CHECK(first != second);
    CHECK(predict(model, *s.dataset(), 3, false, 1, 0) == predict(model, *s.dataset(), 3, false, 1, 1));
    CHECK(with_dropout(s.experiment(), false).model["config"]["layers"].size() == 3);
    CHECK(rates_of(s.experiment()) == std::vector<double>{0.4, 0.3});
}

TEST_CASE("Lesson dropout: with masks off the same weights score higher, and neurons are missed less", "[slow]") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("dropout", "knockout");
    lessons::load_data(s, true);
    REQUIRE(s.dataset());
    if (s.dataset()->generated) SKIP("the real data are not on this machine");
    lessons::set(s, {{"figure.train_pair", nullptr}});
    lessons::wait(s);
    const GroupRunView* run = run_of(s, "pair", "with");
    REQUIRE(run);
    REQUIRE(run->modes.size() == short_epochs);
    CHECK(run->modes.back().inference_metric > run->modes.back().training_metric);
    CHECK((*run->history.find("val_accuracy"))[1] > (*run->history.find("accuracy"))[1]);   // the second epoch
    const auto with = trained(s, true), without = trained(s, false);
    REQUIRE(with);
    REQUIRE(without);
    double kept_with = 0, kept_without = 0, quarter = 0;
    for (int draw = 0; draw < 3; ++draw) {
        kept_with += knocked_accuracy(*with, *s.dataset(), 0.5, draw) / 3;
        kept_without += knocked_accuracy(*without, *s.dataset(), 0.5, draw) / 3;
        quarter += knocked_accuracy(*with, *s.dataset(), 0.75, draw) / 3;
    }
    CHECK(kept_with > kept_without + 0.02);
    CHECK(quarter > 0.5);
    CHECK(quarter < 0.9);
    CHECK(knocked_accuracy(*with, *s.dataset(), 0, 0) > 0.9);
}

TEST_CASE("Lesson dropout: what is switched off is the asked share, and another draw takes others") {
    const auto off = switched_off(128, 0.75, 0, 1), other = switched_off(128, 0.75, 1, 1);
    CHECK(std::ranges::count(off, true) == 96);
    CHECK(off != other);
    CHECK(std::ranges::count(switched_off(256, 0, 0, 0), true) == 0);
}

TEST_CASE("Lesson dropout: the factor alone does not end its step, nor do predictions of a network that was never trained") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("dropout", "scale");
    const auto done = [&](const char* step) { return s.tick(), s.step_done(step); };
    lessons::set(s, {{factor().control(), 1.6667}});
    CHECK_FALSE(done("scale"));
    lessons::set(s, {{"figure.draw_many", nullptr}});
    CHECK(done("scale"));
    s.open("dropout", "modes");
    lessons::load_data(s);
    lessons::set(s, {{repeats.control(), "inference"}});
    for (const char* button : {"figure.predict_masked", "figure.predict_plain"}) lessons::set(s, {{button, nullptr}, {button, nullptr}});
    CHECK_FALSE(done("modes"));
}
