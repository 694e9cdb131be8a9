#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <algorithm>
#include <sstream>

#include "core/cli/file_io.h"
#include "core/cli/tool.h"
#include "core/json.h"
#include "tests/core/cli/temporary_folder.h"
#include "tests/core/cli/tool_here.h"

using namespace nabla;
using namespace nabla::cli;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

Json experiment(const Json& dataset, const char* loss = "mse", int units = 1, const char* activation = "linear") {
    return {{"dataset", dataset},
            {"model", {{"class_name", "Sequential"}, {"config", {{"layers", {{{"class_name", "Dense"}, {"config", {{"units", 4}, {"activation", "leaky_relu"}}}},
                                                                            {{"class_name", "Dense"}, {"config", {{"units", units}, {"activation", activation}}}}}}}}}},
            {"compile", {{"optimizer", "adam"}, {"loss", loss}, {"metrics", {std::string(loss) == "mse" ? "mae" : "accuracy"}}}},
            {"fit", {{"epochs", 3}, {"batch_size", 8}, {"validation_split", 0.25}}},
            {"seed", 5}};
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) all.push_back(line);
    return all;
}

std::string one_line(const std::string& text) {
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    return text;
}

}  // namespace

TEST_CASE("nabla run: one JSON line on stdout, progress on stderr, an object an epoch in the history") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", experiment({{"name", "two_moons"}, {"rows", 40}}, "binary_crossentropy", 1, "sigmoid").dump());
    const auto result = tool({"run", (folder / "e.json").string(), "--history", (folder / "h.jsonl").string()});
    CAPTURE(result.err);
    REQUIRE(result.code == 0);
    const auto line = result.last_line();
    CHECK(line["test"]["loss"].is_number());
    CHECK(line["test"]["accuracy"].is_number());
    CHECK(lines(result.out).size() == 1);
    CHECK(lines(result.err).size() == 3);
    const auto history = lines(read_text(folder / "h.jsonl"));
    REQUIRE(history.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto epoch = Json::parse(history[i]);
        CHECK(epoch["epoch"] == i + 1);
        for (const char* key : {"loss", "accuracy", "val_loss", "val_accuracy", "seconds"}) CHECK(epoch[key].is_number());
        CHECK(epoch.size() == 6);
    }
}

TEST_CASE("nabla run: the seed decides, and --seed overrides it") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", experiment({{"name", "sine"}}).dump());
    const auto file = (folder / "e.json").string();
    const auto a = tool({"run", file}), b = tool({"run", file}), c = tool({"run", "--seed", "6", file}), d = tool({"run", "--seed=5", file});
    CHECK(a.out == b.out);
    CHECK(a.out == d.out);
    CHECK(a.out != c.out);
}

TEST_CASE("nabla run: where nothing tests, the training rows do, and the line says so") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", experiment(Json::parse(R"({"rows": [[0], [1], [2], [3], [4], [5], [6], [7]], "targets": [1, 3, 5, 7, 9, 11, 13, 15.5]})")).dump());
    const auto result = tool({"run", (folder / "e.json").string()});
    CAPTURE(result.err);
    REQUIRE(result.code == 0);
    CHECK(result.last_line()["test"]["mae"].is_number());
    CHECK_THAT(result.last_line()["on"].get<std::string>(), ContainsSubstring("training rows"));
}

TEST_CASE("nabla run, predict: a saved model answers raw rows as training saw them, and training goes on from it") {
    test::TemporaryFolder folder;
    std::string csv = "size,kind,price\n";
    for (int i = 0; i < 40; ++i) csv += std::to_string(100 + 7 * i) + (i % 3 ? ",flat," : ",house,") + std::to_string(30 + i) + "\n";
    write_file(folder / "own.csv", csv);
    auto e = experiment({{"csv", "own.csv"}, {"targets", {"price"}}, {"one_hot", {"kind"}}, {"standardize", true}, {"test_split", 0}});
    e["fit"]["epochs"] = 30;
    write_file(folder / "e.json", e.dump());
    const auto model = (folder / "model").string(), file = (folder / "e.json").string();
    const auto first = tool({"run", file, "--save-model", model});
    CAPTURE(first.err);
    REQUIRE(first.code == 0);
    for (const char* name : {"model.json", "weights.bin", "nabla.json"}) CHECK(std::filesystem::exists(folder / "model" / name));

    // Mean squared error by hand from the predictions is the loss that run printed. Columns in another order, one to spare.
    std::string input = "kind,price,size\n";
    for (int i = 0; i < 40; ++i) input += std::string(i % 3 ? "flat," : "house,") + std::to_string(30 + i) + "," + std::to_string(100 + 7 * i) + "\n";
    write_file(folder / "in.csv", input);
    const auto predicted = tool({"predict", model, "--input", (folder / "in.csv").string()});
    REQUIRE(predicted.code == 0);
    const auto answers = lines(predicted.out);
    REQUIRE(answers.size() == 40);
    double squares = 0;
    for (int i = 0; i < 40; ++i) squares += std::pow(std::stod(answers[static_cast<std::size_t>(i)]) - (30 + i), 2);
    CHECK(squares / 40 == Approx(first.last_line()["test"]["loss"].get<double>()).epsilon(1e-4));

    const auto second = tool({"run", file, "--load-model", model});
    REQUIRE(second.code == 0);
    CHECK(second.last_line()["test"]["loss"] < first.last_line()["test"]["loss"]);

    write_file(folder / "odd.csv", "kind,size\ncastle,120\n");
    const auto odd = tool({"predict", model, "--input", (folder / "odd.csv").string()});
    CHECK(odd.code == 2);
    CHECK_THAT(odd.err, ContainsSubstring("castle"));
}

TEST_CASE("nabla predict: without nabla.json rows are taken as they are") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", experiment({{"name", "two_moons"}, {"rows", 40}}, "binary_crossentropy", 1, "sigmoid").dump());
    REQUIRE(tool({"run", (folder / "e.json").string(), "--save-model", (folder / "m").string()}).code == 0);
    write_file(folder / "in.csv", "a,b\n0.5,0.25\n-1,1\n");
    const auto with = tool({"predict", (folder / "m").string(), "--input", (folder / "in.csv").string()});
    std::filesystem::remove(folder / "m/nabla.json");
    const auto without = tool({"predict", (folder / "m").string(), "--input", (folder / "in.csv").string()});
    CHECK(without.code == 0);
    CHECK(with.out == without.out);  // no scaler in this one
    CHECK(lines(without.out).size() == 2);
    write_file(folder / "in.csv", "a,b,c\n0.5,0.25,1\n");
    CHECK(tool({"predict", (folder / "m").string(), "--input", (folder / "in.csv").string()}).code == 2);
    std::filesystem::resize_file(folder / "m/weights.bin", 10);
    const auto cut = tool({"predict", (folder / "m").string(), "--input", (folder / "in.csv").string()});
    CHECK(cut.code == 2);
    CHECK_THAT(cut.err, ContainsSubstring("weights.bin"));
}

TEST_CASE("nabla: bad input ends with 2 and one line that says what") {
    test::TemporaryFolder folder;
    const auto refused = [](std::vector<std::string> words) {
        const auto result = tool(std::move(words));
        CHECK(result.code == 2);
        CHECK(result.out.empty());
        return one_line(result.err);
    };
    write_file(folder / "broken.json", "{\"dataset\": ");
    write_file(folder / "unknown.json", experiment({{"name", "minst"}}).dump());
    write_file(folder / "good.json", experiment({{"name", "sine"}}).dump());
    write_file(folder / "csv.json", experiment({{"csv", "absent.csv"}, {"targets", {"y"}}}).dump());
    CHECK_THAT(refused({"run", (folder / "absent.json").string()}), ContainsSubstring("absent.json"));
    CHECK_THAT(refused({"run", folder.path().string()}), ContainsSubstring("file"));
    CHECK_THAT(refused({"run", (folder / "broken.json").string()}), ContainsSubstring("line 1"));
    CHECK_THAT(refused({"run", (folder / "unknown.json").string()}), ContainsSubstring("dataset.name"));
    CHECK_THAT(refused({"run", (folder / "csv.json").string()}), ContainsSubstring("absent.csv"));
    CHECK_THAT(refused({"run", (folder / "good.json").string(), "--threads", "0"}), ContainsSubstring("--threads"));
    CHECK_THAT(refused({"run", (folder / "good.json").string(), "--load-model", (folder / "no").string()}), ContainsSubstring("model.json"));
    CHECK_THAT(refused({"run", (folder / "good.json").string(), "--history", (folder / "no/h.jsonl").string()}), ContainsSubstring("h.jsonl"));
    refused({"run"});
    refused({"trian", "x"});
    refused({"predict", folder.path().string()});
    refused({"data", "mnist"});
    refused({"data", "--stage"});
    CHECK_THAT(refused({"data", "--words", "mnist"}), ContainsSubstring("imdb or reuters"));
}

TEST_CASE("nabla new: from a table to an Experiment that trains") {
    test::TemporaryFolder folder;
    std::string csv = "id,size,kind,remark,price\n";
    for (int i = 0; i < 40; ++i) csv += std::to_string(i) + "," + std::to_string(i % 2 ? 100 + 7 * i : 90) + (i % 3 ? ",flat," : ",house,") + "remark " + std::to_string(i) + "," + std::to_string(30 + i) + ".5\n";
    write_file(folder / "own.csv", csv);
    const auto table = (folder / "own.csv").string();
    for (const auto& words : {std::vector<std::string>{"new", table}, {"new", table, "--target", "kind"}}) {
        const auto made = tool(words);
        CAPTURE(made.err);
        REQUIRE(made.code == 0);
        CHECK_THAT(made.err, ContainsSubstring("\"id\" is left out: it counts the rows") && ContainsSubstring("\"remark\" is left out"));
        write_file(folder / "e.json", made.out);
        const auto trained = tool({"run", (folder / "e.json").string()});
        CAPTURE(trained.err);
        CHECK(trained.code == 0);
        CHECK(trained.last_line()["test"].contains(words.size() == 2 ? "mae" : "accuracy"));
    }
    CHECK(tool({"new", table, "--target", "remark"}).code == 2);
    CHECK(tool({"new", (folder / "absent.csv").string()}).code == 2);
}

TEST_CASE("nabla run: divergence is told, and has an exit code of its own") {
    test::TemporaryFolder folder;
    auto e = experiment({{"name", "sine"}});
    e["compile"]["optimizer"] = {{"class_name", "SGD"}, {"config", {{"learning_rate", 1e6}}}};
    write_file(folder / "e.json", e.dump());
    const auto result = tool({"run", (folder / "e.json").string()});
    CHECK(result.code == 3);
    CHECK_THAT(result.err, ContainsSubstring("diverged"));
    CHECK(result.last_line().contains("test"));
}

TEST_CASE("nabla run: cross-validation reports each fold, their mean and deviation") {
    test::TemporaryFolder folder;
    auto e = experiment({{"name", "sine"}, {"rows", 50}});
    e["fit"].erase("validation_split");
    e["cross_validation"] = {{"folds", 3}};
    write_file(folder / "e.json", e.dump());
    const auto result = tool({"run", (folder / "e.json").string(), "--history", (folder / "h.jsonl").string()});
    CAPTURE(result.err);
    REQUIRE(result.code == 0);
    const auto folds = result.last_line()["cross_validation"];
    REQUIRE(folds["folds"].size() == 3);
    double sum = 0;
    for (const auto& one : folds["folds"]) sum += one["mae"].get<double>();
    CHECK(folds["mean"]["mae"].get<double>() == Approx(sum / 3));
    CHECK(lines(read_text(folder / "h.jsonl")).size() == 4 * 3);
    // The mean curve and its lowest point are those of the epochs in the file.
    std::vector<double> mean(3);
    for (const auto& line : lines(read_text(folder / "h.jsonl")))
        if (const auto epoch = Json::parse(line); epoch.contains("fold")) mean[epoch["epoch"].get<std::size_t>() - 1] += epoch["val_mae"].get<double>() / 3;
    REQUIRE(folds["history"]["mae"].size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(folds["history"]["mae"][i].get<double>() == Approx(mean[i]));
    CHECK(folds["best_epoch"] == std::min_element(mean.begin(), mean.end()) - mean.begin() + 1);
    const auto together = tool({"run", (folder / "e.json").string(), "--threads", "2"});
    CHECK(together.last_line() == result.last_line());  // a thread a fold: the same numbers
}

TEST_CASE("nabla run: what callbacks write lies where their names say") {
    test::TemporaryFolder folder;
    auto e = experiment({{"name", "boston_housing"}, {"drop", {"B"}}});
    const auto logs = (folder / "logs").string(), csv = (folder / "log.csv").string(), best = (folder / "best").string();
    e["fit"]["epochs"] = 2;
    e["fit"]["callbacks"] = {{{"class_name", "TensorBoard"}, {"config", {{"log_dir", logs}, {"histogram_freq", 1}}}}, {{"class_name", "CSVLogger"}, {"config", {{"filename", csv}}}},
                             {{"class_name", "ModelCheckpoint"}, {"config", {{"filepath", best}}}}};
    write_file(folder / "e.json", e.dump());
    CHECK(tool({"run", (folder / "e.json").string()}).code == 0);
    CHECK(lines(read_text(folder / "log.csv")).size() == 3);
    CHECK(std::filesystem::exists(folder / "best" / "model.json"));
    CHECK(std::filesystem::exists(folder / "logs" / "train"));
}

TEST_CASE("nabla check: every parameter's gradient beside a central difference") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", experiment({{"name", "boston_housing"}, {"drop", {"B"}}, {"standardize", true}}).dump());
    const auto result = tool({"check", (folder / "e.json").string(), "--rows", "8"});
    CHECK(result.code == 0);
    CHECK_THAT(result.out, ContainsSubstring("dense/kernel") && ContainsSubstring("dense_1/bias"));
}

TEST_CASE("nabla summary: layers and counts") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", experiment({{"name", "boston_housing"}, {"drop", {"B"}}}).dump());
    const auto result = tool({"summary", (folder / "e.json").string()});
    CHECK(result.code == 0);
    CHECK_THAT(result.out, ContainsSubstring("Memory while training: weights 0.00 MB"));
    CHECK_THAT(result.out, ContainsSubstring("Total params: 57"));  // 12 * 4 + 4 + 4 + 1
}

TEST_CASE("nabla: help is on stdout, for the tool and for each command") {
    CHECK_THAT(tool({"--help"}).out, ContainsSubstring("nabla run EXPERIMENT.json"));
    for (const char* command : {"run", "predict", "data", "summary", "check", "new"}) {
        const auto result = tool({command, "--help"});
        CHECK(result.code == 0);
        CHECK_THAT(result.out, ContainsSubstring(std::string("nabla ") + command));
    }
    CHECK_THAT(tool({"run", "--help"}).out, ContainsSubstring("exits with 3"));
}
