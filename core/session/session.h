#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/session/lesson.h"
#include "core/train/trainer.h"

namespace nabla {

/// A finished or stopped run, kept for comparison.
struct KeptRun {
    int number = 0;                 // 1, 2, 3, ... in the order of training
    std::string name;               // "#1", or what the learner called it
    Json experiment;
    History history;
    std::vector<TrainerView::BatchPoint> batch_points;
    std::optional<Json> test;       // {"loss":..., "accuracy":...} if evaluated
    bool visible = true;
};

/// The last evaluation on the test rows, with what the figures need of it.
struct TestResult {
    Evaluation evaluation;
    std::vector<std::vector<int>> confusion;   // [true][predicted] counts, classification only
    std::vector<std::uint32_t> worst;          // test rows by loss, worst first, wrong answers only (classification) or largest error
    std::uint64_t version = 0;                 // of the weights it was made with
};

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
    void open(std::string_view lesson, std::string_view step = {});
    const Lesson& lesson() const;
    const Step& step() const;
    std::size_t step_index() const;
    Language language() const;
    void set_language(Language language);
    bool dark() const;
    void set_dark(bool dark);
    const Json& lesson_state() const;
    void set_lesson_state(std::string_view key, Json value);
    bool step_done(std::string_view step) const;      // reached once since the lesson was reset

    // The Experiment
    const Experiment& experiment() const;
    /// Validates, then replaces; status becomes idle and history empty.
    void set_experiment(Experiment experiment);
    void undo();
    void redo();
    bool can_undo() const;
    bool can_redo() const;
    /// The Experiment's and the scene's controls for the present state.
    const std::vector<Control>& controls() const;
    void set_control(std::string_view id, const Json& value);

    // The run
    enum class State { idle, loading, training, paused, done, diverged, failed };
    State state() const;
    void train(int threads = 0);                       // 0: as many as the last time, at first all
    void pause();
    void step_batch();
    void step_epoch();
    void reset();
    void rewind_to_epoch(std::size_t epoch);
    void evaluate(std::function<void(const Json& result, std::optional<ErrorInfo>)> done = {});
    void predict(std::vector<float> rows, std::function<void(const Json& result, std::optional<ErrorInfo>)> done);
    const TrainerView& view() const;
    std::optional<ErrorInfo> error() const;
    RawProgress data_progress() const;
    std::shared_ptr<const Dataset> dataset() const;    // null until loaded
    /// Asks for the rows to look at without training (grids, tables): loads in the background.
    void want_data();
    void want_test_data();
    int threads() const;
    int max_threads() const;

    /// A model with the newest weights, for figures: forward it on any sample. Null until the data's shape is known.
    Model* probe();
    std::uint64_t weights_version() const;             // grows whenever probe()'s weights change
    const std::optional<TestResult>& test_result() const;

    std::vector<KeptRun>& runs();
    const std::vector<KeptRun>& runs() const;

    /// {"model.json": text, "weights.bin": base64}; loadModel takes the same.
    void save_model(std::function<void(const Json& result, std::optional<ErrorInfo>)> done);
    void load_model(const Json& files);

    // Life
    /// Once a frame, or from a timer in a hidden tab. True if anything changed that is drawn.
    bool tick(double budget_seconds = 0.008);
    /// Something is under way that a later tick() will report: training, loading, an answer awaited. False: nothing
    /// changes until somebody acts, so that the page may rest.
    bool busy() const;
    void on_event(EventSink sink);
    void emit(Json event);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace nabla
