#include "core/session/share.h"

#include <charconv>

#include "core/base64.h"
#include "core/error.h"
#include "core/experiment/json_text.h"

namespace nabla {
namespace {

constexpr char share_version = '1';

[[noreturn]] void refuse(std::string received) {
    throw Error({.code = "bad_share", .where = "link", .expected = "the state of a lesson", .received = std::move(received),
                 .advice = "The link was cut, or made for another edition of the lesson; open the lesson without it."});
}

Json whole(const Json& value) { return value.is_structured() ? Json{{"=", value}} : value; }

bool has_reserved_key(const Json& object) { return object.contains("=") || object.contains("~"); }

Json object_difference(const Json& base, const Json& value) {
    if (has_reserved_key(value) || has_reserved_key(base)) return whole(value);
    Json changes = Json::object();
    for (const auto& [key, item] : value.items()) {
        const auto old = base.find(key);
        if (old == base.end()) changes[key] = whole(item);
        else if (*old != item) changes[key] = difference(*old, item);
    }
    Json gone = Json::array();
    for (const auto& [key, item] : base.items())
        if (!value.contains(key)) gone.push_back(key);
    if (!gone.empty()) changes["~"] = std::move(gone);
    return changes;
}

Json list_difference(const Json& base, const Json& value) {
    if (base.size() != value.size()) return whole(value);
    Json changes = Json::object();
    for (std::size_t i = 0; i < value.size(); ++i)
        if (base[i] != value[i]) changes[std::to_string(i)] = difference(base[i], value[i]);
    return changes;
}

Json apply_to_list(Json list, const Json& changes) {
    for (const auto& [key, change] : changes.items()) {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
        if (error != std::errc() || end != key.data() + key.size() || index >= list.size()) refuse("item \"" + key + "\" of a list of " + std::to_string(list.size()));
        list[index] = apply_difference(list[index], change);
    }
    return list;
}

Json apply_to_object(Json object, const Json& changes) {
    for (const auto& [key, change] : changes.items()) {
        if (key == "~") continue;
        const bool known = object.contains(key);
        if (!known && change.is_object() && !change.contains("=")) refuse("a change of \"" + key + "\", which is not there");
        object[key] = apply_difference(known ? object[key] : Json(), change);
    }
    const auto gone = changes.find("~");
    if (gone == changes.end()) return object;
    if (!gone->is_array()) refuse("a damaged list of removed keys");
    for (const auto& key : *gone)
        if (!key.is_string() || object.erase(key.get<std::string>()) == 0) refuse("the removal of a key that is not there");
    return object;
}

}  // namespace

Json difference(const Json& base, const Json& value) {
    if (base.is_object() && value.is_object()) return object_difference(base, value);
    if (base.is_array() && value.is_array()) return list_difference(base, value);
    return whole(value);
}

Json apply_difference(const Json& base, const Json& changes) {
    if (changes.is_array()) refuse("a list where a change belongs");
    if (!changes.is_object()) return changes;
    if (const auto value = changes.find("="); value != changes.end()) return *value;
    if (base.is_array()) return apply_to_list(base, changes);
    if (base.is_object()) return apply_to_object(base, changes);
    refuse("changes inside of a plain value");
}

std::string encode_share(const Json& value, const Json& base) {
    const Json changes = difference(base, value);
    if (changes.is_object() && changes.empty()) return {};
    const std::string text = changes.dump(-1, ' ', false, Json::error_handler_t::replace);
    return share_version + base64_encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, Base64::url);
}

Json decode_share(std::string_view text, const Json& base) {
    if (text.empty()) return base;
    if (text.front() != share_version) refuse("version \"" + std::string(text.substr(0, 1)) + "\"");
    Json changes;
    try {
        const auto bytes = base64_decode(text.substr(1), "link", Base64::url);
        changes = parse_json_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    } catch (const Error&) {
        refuse("a damaged text");
    }
    return apply_difference(base, changes);
}

}  // namespace nabla
