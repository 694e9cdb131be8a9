#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <map>

#include "core/model/model_file.h"
#include "core/train/event_file.h"
#include "core/train/model_checkpoint.h"
#include "tests/core/expect_error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

using Files = std::map<std::string, std::string>;

/// What one run with this callback writes; 3 epochs, loss and accuracy, validated.
Files written(const Named& callback, History* history = nullptr) {
    const auto data = toy_data(40, 3, 2);
    Experiment e = toy_experiment(*data, sequential({dense(2, "softmax")}), optimizer("SGD", {{"learning_rate", 0.25}}), 3, 10, 0.25);
    e.fit.callbacks = {callback};
    Files files;
    TrainingRun run(e, data, {.now = {}, .files = [&](const std::string& name, std::string_view bytes, bool append) {
                        if (!append) files[name].clear();
                        files[name] += bytes;
                    }});
    while (run.step()) {}
    if (history) *history = run.history();
    return files;
}

struct Record {
    std::string bytes;
    bool sound = false;
};

std::uint32_t number_at(const std::string& text, std::size_t at) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(text.at(at + static_cast<std::size_t>(i)));
    return value;
}

std::vector<Record> records_of(const std::string& file) {
    const auto mask = [](std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u; };
    std::vector<Record> records;
    for (std::size_t at = 0; at < file.size();) {
        const std::size_t length = number_at(file, at);
        const auto bytes = file.substr(at + 12, length);
        const bool sound = number_at(file, at + 8) == mask(crc32c(file.substr(at, 8))) && number_at(file, at + 12 + length) == mask(crc32c(bytes));
        records.push_back({bytes, sound});
        at += 16 + length;
    }
    return records;
}

}  // namespace

TEST_CASE("crc32c: the check value of RFC 3720 and an empty text") {
    CHECK(crc32c("123456789") == 0xE3069283u);
    CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AAu);
    CHECK(crc32c("") == 0);
}

TEST_CASE("event file: an event is these bytes") {
    // Event {wall_time: 1.0, step: 300, summary {value {tag: "a", simple_value: 0.5}}}
    const std::string expected("\x09\0\0\0\0\0\0\xF0\x3F" "\x10\xAC\x02" "\x2A\x0A" "\x0A\x08" "\x0A\x01" "a" "\x15\0\0\0\x3F", 24);
    const std::vector<std::pair<std::string, float>> scalars = {{"a", 0.5f}};
    CHECK(scalars_event(1.0, 300, scalars) == expected);
    CHECK(version_event(0).substr(9) == "\x1A\x0D" "brain.Event:2");
    CHECK(tf_record("").size() == 16);
}

TEST_CASE("TensorBoard: a version record, then one an epoch, for training and validation") {
    const auto files = written({"TensorBoard", {{"log_dir", "logs/a"}}});
    REQUIRE(files.size() == 2);
    for (const auto& [name, bytes] : files) {
        INFO(name);
        CHECK((name.starts_with("logs/a/train/events.out.tfevents.") || name.starts_with("logs/a/validation/events.out.tfevents.")));
        const auto records = records_of(bytes);
        REQUIRE(records.size() == 4);
        for (const auto& record : records) CHECK(record.sound);
        CHECK(records[0].bytes.find("brain.Event:2") != std::string::npos);
        CHECK(records[3].bytes.find("epoch_loss") != std::string::npos);
        CHECK(records[3].bytes.find("epoch_accuracy") != std::string::npos);
        CHECK((records[3].bytes.find("epoch_learning_rate") != std::string::npos) == (name.find("/train/") != std::string::npos));
    }
}

TEST_CASE("event file: a histogram is these bytes") {
    const std::vector<float> values = {0, 1, 3, -INFINITY};
    const auto h = histogram_of(values);
    REQUIRE(h.counts.size() == 30);
    CHECK(h.counts[0] == 1);
    CHECK(h.counts[10] == 1);
    CHECK(h.counts[29] == 1);
    const Histogram small{.min = 0, .max = 2, .count = 3, .sum = 2, .sum_of_squares = 4, .limits = {1, 2}, .counts = {2, 1}};
    const std::string two("\0\0\0\0\0\0\0\x40", 8), one("\0\0\0\0\0\0\xF0\x3F", 8), zero(8, '\0'), three("\0\0\0\0\0\0\x08\x40", 8), four("\0\0\0\0\0\0\x10\x40", 8);
    const std::string proto = "\x09" + zero + "\x11" + two + "\x19" + three + "\x21" + two + "\x29" + four + "\x32\x10" + one + two + "\x3A\x10" + two + one;
    REQUIRE(proto.size() == 81);
    const std::string value = std::string("\x0A\x01") + "w" + "\x2A\x51" + proto;  // tag, then 81 bytes
    const std::string expected = "\x09" + one + "\x10\x05" + "\x2A\x58" + "\x0A\x56" + value;
    const std::vector<std::pair<std::string, Histogram>> histograms = {{"w", small}};
    CHECK(histograms_event(1.0, 5, histograms) == expected);
}

TEST_CASE("TensorBoard: weights' histograms every so many epochs") {
    const auto files = written({"TensorBoard", {{"log_dir", "logs"}, {"histogram_freq", 2}}});
    for (const auto& [name, bytes] : files) {
        const auto records = records_of(bytes);
        const bool train = name.find("/train/") != std::string::npos;
        REQUIRE(records.size() == (train ? 6u : 4u));  // epochs 0 and 2 have one more
        if (!train) continue;
        CHECK(records[2].bytes.find("dense/kernel/histogram") != std::string::npos);
        CHECK(records[2].bytes.find("dense/bias/histogram") != std::string::npos);
        CHECK(records[2].sound);
    }
}

TEST_CASE("CSVLogger: a header in alphabetical order and a line an epoch from 0") {
    History history;
    const auto files = written({"CSVLogger", {{"filename", "log.csv"}, {"separator", ";"}}}, &history);
    const auto& text = files.at("log.csv");
    CHECK(text.starts_with("epoch;accuracy;loss;val_accuracy;val_loss\n0;"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 4);
    CHECK(text.ends_with(";" + Json(history.find("val_loss")->back()).dump() + "\n"));
}

TEST_CASE("ModelCheckpoint: a model for each epoch, its name filled in, that can be loaded again") {
    const auto files = written({"ModelCheckpoint", {{"filepath", "best/{epoch:02d}-{val_accuracy:.2f}"}}});
    REQUIRE(files.size() == 6);
    const auto& [name, json] = *files.begin();
    CHECK(name.starts_with("best/01-"));
    CHECK(name.ends_with("/model.json"));
    const auto& bin = std::next(files.begin())->second;
    const ModelFiles saved{.json = json, .weights = {bin.begin(), bin.end()}};
    Model model(model_config_from(saved), Shape{3});
    CHECK_NOTHROW(load_weights(model, saved));
}

TEST_CASE("ModelCheckpoint: save_best_only writes when the monitored number improves, never above the threshold") {
    const auto count = [](Json config) { return written({"ModelCheckpoint", std::move(config)}).size(); };
    CHECK(count({{"filepath", "m"}, {"save_best_only", true}, {"monitor", "loss"}}) == 2);   // the loss falls: overwritten each time
    CHECK(count({{"filepath", "m{epoch}"}, {"save_best_only", true}, {"monitor", "loss"}}) == 6);
    CHECK(count({{"filepath", "m{epoch}"}, {"save_best_only", true}, {"monitor", "loss"}, {"mode", "max"}}) == 2);
    CHECK(count({{"filepath", "m"}, {"save_best_only", true}, {"initial_value_threshold", -1}}) == 0);
}

TEST_CASE("fill_path: Python's forms, and an error for what is none") {
    const std::vector<std::pair<std::string, double>> values = {{"epoch", 7}, {"val_loss", 0.12345}};
    CHECK(fill_path("w.{epoch:02d}-{val_loss:.2f}.keras", values) == "w.07-0.12.keras");
    CHECK(fill_path("{epoch}", values) == "7");
    CHECK(fill_path("{epoch:3d}{val_loss:.1e}", values) == "  71.2e-01");
    for (const char* bad : {"{accuracy}", "{epoch", "{epoch:x}", "{}", "{epoch:.f}"}) CHECK(error_of([&] { fill_path(bad, values); }).code == "bad_pattern");
}

TEST_CASE("Experiment: a checkpoint's name may only hold what is logged") {
    const auto parse = [](const char* filepath) {
        Json json = Json::parse(R"({"dataset": {"name": "two_moons"},
            "model": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}},
            "compile": {"loss": "binary_crossentropy"},
            "fit": {"callbacks": [{"class_name": "ModelCheckpoint", "config": {}}, {"class_name": "TensorBoard"}]}})");
        json["fit"]["callbacks"][0]["config"]["filepath"] = filepath;
        return Experiment::parse(json);
    };
    CHECK_NOTHROW(parse("m/{epoch}-{loss:.3f}"));
    CHECK(error_of([&] { parse("m/{val_loss}"); }).where == "fit.callbacks[0].config.filepath");
}
