#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "core/cli/file_io.h"
#include "core/cli/tool.h"
#include "tests/core/cli/temporary_folder.h"
#include "tests/core/cli/tool_here.h"
#include "tests/core/two_ended.h"

using namespace nabla;
using namespace nabla::cli;
using Catch::Approx;

namespace {

std::vector<double> numbers(const std::string& line) {
    std::vector<double> all;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) all.push_back(std::stod(cell));
    return all;
}

/// The Experiment's rows as a CSV: of all columns by name, or of what the inputs take, one behind another.
std::string rows_csv(const Json& e, const std::vector<int>& columns) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) text += (i ? "," : "") + (columns.size() == 5 ? e["dataset"]["features"][static_cast<std::size_t>(columns[i])].get<std::string>() : "c" + std::to_string(i));
    for (const auto& row : e["dataset"]["rows"]) {
        text += "\n";
        for (std::size_t i = 0; i < columns.size(); ++i) text += (i ? "," : "") + row[static_cast<std::size_t>(columns[i])].dump();
    }
    return text + "\n";
}

}  // namespace

TEST_CASE("nabla run, predict: several inputs and outputs, by names and without") {
    test::TemporaryFolder folder;
    const Json e = test::two_ended(30);
    write_file(folder / "e.json", e.dump());
    const auto run = tool({"run", (folder / "e.json").string(), "--save-model", (folder / "m").string(), "--history", (folder / "h.jsonl").string()});
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
    const auto line = Json::parse(run.out);
    for (const char* key : {"loss", "price_loss", "kind_loss", "price_mae", "kind_accuracy"}) CHECK(line["test"][key].is_number());
    std::istringstream history(read_text(folder / "h.jsonl"));
    std::string epoch;
    REQUIRE(std::getline(history, epoch));
    CHECK(Json::parse(epoch).size() == 12);  // ten series, epoch, seconds

    write_file(folder / "named.csv", rows_csv(e, {4, 3, 2, 1, 0}));
    const auto named = tool({"predict", (folder / "m").string(), "--input", (folder / "named.csv").string()});
    CAPTURE(named.err);
    REQUIRE(named.code == 0);
    std::istringstream answers(named.out);
    std::size_t row = 0;
    double squares = 0;
    for (std::string text; std::getline(answers, text); ++row) {
        const auto values = numbers(text);
        REQUIRE(values.size() == 4);  // a price, three kinds
        CHECK(values[1] + values[2] + values[3] == Approx(1).margin(1e-5));
        squares += std::pow(values[0] - e["dataset"]["targets"]["price"][row].get<double>(), 2);
    }
    CHECK(row == 30);
    CHECK(squares / 30 == Approx(line["test"]["price_loss"].get<double>()).epsilon(1e-4));

    auto other = Json::parse(read_text(folder / "m" / "nabla.json"));
    other["experiment"]["dataset"]["inputs"]["a"] = {"p", "q", "r", "s"};  // another model's
    write_file(folder / "other.json", other.dump());
    std::filesystem::rename(folder / "other.json", folder / "m" / "nabla.json");
    const auto refused = tool({"predict", (folder / "m").string(), "--input", (folder / "named.csv").string()});
    CHECK(refused.code == 2);
    CHECK(refused.err.find("nabla.json") != std::string::npos);

    std::filesystem::remove(folder / "m" / "nabla.json");
    write_file(folder / "plain.csv", rows_csv(e, {0, 1, 2, 2, 3, 4}));
    const auto plain = tool({"predict", (folder / "m").string(), "--input", (folder / "plain.csv").string()});
    CHECK(plain.out == named.out);
}

TEST_CASE("nabla summary, check: of several inputs and outputs") {
    test::TemporaryFolder folder;
    write_file(folder / "e.json", test::two_ended(30).dump());
    const auto summary = tool({"summary", (folder / "e.json").string()});
    CHECK(summary.code == 0);
    for (const char* part : {"Connected to", "shared", "price", "kind", "Total"}) CHECK(summary.out.find(part) != std::string::npos);
    const auto check = tool({"check", (folder / "e.json").string()});
    CAPTURE(check.out);
    CHECK(check.code == 0);
    CHECK(check.out.find("shared/kernel") != std::string::npos);
}

TEST_CASE("nabla run: a CSV whose columns are named for inputs and outputs") {
    test::TemporaryFolder folder;
    Json e = test::two_ended(30);
    std::string text = "name,p,q,r,s,t,price,kind\n";
    for (std::size_t row = 0; row < 30; ++row) {
        text += "n" + std::to_string(row);
        for (const auto& value : e["dataset"]["rows"][row]) text += "," + value.dump();
        const auto kind = e["dataset"]["targets"]["kind"][row].get<std::size_t>();
        text += "," + e["dataset"]["targets"]["price"][row].dump() + "," + std::vector<std::string>{"cheap", "fair", "high"}[kind] + "\n";
    }
    write_file(folder / "own.csv", text);
    e["dataset"] = {{"csv", "own.csv"}, {"standardize", true}, {"inputs", e["dataset"]["inputs"]}, {"targets", {{"price", "price"}, {"kind", {"kind"}}}}};
    write_file(folder / "e.json", e.dump());
    const auto run = tool({"run", (folder / "e.json").string()});
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
    CHECK(Json::parse(run.out)["test"]["kind_accuracy"].is_number());
    e["dataset"]["inputs"]["b"] = {"s", "t"};
    write_file(folder / "e.json", e.dump());
    const auto bad = tool({"run", (folder / "e.json").string()});
    CHECK(bad.code == 2);
    CHECK(bad.err.find("dataset.inputs.b") != std::string::npos);
}
