#pragma once
#include <functional>
#include <string>

#include "core/json.h"
#include "core/session/session.h"

namespace nabla {

class JsonReader;

/// The only door to a Session from outside C++: JSON in, JSON out. `window.nabla`, the DOM controls and the tests use it.
///
/// Every call is {"call": NAME, ...}; an argument it does not know is an error. Every answer is {"ok": VALUE} or
/// {"error": {"code", "where", "expected", "received", "advice", "message": {ko, en}}}. A call marked * answers
/// {"ticket": N} and later sends the event {"event": "result", "ticket": N, "ok": VALUE} or {..., "error": {...}}.
///
///   lessons                                 [{"id", "order", "minutes", "title": {ko, en}, "summary", "steps": [{"id", "title", "task", "hints", "done"}]}]
///   open {lesson, step?, share?}            location; with share (what `share` answered) exactly that state, "" is the start;
///                                           without, the step as the learner left it
///   resetLesson                             location
///   setLanguage {language}  setTheme {theme}   location
///   location                                {"lesson", "step", "language", "theme"}
///   share                                   {"lesson", "step", "share"}: what differs from the step's start, URL-safe, "" for nothing
///   experiment                              the Experiment
///   setExperiment {experiment}              the Experiment, canonical
///   kerasCode                               text, the Experiment as a Keras 3 script
///   summary                                 text, the model's table as Keras prints it
///   describeTable {file, text, target?}     {"rows", "columns": [{"name", "kind": "quantity" | "category" | "text" | "counter", "values", "missing",
///                                           "used"}], "target", "experiment"}: a CSV's text, and an Experiment to begin with (target: a
///                                           used column, by itself the last one). Nothing changes: setExperiment takes it
///   reloadData                              null; the data set's files are read anew: a table of this name was opened again
///   datasetInfo                             {"name", "title", "note", "licence"}, each but the name {ko, en}
///   lessonState   setLessonState {state}    object
///   controls                                [Control as JSON; label and hint in the present language]
///   setControl {id, value?}                 null
///   undo  redo                              null
///   train* {threads?}                       resolves with status when the run stops
///   pause* stepBatch* stepEpoch* reset*     status
///   rewind* {epoch}                         status; epoch 0 is the start
///   status                                  see DESIGN section 5; also "validating", "epochs", "secondsLeft", "notice" (an error object
///                                           or null), "data": {"done", "total"}, with cross_validation "crossValidation": {"fold",
///                                           "folds", "mean", "deviation"}. "epoch" counts finished epochs
///   history                                 {"loss": [...], ..., "seconds": [...]}
///   evaluate*                               {"loss", "accuracy" | "mae", ...}
///   predict* {rows}                         [[...], ...] (of several outputs, one behind another)
///   gradientCheck* {rows?, values?}         [{"layer", "parameter", "checked", "kinks", "error", "numeric", "gradient"}]: backward against central
///                                           differences on the first rows (8), for so many values (10) of each tensor; error is relative
///   wordIndex*                              ["", "<start>", "<unknown>", "", "the", ...]: words of imdb or reuters by number; [] without their list
///   saveModel*                              {"model.json": text, "weights.bin": base64}
///   loadModel* {files}                      status
///   hints                                   {"shown": [{ko, en}], "of": number of the step's hints, "offered": the next one may be opened}
///   offerHint                               null; the step's next hint can be opened from now on
///   restrict {hide?, lock?}                 {"hide": [...], "lock": [...]}: names of controls or groups that a link hides or locks
///   restrictions                            the same
///   runs                                    [{"number", "name", "visible", "current", "experiment", "history", "test"}]
///   setRun {number, name?, visible?}        null
///   restoreRun {number}                     the Experiment: that run's, ready to train
///   describe                                {"ko", "en"}: the figure in words
///   saveState   restoreState {state}        everything that must outlive a reload; location
///
/// Events, besides "result": {"event": "state", "status": {...}}, {"event": "batch", "epoch", "batch", "loss"} (epoch and batch from 1),
/// {"event": "epoch", "epoch", "logs": {...}} (of epochs that end in one tick the newest 50; history has all),
/// {"event": "evaluated", "result": {...}}, {"event": "step", "lesson", "step"},
/// {"event": "done", "lesson", "step"}, {"event": "controls"} (fetch them again), {"event": "edited"} (Experiment or lesson_state
/// changed: store them, write the URL), {"event": "runs"} (one was kept, named, hidden), {"event": "hint"} (one is offered or was
/// opened), {"event": "show", "what": "keras"} (the canvas asks the page for its code),
/// {"event": "take", "how": "copy" | "save", "name", "text"} (a text of the lesson's for the clipboard or a file), {"event": "error", "error": {...}}, {"event": "language"}, {"event": "theme"}.
class Api {
public:
    explicit Api(Session& session);
    /// Never throws: what goes wrong is in the answer.
    Json call(const Json& request);
    std::string call_text(std::string_view request);
    void on_event(std::function<void(const Json&)> sink);

private:
    friend struct ApiHandlers;
    using Answer = std::function<void(const Json& result, std::optional<ErrorInfo>)>;
    /// A new ticket's number, and what reports its result.
    std::pair<Json, Answer> ticket();
    /// A ticket that resolves with status once nothing runs any more.
    Json ticket_when_settled();
    void answer_when_settled(Answer answer);

    Session& session_;
    std::function<void(const Json&)> sink_;
    std::int64_t next_ticket_ = 1;
};

}  // namespace nabla
