#pragma once
#include <functional>
#include <string>

#include "core/json.h"
#include "core/session/session.h"

namespace nabla {

/// The only door to a Session from outside C++: JSON in, JSON out. `window.nabla`, the DOM controls and the tests use it.
///
/// Every call is {"call": NAME, ...}. Every answer is {"ok": VALUE} or {"error": {"code", "where", "expected",
/// "received", "advice", "message"}}. A call marked * answers {"ticket": N} and later sends the event
/// {"event": "result", "ticket": N, "ok": VALUE} or {..., "error": {...}}.
///
///   lessons                                 [{"id", "order", "minutes", "title": {ko, en}, "summary", "steps": [{"id", "title", "task", "done"}]}]
///   open {lesson, step?}                    location
///   setLanguage {language}  setTheme {theme}   location
///   location                                {"lesson", "step", "language", "theme"}
///   experiment                              the Experiment
///   setExperiment {experiment}              the Experiment, canonical
///   lessonState   setLessonState {state}    object
///   controls                                [Control as JSON; label and hint in the present language]
///   setControl {id, value?}                 null
///   undo  redo                              null
///   train* {threads?}                       resolves with status when the run stops
///   pause* stepBatch* stepEpoch* reset*     status
///   status                                  see DESIGN section 5; also "validating", "epochs", "secondsLeft", "notice", "data": {"done", "total"}
///   history                                 {"loss": [...], ..., "seconds": [...]}
///   evaluate*                               {"loss", "accuracy" | "mae", ...}
///   predict* {rows}                         [[...], ...]
///   saveModel*                              {"model.json": text, "weights.bin": base64}
///   loadModel* {files}                      status
///   runs                                    [{"number", "name", "visible", "history", "test"}]
///   setRun {number, name?, visible?}        null
///   describe                                {"ko", "en"}: the figure in words
///
/// Events, besides "result": {"event": "state", "status": {...}}, {"event": "batch", "epoch", "batch", "loss"},
/// {"event": "epoch", "epoch", "logs": {...}}, {"event": "step", "lesson", "step"}, {"event": "done", "lesson", "step"},
/// {"event": "controls"} (fetch them again), {"event": "error", "error": {...}}, {"event": "language"}, {"event": "theme"}.
class Api {
public:
    explicit Api(Session& session);
    /// Never throws: what goes wrong is in the answer.
    Json call(const Json& request);
    std::string call_text(std::string_view request);
    void on_event(std::function<void(const Json&)> sink);

private:
    Session& session_;
    std::function<void(const Json&)> sink_;
    std::int64_t next_ticket_ = 1;
};

}  // namespace nabla
