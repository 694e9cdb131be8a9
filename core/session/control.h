#pragma once
#include <string>
#include <vector>

#include "core/json.h"
#include "core/text.h"

namespace nabla {

/// One thing a learner can set or press, described once: the canvas draws it as a widget and the page mirrors it as a
/// labelled DOM field. Both send {"call": "setControl", "id": ..., "value": ...} through the Api.
struct Control {
    enum class Kind {
        button,      // no value
        toggle,      // bool
        slider,      // number in [min, max], multiples of step
        log_slider,  // number > 0 in [min, max], moved in decades
        number,      // number in [min, max] that is typed; null: nothing typed yet
        integer,     // whole number in [min, max]
        select,      // one of choices
    };
    struct Choice {
        std::string value;
        Text label;
        bool operator==(const Choice&) const = default;
    };
    bool operator==(const Control&) const = default;

    std::string id;      // "fit.batch_size", "model.layers.0.units", "optimizer.learning_rate", "run.train"
    Kind kind = Kind::button;
    Text label;
    std::string group;   // "run", "data", "model", "optimizer", "fit", "figure"
    std::string sets = {};   // a figure's control that changes the Experiment: the panel's control that does the same, or how the ids of several begin ("dataset", "model")
    Json value = {};
    double min = 0, max = 0, step = 0;
    std::vector<Choice> choices = {};
    bool enabled = true;
    Text hint = {};      // one sentence: what it does, or why it is disabled
    int row = -1;        // controls of one layer share a row number; -1: a row of its own
    bool folded = false; // not what the step is about: shown with "all controls"
};

}  // namespace nabla
