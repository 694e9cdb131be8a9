#include <algorithm>

#include "core/session/api_handlers.h"
#include "web/app/app.h"
#include "web/app/self_test.h"

namespace nabla {
namespace {

Json failure(std::string code, std::string where, std::string expected, std::string received) {
    const std::string message = where + ": expected " + expected + ", got " + received;
    return {{"error", {{"code", std::move(code)}, {"where", std::move(where)}, {"expected", std::move(expected)},
                       {"received", std::move(received)}, {"advice", ""}, {"message", message}}}};
}

Json widgets_json(const WidgetMap& widgets) {
    Json list = Json::array();
    for (const auto& e : widgets.entries())
        list.push_back({{"id", e.id}, {"x", e.min.x}, {"y", e.min.y}, {"w", e.max.x - e.min.x}, {"h", e.max.y - e.min.y}});
    return list;
}

std::size_t bytes_of(const Part& part) { return part.x.memory_bytes() + part.y.size() * sizeof(float); }

Json memory_json(Session& session) {
    const Model* model = session.probe();
    const auto data = session.dataset();
    std::size_t data_bytes = 0;
    if (data) data_bytes = bytes_of(data->train) + (data->test ? bytes_of(*data->test) : 0);
    return {{"wasm", platform::memory_bytes()}, {"used", platform::used_bytes()}, {"model", model ? static_cast<std::size_t>(model->parameter_count()) * sizeof(float) : 0},
            {"data", data_bytes}};
}

}  // namespace

/// Calls that concern the screen or this program, not the lesson; nothing for those that are the Api's.
std::optional<Json> App::own_call(const Json& request) {
    const std::string call = request.value("call", std::string());
    if (call == "setView") {
        const std::string view = request.value("view", std::string());
        if (view != "both" && view != "figure" && view != "experiment")
            return failure("unknown_name", "view", "both, figure or experiment", view);
        view_ = view == "both" ? View::both : view == "figure" ? View::figure : View::experiment;
        return Json{{"ok", nullptr}};
    }
    if (call == "reveal") {   // a control that was reached by keyboard in the page's form
        reveal_ = request.value("id", std::string());
        return Json{{"ok", nullptr}};
    }
    if (call == "editNext") {   // Tab has left a field that lay over this blank
        edit_after_ = request.value("id", std::string());
        return Json{{"ok", nullptr}};
    }
    if (call == "setReducedMotion") {
        reduced_motion_ = request.value("on", true);
        session_->set_paced(!reduced_motion_);
        return Json{{"ok", nullptr}};
    }
    if (call == "frameStats") {   // {"newest": n}: of so many frames alone
        const Json newest = request.value("newest", Json());
        const std::int64_t count = newest.is_number() ? static_cast<std::int64_t>(std::clamp(newest.get<double>(), 0.0, 600.0)) : 600;
        return Json{{"ok", {{"frames", clock_.frames()}, {"median_ms", clock_.percentile_ms(0.5, count)}, {"p95_ms", clock_.percentile_ms(0.95, count)},
                            {"drawn_since_idle", clock_.since_idle()}}}};
    }
    if (call == "memory") return Json{{"ok", memory_json(*session_)}};
    if (call == "widgets") return Json{{"ok", widgets_json(widgets_)}};
    if (call == "threadsAvailable") return Json{{"ok", platform::has_threads() ? platform::hardware_threads() : 1}};
    if (call == "selfTest") {
        const SelfTest test = run_self_test();
        return Json{{"ok", {{"passed", test.passed}, {"detail", test.detail}}}};
    }
    if (call == "setControl" && request.contains("id") && request["id"].is_string() &&
        finish_edit(request["id"].get<std::string>(), request.value("value", Json())))
        return Json{{"ok", nullptr}};
    return {};
}

std::string App::call(std::string_view text) {
    const Json request = Json::parse(text, nullptr, false);
    std::string name;
    if (request.is_object() && request.contains("call") && request["call"].is_string()) name = request["call"].get<std::string>();
    const std::optional<Json> own = name.empty() ? std::nullopt : own_call(request);
    std::string answer = own ? own->dump() : api_->call_text(text);
    if (name == "frameStats" || name == "widgets" || name == "memory" || name == "selfTest" || name == "threadsAvailable") return answer;
    if (!only_looks(name)) refresh();
    platform::wake();
    return answer;
}

}  // namespace nabla
