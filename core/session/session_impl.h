#pragma once
#include <deque>
#include <map>
#include <set>

#include "core/session/data_loader.h"
#include "core/session/edit_history.h"
#include "core/session/session.h"

namespace nabla {

/// What a learner has made of one lesson. A chapter is a step with prepare() and the steps behind it that have none: they
/// share one Experiment. It is named by its first step.
struct LessonMemory {
    std::size_t step = 0;
    Json state;                                  // lesson_state
    std::map<std::size_t, Experiment> experiments;  // by chapter, once visited
    std::map<std::size_t, EditHistory> edits;
    std::set<std::string> done;
    std::vector<KeptRun> runs;
    int next_run = 1;
    struct Hints {
        std::size_t shown = 0;
        bool offered = false;
    };
    std::map<std::size_t, Hints> hints;          // by step
    std::map<std::string, std::unique_ptr<RunGroup>, std::less<>> groups;  // by name, once a figure has asked for it
};

/// The parts of a Session; session_*.cpp each hold the methods of one concern.
struct Session::Impl {
    Impl(Session& owner, SessionOptions given);

    // Lessons (session_lessons.cpp)
    std::size_t chapter() const { return chapter_of(*lesson, memory().step); }
    static std::size_t chapter_of(const Lesson& lesson, std::size_t step);
    static Experiment prepared(const Lesson& lesson, std::size_t chapter);
    LessonMemory& memory() { return memories.at(lesson->id); }
    const LessonMemory& memory() const { return memories.at(lesson->id); }
    LessonMemory& memory_of(const Lesson& of);
    RunGroup& group_of(LessonMemory& of, std::string_view name) const;
    const Lesson& find_lesson(std::string_view id) const;
    void enter(const Lesson& next, std::size_t step);
    void check_done();
    void restore_lesson(const Lesson& of, const Json& saved);

    // The Experiment (session_experiment.cpp)
    void replace(Experiment next);                 // stops and keeps the run, makes everything follow
    void change(Experiment next, std::string what);  // replace, and remember for undo
    void set_state(const std::string& key, Json value, bool undoable = true);
    /// Only keys that the lesson declares, with values of the same kind.
    static void check_state(const Lesson& lesson, const Json& state);
    Json declared_state() const;
    void take_back(const Edit& edit, const Json& value);
    std::int64_t action() const { return in_action ? actions : 0; }   // whose edits are taken back together
    std::vector<Control> make_controls() const;
    void fold_others(std::vector<Control>& all) const;
    void refresh_controls();

    // The run (session_run.cpp)
    enum class Goal { none, train, step_batch, step_epoch };
    void pursue(Goal goal);
    void start_goal();
    bool ensure_prepared();                        // false while there are no data
    std::string run_name() const;
    void keep_run();                               // among runs(), or its entry brought up to date
    void look_back(const std::shared_ptr<const RunSnapshot>& snapshot);
    void drop_run();                               // kept, stopped, and no longer what view() shows
    void begin_new_run_if_over();
    bool follow_view();                            // after the trainer's view changed
    bool tell_state();
    void follow_pace();                            // the trainer's, as the step wants it

    // Cross-validation (session_folds.cpp)
    void begin_folds();
    void train_fold();
    void follow_folds();

    // Work on the run's weights or the test rows (session_ask.cpp)
    using Answer = std::function<void(const Json& result, std::optional<ErrorInfo>)>;
    struct Origin {
        std::uint64_t generation;                  // when the evaluation was asked for
        int run;                                   // number of the kept run, 0: none yet
        const Lesson* lesson;                      // whose run it is
    };
    void finish_evaluation(std::shared_ptr<Evaluation> result, std::shared_ptr<const Dataset> data, Origin origin, Answer done);
    struct Request {
        bool needs_test = false;
        std::function<void()> start;
        std::function<void(const ErrorInfo&)> fail;
    };
    void request(Request request);
    void serve_requests();
    void fail_requests(const ErrorInfo& error);
    /// To who waits for an answer about an Experiment or weights that are no more.
    static ErrorInfo cancelled() { return {.code = "cancelled", .where = "experiment", .expected = "the same experiment until the answer", .received = "a changed one", .advice = {}}; }
    DatasetShape data_shape() const;               // sample has rank 0 while unknown
    bool follow_weights();
    void take_weights(const Model& model);

    Session& session;
    SessionOptions options;
    Trainer trainer;
    DataLoader loader;

    const Lesson* lesson = nullptr;
    std::map<std::string, LessonMemory> memories;
    Language language = Language::ko;
    bool dark = true;

    Experiment experiment;
    Restrictions restrictions;
    bool in_action = false;                        // a Session::Action lives
    std::int64_t actions = 0;                      // so many did
    bool all_controls = false;
    double animation_speed = 1;
    std::vector<Control> controls;
    bool controls_stale = true, changed = false;

    Goal goal = Goal::none;                        // waits for data
    bool prepared_run = false;                     // the trainer has this Experiment
    bool rewound = false;                          // and stands at an earlier epoch of a kept run
    std::int64_t newest_update = 0;                // of the run that was rewound
    bool paced = false;
    double pace = 0;                               // the trainer's
    int threads = 0, run_number = 0;
    std::optional<ErrorInfo> run_error;            // data and model turned out not to fit
    int fold = 0;                                  // the turn of cross-validation under way, from 1; 0: none
    std::vector<History> fold_histories;
    TrainerView idle_view;
    std::uint64_t seen_version = 0;
    std::size_t epochs_told = 0;
    State told_state = State::idle;
    Language told_language = Language::en;   // of the controls that were told

    std::vector<Request> requests;
    int asked = 0;                                 // given to the trainer, not answered yet
    std::uint64_t generation = 0;                  // counts Experiments and resets: answers for what was before are not shown
    std::unique_ptr<Model> probe;
    std::shared_ptr<const std::vector<float>> probe_weights;
    std::uint64_t weights_version = 1;
    bool loading_weights = false;                  // a loaded model's are on their way to the trainer
    bool weights_loaded = false;                   // update 0 has a loaded model's, not the seed's
    std::optional<TestResult> test_result;

    std::vector<EventSink> sinks;
    std::deque<Json> events;
    bool delivering = false;
    std::vector<std::function<void()>> posted;
};

}  // namespace nabla
