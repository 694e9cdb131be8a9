#include <catch2/catch_test_macros.hpp>
#include <set>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"
#include "core/train/training_run.h"

using namespace nabla;

namespace {

Dataset stand_in(const Json& json, std::uint64_t seed = 1) {
    const auto spec = parse_dataset(json);
    auto data = build_dataset(spec, nullptr, nullptr, seed);
    add_test_part(data, spec, nullptr, seed);
    return data;
}

}  // namespace

TEST_CASE("stand-ins: every set that needs files has one, labelled, of the set's size") {
    for (const auto& info : known_datasets()) {
        if (!info.needs_files) continue;
        CAPTURE(info.name);
        const bool images = info.sample_shape.elements() == 784;
        Json json = {{"name", info.name}};
        if (images) json["rows"] = 200;
        const auto data = stand_in(json);
        CHECK(data.generated);
        CHECK_FALSE(data.generated_how.ko.empty());
        CHECK_FALSE(data.generated_how.en.empty());
        CHECK(data.train.rows() == (images ? 200 : info.train_rows));
        CHECK(data.train.x.sample_shape() == info.sample_shape);
        if (info.test_rows > 0) {
            REQUIRE(data.test);
            CHECK(data.test->rows() == info.test_rows);
        }
        if (info.task == Task::classification)
            CHECK(std::set<float>(data.train.y.begin(), data.train.y.end()).size() == static_cast<std::size_t>(data.classes));
    }
}

TEST_CASE("stand-ins: the same whatever the seed, as files would be; test rows are others than training rows") {
    const auto a = stand_in({{"name", "mnist"}, {"rows", 300}}, 1), b = stand_in({{"name", "mnist"}, {"rows", 300}}, 2);
    CHECK(std::equal(a.train.x.bytes().begin(), a.train.x.bytes().end(), b.train.x.bytes().begin(), b.train.x.bytes().end()));
    CHECK(a.train.y == b.train.y);
    CHECK_FALSE(std::equal(a.train.x.bytes().begin(), a.train.x.bytes().end(), a.test->x.bytes().begin()));
}

TEST_CASE("stand-ins: fewer rows are the first of more") {
    const auto few = stand_in({{"name", "fashion_mnist"}, {"rows", 50}}), more = stand_in({{"name", "fashion_mnist"}, {"rows", 80}});
    CHECK(std::equal(few.train.x.bytes().begin(), few.train.x.bytes().end(), more.train.x.bytes().begin()));
}

TEST_CASE("stand-ins: test files do not mix with a generated training part") {
    const auto spec = parse_dataset({{"name", "mnist"}, {"rows", 10}});
    auto data = build_dataset(spec, nullptr, nullptr, 1);
    RawFiles real;
    real.files = {{.name = "test-images", .chunks = {{1, 2, 3}}, .chunk_names = {}}, {.name = "test-labels", .chunks = {{1}}, .chunk_names = {}}};
    add_test_part(data, spec, &real, 1);
    CHECK(data.test->rows() == 10000);
    CHECK(data.generated);
}

// The stand-ins are to be learned from: 784-64-10 after two epochs over 6,000 drawings.
TEST_CASE("stand-ins: a small network learns the drawn digits and garments") {
    for (const char* name : {"mnist", "fashion_mnist"}) {
        CAPTURE(name);
        const auto experiment = Experiment::parse({{"dataset", {{"name", name}, {"rows", 6000}}},
            {"model", {{"class_name", "Sequential"}, {"config", {{"layers", {
                {{"class_name", "Dense"}, {"config", {{"units", 64}, {"activation", "relu"}}}},
                {{"class_name", "Dense"}, {"config", {{"units", 10}, {"activation", "softmax"}}}}}}}}}},
            {"compile", {{"optimizer", "adam"}, {"loss", "sparse_categorical_crossentropy"}, {"metrics", {"accuracy"}}}},
            {"fit", {{"epochs", 4}, {"batch_size", 32}}}, {"seed", 3}});
        auto data = std::make_shared<Dataset>(build_dataset(experiment.dataset, nullptr, nullptr, 3));
        add_test_part(*data, experiment.dataset, nullptr, 3);
        TrainingRun run(experiment, data, {});
        while (run.step()) {}
        const auto accuracy = run.evaluate(*data->test).metrics.at(0).second;
        CAPTURE(accuracy);
        CHECK(accuracy > 0.9);
    }
}
