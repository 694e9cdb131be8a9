#include "core/session/api.h"

#include "core/experiment/json_reader.h"
#include "core/experiment/json_text.h"
#include "core/session/api_handlers.h"
#include "core/session/api_json.h"
#include "core/train/describe_error.h"

namespace nabla {

Api::Api(Session& session) : session_(session) {
    session_.on_event([this](const Json& event) {
        if (sink_) sink_(event);
    });
}

void Api::on_event(std::function<void(const Json&)> sink) { sink_ = std::move(sink); }

Json Api::call(const Json& request) {
    try {
        const JsonReader read(request, "");
        const auto name = read.text("call");
        const Handler handler = find_handler(name);
        if (!handler)
            throw Error({.code = "unknown_call", .where = "call", .expected = "one of: " + listed(handler_names()), .received = "\"" + name + "\"", .advice = {}});
        Json answer = handler({*this, session_, read});
        return answer;
    } catch (const std::exception& error) {
        return {{"error", error_json(describe_error(error))}};
    }
}

std::string Api::call_text(std::string_view request) {
    Json answer;
    try {
        answer = call(parse_json_text(request));
    } catch (const Error& error) {
        answer = {{"error", error_json(error.info())}};
    }
    return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::pair<Json, Api::Answer> Api::ticket() {
    const auto number = next_ticket_++;
    return {{{"ticket", number}}, [this, number](const Json& result, std::optional<ErrorInfo> error) {
                Json event = {{"event", "result"}, {"ticket", number}};
                if (error) event["error"] = error_json(*error);
                else event["ok"] = result;
                session_.emit(std::move(event));
            }};
}

Json Api::ticket_when_settled() {
    auto [json, answer] = ticket();
    answer_when_settled(std::move(answer));
    return json;
}

void Api::answer_when_settled(Answer answer) {
    session_.post([this, answer = std::move(answer)] {
        if (session_.settled()) answer(status_json(session_), {});
        else answer_when_settled(answer);
    });
}

}  // namespace nabla
