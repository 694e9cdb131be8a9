#include <catch2/catch_test_macros.hpp>

#include "core/base64.h"
#include "core/session/share.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;

namespace {

std::string text_of(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }
std::string encoded(std::string_view text, Base64 form = Base64::standard) {
    return base64_encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, form);
}

}  // namespace

TEST_CASE("base64: RFC 4648's examples, both ways") {
    const std::pair<const char*, const char*> examples[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, text] : examples) {
        CHECK(encoded(plain) == text);
        CHECK(text_of(base64_decode(text, "x")) == plain);
    }
    CHECK(encoded("\xfb\xff", Base64::url) == "-_8");
    CHECK(text_of(base64_decode("-_8", "x", Base64::url)) == "\xfb\xff");
}

TEST_CASE("base64: what the encoder would not write is refused") {
    for (const char* bad : {"Zg", "Zg=", "Z===", "Zh==", "Zm9v!", "Zm9vZ", "=Zg=", "Zm 9v"})
        CHECK(error_of([&] { base64_decode(bad, "weights.bin"); }).code == "bad_base64");
    for (const char* bad : {"Z", "Zg==", "Zh", "+/8"})
        CHECK(error_of([&] { base64_decode(bad, "link", Base64::url); }).where == "link");
}

TEST_CASE("share: a state comes back from its difference") {
    const Json base = Json::parse(R"({"a": 1, "list": [1, {"x": 1}, 3], "deep": {"k": {"l": true}}, "gone": [1], "n": null})");
    const char* states[] = {
        R"({"a": 1, "list": [1, {"x": 1}, 3], "deep": {"k": {"l": true}}, "gone": [1], "n": null})",
        R"({"a": 2.5, "list": [1, {"x": 2}, 3], "deep": {"k": {"l": false}}, "gone": [1], "n": null})",
        R"({"a": {"now": "object"}, "list": [1], "deep": {"k": {"l": true, "m": [1]}}, "n": {"o": 1}, "new": {}})",
        R"({"a": [], "list": {"x": 1}, "deep": 3, "gone": null, "n": [null]})",
        R"({"a": {"=": 1, "~": 2}, "list": [1, {"x": {"~": []}}, 3], "deep": {"k": {}}, "gone": [], "n": ""})",
        R"([])",
        R"(7)",
    };
    for (const char* text : states) {
        const Json state = Json::parse(text);
        INFO(text);
        CHECK(apply_difference(base, difference(base, state)) == state);
        CHECK(decode_share(encode_share(state, base), base) == state);
    }
}

TEST_CASE("share: nothing changed is an empty text, and one changed number a short one that is safe in a URL") {
    const Json base = {{"experiment", moons_experiment().to_json()}, {"state", {{"digit", 3}}}};
    CHECK(encode_share(base, base).empty());
    Json changed = base;
    changed["experiment"]["fit"]["epochs"] = 20;
    const auto text = encode_share(changed, base);
    CHECK(text.size() < 64);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
}

TEST_CASE("share: a cut, changed or foreign text is an error, never a guess") {
    const Json base = {{"experiment", {{"epochs", 1}}}, {"list", {1, 2}}};
    const auto link = [&](const char* json) { return "1" + encoded(json, Base64::url); };
    for (const std::string& bad : {std::string("2e30"), std::string("1"), std::string("1!!!!"), link("{\"a\":"), link("[1]"), link("{\"nowhere\": {\"a\": 1}}"),
                                   link("{\"list\": {\"7\": 1}}"), link("{\"list\": {\"x\": 1}}"), link("{\"experiment\": {\"epochs\": {\"a\": 1}}}"),
                                   link("{\"~\": [\"nothing\"]}"), link("{\"~\": 3}")}) {
        INFO(bad);
        CHECK_THROWS_AS(decode_share(bad, base), Error);
    }
}

TEST_CASE("Session: a shared link opens the same experiment and state elsewhere") {
    Classroom one;
    one.session.open("moons", "train");
    CHECK(one.session.share().empty());
    one.session.set_control("optimizer.learning_rate", 0.03);
    one.session.set_control("model.add_layer.Dense", nullptr);
    one.session.set_lesson_state("digit", 9);
    const auto link = one.session.share();

    Classroom other;
    other.session.open_shared("moons", "train", link);
    CHECK(other.session.experiment() == one.session.experiment());
    CHECK(other.session.lesson_state() == one.session.lesson_state());
    CHECK(other.session.share() == link);
    other.session.open_shared("moons", "train", "");
    CHECK(other.session.share().empty());
    other.session.undo();  // the lesson's state
    other.session.undo();
    CHECK(other.session.experiment() == one.session.experiment());
}

TEST_CASE("Session: a link with an impossible experiment or state changes nothing") {
    Classroom room;
    const auto before = room.session.experiment();
    const auto link = [](const char* json) { return "1" + encoded(json, Base64::url); };
    CHECK_THROWS_AS(room.session.open_shared("moons", "train", link(R"({"experiment": {"fit": {"epochs": 0}}})")), Error);
    CHECK_THROWS_AS(room.session.open_shared("moons", "train", link(R"({"state": {"digit": "five"}})")), Error);
    CHECK_THROWS_AS(room.session.open_shared("moons", "train", link(R"({"state": {"stranger": 5}})")), Error);
    CHECK(room.session.step().id == "look");
    CHECK(room.session.experiment() == before);
    CHECK_NOTHROW(room.session.open_shared("moons", "train", link(R"({"state": {"free": {"=": {"any": [1]}}}})")));
}
