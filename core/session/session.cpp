#include "core/session/session.h"

#include <algorithm>

#include "core/session/session_impl.h"

namespace nabla {

Session::Impl::Impl(Session& owner, SessionOptions given)
    : session(owner),
      options(std::move(given)),
      trainer({.worker_thread = options.worker_thread, .now = options.now}),
      loader(options.data) {
    if (options.lessons.empty())
        throw Error({.code = "no_lessons", .where = "session", .expected = "at least one lesson", .received = "none", .advice = {}});
    options.max_threads = std::max(1, options.max_threads);
    threads = options.max_threads;
}

Session::Session(SessionOptions options) {
    if (!options.now) options.now = [] { return 0.0; };
    impl_ = std::make_unique<Impl>(*this, std::move(options));
    impl_->enter(impl_->options.lessons.front(), 0);
    impl_->events.clear();
}

Session::~Session() = default;

Language Session::language() const { return impl_->language; }

void Session::set_language(Language language) {
    if (language == impl_->language) return;
    impl_->language = language;
    impl_->changed = impl_->controls_stale = true;
    emit({{"event", "language"}, {"language", language == Language::ko ? "ko" : "en"}});
}

bool Session::dark() const { return impl_->dark; }

void Session::set_dark(bool dark) {
    if (dark == impl_->dark) return;
    impl_->dark = dark;
    impl_->changed = true;
    emit({{"event", "theme"}, {"theme", dark ? "dark" : "light"}});
}

bool Session::tick(double budget_seconds) {
    Impl& s = *impl_;
    auto tasks = std::move(s.posted);
    s.posted.clear();
    for (auto& task : tasks) task();
    if (s.loader.poll()) s.changed = s.controls_stale = true;
    if (s.goal != Impl::Goal::none) s.start_goal();
    s.serve_requests();
    if (s.tell_state()) s.changed = true;  // before the work: a short run is over within one tick
    if (s.trainer.pump(budget_seconds)) s.changed = true;
    for (auto& [name, group] : s.memory().groups)
        if (group->busy() && group->pump(budget_seconds)) s.changed = s.controls_stale = true;
    if (s.follow_view()) s.changed = true;
    if (s.follow_weights()) s.changed = true;
    s.check_done();
    s.refresh_controls();
    deliver_events();
    return std::exchange(s.changed, false);
}

bool Session::busy() const {
    const Impl& s = *impl_;
    const bool group_busy = std::ranges::any_of(s.memory().groups, [](const auto& named) { return named.second->busy(); });
    return !settled() || s.loader.busy() || group_busy || !s.requests.empty() || s.asked > 0 || !s.posted.empty() || !s.events.empty();
}

void Session::on_event(EventSink sink) { impl_->sinks.push_back(std::move(sink)); }
void Session::emit(Json event) { impl_->events.push_back(std::move(event)); }
void Session::post(std::function<void()> task) { impl_->posted.push_back(std::move(task)); }

/// A listener may call the session again: what that emits is delivered by the loop that is running.
void Session::deliver_events() {
    Impl& s = *impl_;
    if (s.delivering) return;
    s.delivering = true;
    while (!s.events.empty()) {
        const Json event = std::move(s.events.front());
        s.events.pop_front();
        for (std::size_t i = 0; i < s.sinks.size(); ++i) s.sinks[i](event);
    }
    s.delivering = false;
}

}  // namespace nabla
