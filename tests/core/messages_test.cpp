#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "core/session/messages.h"

using namespace nabla;

TEST_CASE("messages: every error code that the core can throw has its sentence in both languages") {
    const std::filesystem::path core = std::filesystem::path(NABLA_SOURCE_DIR) / "core";
    if (!std::filesystem::exists(core)) SKIP("the sources are not here");
    const std::regex pattern(R"re((?:\.code = |refuse\(|_error\(options, |fail\([^,()]*, |unknown\()"([a-z0-9_]+)")re");
    std::set<std::string> missing;
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(core)) {
        if (entry.path().extension() != ".cpp" || entry.path().string().find("/cli/") != std::string::npos) continue;
        std::stringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        const std::string source = text.str();
        for (std::sregex_iterator it(source.begin(), source.end(), pattern), end; it != end; ++it) {
            ++seen;
            if (!has_message((*it)[1].str())) missing.insert((*it)[1].str());
        }
    }
    std::string list;
    for (const auto& code : missing) list += code + " ";
    INFO("without a sentence: " << list);
    CHECK(missing.empty());
    CHECK(seen > 50);
}

TEST_CASE("messages: an error's parts stand in its sentence") {
    const ErrorInfo error{.code = "out_of_range", .where = "fit.epochs", .expected = "a whole number from 1 to 100", .received = "0", .advice = {}};
    CHECK(message_of(error).en == "fit.epochs must be a whole number from 1 to 100, but it is 0.");
    CHECK(message_of(error).ko == "fit.epochs: 값이 범위를 벗어났어요. 필요한 값: 1 이상 100 이하의 정수. 받은 값: 0.");
}

TEST_CASE("messages: a loss for two classes is called by its own name") {
    const auto text = message_of({.code = "loss_needs_two_classes", .where = "compile.loss", .expected = "sparse_categorical_crossentropy for 3 classes", .received = "hinge", .advice = {}});
    CHECK(text.en == "compile.loss: hinge tells two classes apart. Use sparse_categorical_crossentropy.");
    CHECK(text.ko == "compile.loss: hinge 손실은 두 클래스만 가려요. sparse_categorical_crossentropy를 써 보세요.");
}

TEST_CASE("messages: ranges in Korean") {
    CHECK(korean_phrase("a number above 0") == "0 초과의 수");
    CHECK(korean_phrase("a number of at least 0 and below 1") == "0 이상 1 미만의 수");
    CHECK(korean_phrase("a whole number of at most 5") == "5 이하의 정수");
    CHECK(korean_phrase("a number") == "수");
    CHECK(korean_phrase("epoch 1, batch 12") == "1에포크의 12번째 배치");
    CHECK(korean_phrase("at least one column besides the targets") == "타깃 말고 다른 열");
    CHECK(korean_phrase("one of: SGD, Adam or Nadam") == "SGD, Adam, Nadam");
}

TEST_CASE("messages: an unknown code still says something") {
    const auto text = message_of({.code = "never_heard_of", .where = "here", .expected = "x", .received = "y", .advice = {}});
    CHECK(text.en.find("expected x, got y") != std::string::npos);
    CHECK_FALSE(text.ko.empty());
}
