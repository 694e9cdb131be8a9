#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/session/control_names.h"
#include "core/session/kept_runs.h"
#include "core/session/lesson.h"
#include "core/session/test_result.h"
#include "core/train/run_group.h"
#include "core/train/trainer.h"

namespace nabla {

struct SessionOptions {
    std::vector<Lesson> lessons;
    DataProvider* data = nullptr;
    std::function<double()> now;
    bool worker_thread = true;
    int max_threads = 1;
};

/// The open lesson, the Experiment, the Trainer, the kept runs. Everything a learner can do is a method here; the Api,
/// the canvas's widgets and lesson demos call these and nothing else. Headless.
class Session {
public:
    using EventSink = std::function<void(const Json& event)>;
    explicit Session(SessionOptions options);
    ~Session();

    // Lessons
    const std::vector<Lesson>& lessons() const;
    /// Shows a step as the learner left it; the first time with the starting point that its nearest prepare() makes.
    void open(std::string_view lesson, std::string_view step = {});
    /// The same with exactly the state that share() wrote; "" is the starting point. Undo brings back what was there.
    void open_shared(std::string_view lesson, std::string_view step, std::string_view text);
    /// What differs from the step's starting point, for a URL; "" if nothing does.
    std::string share() const;
    const Lesson& lesson() const;
    const Step& step() const;
    std::size_t step_index() const;
    Language language() const;
    void set_language(Language language);
    bool dark() const;
    void set_dark(bool dark);
    const Json& lesson_state() const;
    void set_lesson_state(std::string_view key, Json value);
    /// The same of what undo leaves alone: how far an animation has come, a prediction that was committed to.
    void note_lesson_state(std::string_view key, Json value);
    /// Throws Error for a key that the lesson does not declare or a value of another kind: for states from outside.
    void check_lesson_state(const Json& state) const;
    bool step_done(std::string_view step) const;      // reached once since the lesson was reset
    bool step_done(std::string_view lesson, std::string_view step) const;
    /// The open lesson from its start: steps open again, Experiment and lesson_state as they were; runs stay.
    void reset_lesson();

    /// The step's hints: how many are open, and whether the next one's time has come (the page's clock says when).
    std::size_t hints_shown() const;
    bool hint_offered() const;
    void offer_hint();
    void show_hint();

    // The Experiment
    const Experiment& experiment() const;
    /// Validates, then replaces; status becomes idle and history empty. Changes of the same `drag` within a second are one for undo.
    void set_experiment(Experiment experiment, std::string_view drag = {});
    /// While it lives, all that changes is one step for undo. Within another it adds nothing.
    class Action;
    void undo();
    void redo();
    bool can_undo() const;
    bool can_redo() const;
    /// The Experiment's and the scene's controls for the present state.
    const std::vector<Control>& controls() const;
    void set_control(std::string_view id, const Json& value);
    /// What the model's inputs take of one sample; empty while a learner's own table is not read yet.
    std::vector<Shape> known_input_shapes() const;
    /// Whether the controls that the step is not about are unfolded.
    bool all_controls() const;
    void set_all_controls(bool all);
    /// What a teacher's link hides and locks, for all lessons.
    const Restrictions& restrictions() const;
    void restrict(Restrictions restrictions);
    /// How fast animated figures move, 0.1 to 10.
    double animation_speed() const;
    void set_animation_speed(double speed);

    // The run
    enum class State { idle, loading, training, paused, done, diverged, failed };
    State state() const;
    void train(int threads = 0);                       // 0: as many as the last time, at first all
    void pause();
    void step_batch();
    void step_epoch();
    void reset();
    void rewind_to_epoch(std::size_t epoch);
    /// Back and forth among the epochs that this run has gone through: rewinds to the nearest one in that direction of which
    /// there is a snapshot. Training goes on from there as a new run.
    void show_epoch(std::int64_t epoch);
    std::int64_t last_epoch() const;                   // of this run, 0: nothing to go back to
    bool looking_back() const;                         // view() shows an earlier epoch of a kept run
    /// Whether steps that ask for it train slowly enough to be watched. Off at first: tests and tools do not watch.
    void set_paced(bool paced);
    void evaluate(std::function<void(const Json& result, std::optional<ErrorInfo>)> done = {});
    /// Numbers of one row that predict takes: a flattened sample of the data set; 0 while that is not known.
    std::int64_t sample_size() const;
    void predict(std::vector<float> rows, std::function<void(const Json& result, std::optional<ErrorInfo>)> done);
    /// Backward against central differences, on the first `rows` training rows, for so many values of each kernel and bias; the run's weights stay.
    void check_gradients(std::int64_t rows, std::int64_t values, std::function<void(const Json& result, std::optional<ErrorInfo>)> done);
    /// The words of a data set of texts by their numbers; empty where their list is missing. Other sets have none: an error.
    void word_index(std::function<void(const Json& result, std::optional<ErrorInfo>)> done);
    const TrainerView& view() const;
    std::optional<ErrorInfo> error() const;
    /// Nothing runs and view() is complete: what a promise of pause(), train() or reset() waits for.
    bool settled() const;
    /// What the run's numbers mean, where a learner should be told: it diverged, or it is stuck at chance.
    std::optional<ErrorInfo> notice() const;
    RawProgress data_progress() const;
    std::shared_ptr<const Dataset> dataset() const;    // null until loaded
    /// The data set's files are others now: a table was opened anew. The run starts over.
    void reload_data();
    /// Asks for the rows to look at without training (grids, tables): loads in the background.
    void want_data();
    void want_test_data();
    int threads() const;
    int max_threads() const;

    /// A model with the newest weights, for figures: forward it on any sample. Null until the data's shape is known.
    Model* probe();
    const Model* probe() const;
    std::uint64_t weights_version() const;             // grows whenever probe()'s weights change
    bool untrained() const;                            // the weights are those that the seed made
    const std::optional<TestResult>& test_result() const;

    /// The open lesson's runs, every one that has stopped after at least one batch, in order.
    std::vector<KeptRun>& runs();
    const std::vector<KeptRun>& runs() const;
    /// Number of the kept run that view() shows as well; 0 while the present run is not among runs() yet.
    int current_run() const;
    void set_run(int number, std::string name, bool visible);
    /// That run's Experiment again; training it gives the same numbers.
    void restore_run(int number);
    /// Of an Experiment with cross_validation: {"fold": the turn under way from 1, 0 for none, "folds": [{"loss", ...}, ...] so far,
    /// "mean", "deviation"}; null if it has not begun.
    Json cross_validation() const;
    /// Independent runs for figures that compare seeds, folds, settings; each lesson has its own groups, told apart by name
    /// where a later step still shows what an earlier one trained. tick() pumps them.
    RunGroup& group(std::string_view name = {});
    const RunGroup& group(std::string_view name = {}) const;

    /// {"model.json": text, "weights.bin": base64}; loadModel takes the same.
    void save_model(std::function<void(const Json& result, std::optional<ErrorInfo>)> done);
    /// Throws Error if the files cannot be read. The Experiment takes over their model, the run begins with their weights.
    void load_model(const Json& files, std::function<void(const Json& result, std::optional<ErrorInfo>)> done = {});

    /// Everything that must outlive a reload, for the page's storage: per lesson what was changed, done and kept.
    Json save_state() const;
    /// Takes what save_state() gave. What no longer fits (an older edition's Experiment) is left out; throws Error if it is
    /// something else altogether.
    void restore_state(const Json& saved);

    // Life
    /// Once a frame, or from a timer in a hidden tab. True if anything changed that is drawn.
    bool tick(double budget_seconds = 0.008);
    /// Something is under way that a later tick() will report: training, loading, an answer awaited. False: nothing
    /// changes until somebody acts, so that the page may rest.
    bool busy() const;
    /// Events come at the end of tick() and of Api calls, never from inside of a change.
    void on_event(EventSink sink);
    void emit(Json event);
    void deliver_events();
    /// Runs at the next tick().
    void post(std::function<void()> task);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class Session::Action {
public:
    explicit Action(Session& session);
    ~Action();
    Action(const Action&) = delete;
    Action& operator=(const Action&) = delete;

private:
    Session& session_;
    bool outermost_;
};

}  // namespace nabla
