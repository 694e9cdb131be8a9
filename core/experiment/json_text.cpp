#include "core/experiment/json_text.h"

#include <algorithm>
#include <set>
#include <vector>

#include "core/error.h"

namespace nabla {
namespace {

constexpr int max_depth = 64;
constexpr std::size_t most_values = 8'000'000;  // "[],[],..." takes some thirty times its text in memory
constexpr std::size_t max_keys = 4096;         // of one object, whose keys are found one after another

/// "line 3, column 14" of a byte offset from 0; columns count characters, not bytes.
std::string place(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    std::size_t column = 1;
    for (std::size_t i = start; i < before.size(); ++i)
        if ((static_cast<unsigned char>(before[i]) & 0xC0) != 0x80) ++column;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string around(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return "the end of the text";
    std::string piece(text.substr(offset, 12));
    if (const auto end = piece.find_first_of("\r\n"); end != std::string::npos) piece.resize(end);
    if (piece.empty()) return "the end of the line";
    return Json(piece).dump(-1, ' ', true, Json::error_handler_t::replace);
}

/// Watches the parser's events for what JSON allows and a reader cannot use.
class Watch {
public:
    explicit Watch(std::string name) : name_(std::move(name)) {}
    bool operator()(int depth, Json::parse_event_t event, Json& value) {
        if (depth > max_depth) refuse("at most " + std::to_string(max_depth) + " levels", "deeper nesting");
        if (event != Json::parse_event_t::key && ++values_ > most_values) refuse("at most " + std::to_string(most_values) + " values", "more");
        if (event == Json::parse_event_t::object_start) keys_.emplace_back();
        if (event == Json::parse_event_t::object_end) keys_.pop_back();
        if (event != Json::parse_event_t::key) return true;
        if (keys_.back().size() == max_keys) refuse("at most " + std::to_string(max_keys) + " keys in an object", "more");
        if (!keys_.back().insert(value.get<std::string>()).second)
            throw Error({.code = "duplicate_key", .where = name_, .expected = "each key once", .received = value.dump() + " twice", .advice = {}});
        return true;
    }

private:
    [[noreturn]] void refuse(std::string expected, std::string received) const {
        throw Error({.code = "bad_json", .where = name_, .expected = std::move(expected), .received = std::move(received), .advice = {}});
    }

    std::string name_;
    std::size_t values_ = 0;
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

Json parse_json_text(std::string_view text, const std::string& name) {
    Watch watch(name);
    try {
        return Json::parse(text.begin(), text.end(), std::ref(watch));
    } catch (const Json::parse_error& error) {
        const auto offset = error.byte > 0 ? error.byte - 1 : 0;
        throw Error({.code = "bad_json", .where = (name == "JSON" ? "" : name + ", ") + place(text, offset), .expected = "valid JSON", .received = around(text, offset),
                     .advice = "Look for a missing comma, quote or bracket in front of it; NaN and Infinity are not JSON."});
    } catch (const Json::out_of_range&) {
        throw Error({.code = "bad_json", .where = name, .expected = "finite numbers", .received = "a number too large for 64 bits", .advice = {}});
    }
}

}  // namespace nabla
