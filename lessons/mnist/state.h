#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "lessons/mnist/pad.h"
#include "lessons/question.h"

namespace nabla::lessons::mnist {

/// A drawing that was judged: what the learner meant and what the network answered.
struct Try {
    int meant = 0, read = 0;
};

/// lesson_state in C++. Row and pixel numbers count from 0.
struct State {
    std::vector<int> opened;     // training rows whose label was looked at in "look", oldest first
    int digit = 0;               // the training row in focus
    int filter = -1;             // "look": only this class; -1: all
    int row = 14, column = 14;   // "shape": the pixel in focus
    bool pixel_chosen = false;
    int label = 5, other = 1;    // "label": two classes to compare
    std::string view;            // "mistakes": "matrix", "worst", "weights"
    int truth = -1, guess = -1;  // the chosen cell of the confusion matrix
    int mistake = 0;             // which image of the cell, or of the worst ones
    int neuron = 0;              // of the first layer
    Strokes strokes;
    std::vector<Try> tries;

    static State read(const Json& lesson_state);
    bool fooled() const;         // one of the tries was misread
};
/// The starting values, the keys that links and storage carry.
Json starting_state();

/// Rows of a part whose label is `digit`, in order; -1: all.
std::vector<std::uint32_t> rows_of(const Part& part, int digit);
/// Test rows of one cell of the confusion matrix, the most confident answer first.
std::vector<std::uint32_t> rows_of_cell(const Part& test, const TestResult& result, int truth, int guess);
/// The test result, where it has ten probabilities for each row of the test part; else null.
const TestResult* digit_result(const Session& session);
/// A row's ten probabilities in such a result.
std::span<const float> probabilities(const TestResult& result, std::size_t row);
int label_of(const Part& part, std::size_t row);
/// Ten probabilities for one picture; empty while the network does not fit (ten outputs on 784 inputs).
std::vector<float> read_picture(Model& model, std::span<const float> pixels);

/// Pixels none of whose weights to the first layer have moved since initialisation, and the weights of these.
struct StillWeights {
    std::vector<bool> pixel;     // 784, true: not one of its weights has moved
    int pixels = 0;
    std::int64_t weights = 0;
    std::vector<float> start;    // kernel before training, [784, units]
};
StillWeights still_weights(const Model& trained, const Experiment& experiment);
/// The first layer's kernel as [784, units]; empty if the network does not begin with Dense on 784 inputs.
std::span<const float> first_kernel(const Model& model, int& units);

inline const Question first_loss{"first_loss", {"0", "2.3", "10"}, "2.3"};
inline const Question position{"position", {"59", "60", "86"}, "59"};
inline const Question raw_bytes{"raw_bytes", {"same", "slower", "breaks"}, "breaks"};
inline const Question order{"order", {"distance", "often", "ink"}, "distance"};
inline const Question updates{"updates", {"10", "375", "3750", "480000"}, "3750"};
inline const Question val_loss{"val_loss", {"falls", "holds", "improves"}, "holds"};
inline const Question border{"border", {"zero", "start", "large"}, "start"};

constexpr std::int64_t all_rows = 60'000, small_rows = 12'000;
constexpr std::int64_t parameter_budget = 60'000;
constexpr double challenge_accuracy = 0.965;
constexpr std::int64_t challenge_epochs = 5;

/// What a kept run tells about the challenge.
struct Entry {
    int run = 0;
    std::string name;
    std::int64_t parameters = 0, epochs = 0;
    double accuracy = 0;         // best val_accuracy
    bool small = false, quick = false, accurate = false, full = false;
    bool passes() const { return small && quick && accurate && full; }
};
std::vector<Entry> challenge_entries(const Session& session);
/// The two runs that "rescale" compares: the last one on bytes and the last one on 0..1; null before.
struct RescaleRuns {
    const KeptRun* raw = nullptr;
    const KeptRun* scaled = nullptr;
};
RescaleRuns rescale_runs(const Session& session);

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::mnist
