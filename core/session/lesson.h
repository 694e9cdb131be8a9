#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/json.h"
#include "core/session/control.h"
#include "core/text.h"

namespace nabla {

class Session;
struct KeptRun;
struct TrainerView;

/// What a step's check may look at.
struct Progress {
    const TrainerView& view;
    const Experiment& experiment;
    const Json& lesson_state;
    const Session& session;
};

struct Step {
    std::string id;
    std::function<void(Experiment&)> prepare = {};     // the starting point's changes for this step
    std::function<bool(const Progress&)> done = {};    // the step's task is fulfilled
    std::function<void(Session&)> demo = {};           // the learner's actions, for tests
    /// The controls that the step is about: ids, the beginnings of ids before a dot, or whole groups ("optimizer",
    /// "model.layers.0", "fit.epochs"). The panel folds the others behind "all controls"; empty folds none. The figure's own
    /// controls are always shown; "figure" says that the step takes place there, and folds Train with the curves as well.
    std::vector<std::string> controls = {};
    bool animated = false;                             // its figure moves by Ui::pace: the speed is offered
    double updates_per_second = 0;                     // training of a small network slowed down for the eye; 0: never
    Text title = {}, task = {};                        // from text.ko.md / text.en.md, filled in by the generated table
    std::vector<Text> hints = {};                      // same source; each comes a while after the one before
    std::vector<std::pair<std::string, Text>> labels = {};  // the scene's labels, same source
    const Text& label(std::string_view key) const;
};

/// A lesson without its picture: headless, so that tests can play it. The scene beside it draws.
struct Lesson {
    std::string id;
    int order = 0;
    int minutes = 10;
    Experiment start;
    /// What the scene lets the learner set, with its starting values. Links and storage carry the keys that are declared
    /// here; a value keeps its kind (a null start takes any), what is inside of a list or object is not checked.
    Json state = Json::object();
    std::vector<Step> steps = {};
    /// The scene's own controls for the present state ("figure.digit", "figure.draw_clear"); shown beside the Experiment's.
    std::function<std::vector<Control>(const Session&)> controls = {};
    /// A figure control was set or pressed; writes lesson_state or acts on the session.
    std::function<void(Session&, std::string_view id, const Json& value)> set_control = {};
    /// The figure in words, for the screen reader; empty: none.
    std::function<Text(const Session&)> describe = {};
    /// Which of the series' colours a run has in the panel, where the figure gives it one; null: the present run. Empty or -1: by
    /// its number.
    std::function<int(const Session&, const KeptRun* run)> series_of = {};
    Text title = {}, summary = {};  // from the texts

    const Step* find_step(std::string_view step) const;
};

}  // namespace nabla
