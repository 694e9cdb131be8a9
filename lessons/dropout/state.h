#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"
#include "core/session/session.h"
#include "lessons/question.h"
#include "lessons/typed_number.h"

namespace nabla::lessons::dropout {

/// lesson_state in C++.
struct State {
    int masks = 0;               // "mask": batches drawn by hand
    int sample = 0;              // whose mask is shown, 0..127
    double rate = 0.4;           // "scale"
    int draws = 0;               // "scale": masks drawn
    int image = 0;               // "modes": training row
    int with_masks = 0, plain = 0;   // "modes": predictions made in training and in inference mode
    double share = 0;            // "knockout": switched off
    int draw = 0;                // which neurons: another draw, other neurons
    std::vector<double> tried;   // shares that were looked at
    static State read(const Json& lesson_state);
};
Json starting_state();

constexpr std::int64_t small_rows = 12'000, few_rows = 1'000;
constexpr int batch_size = 128, enough_masks = 5, enough_draws = 20, most_predictions = 24;
constexpr int short_epochs = 10, long_epochs = 30, few_epochs = 50, small_seeds = 3;
constexpr std::int64_t inspected_rows = 2'000, knocked_rows = 1'000;

inline const Question recall_gap{"recall_gap", {"memorizing", "underfitting", "broken"}, "memorizing"};
inline const Question survivors{"survivors", {"102", "154", "256"}, "154"};
inline const Question repeats{"repeats", {"inference", "training", "both"}, "inference"};
inline const Question train_loss{"train_loss", {"higher", "same", "lower"}, "higher"};
inline const Question val_accuracy{"val_accuracy", {"much", "close", "lower"}, "close"};
inline const Question crossing{"crossing", {"training", "validation"}, "validation"};
inline const Question masks_off{"masks_off", {"rises", "same", "falls"}, "rises"};
inline const Question claim{"claim", {"raises", "within", "lowers"}, "within"};
inline const Question half_off{"half_off", {"with", "same", "without"}, "without"};
inline const Question most_off{"most_off", {"0.1", "0.7", "0.95"}, "0.7"};
inline const Question winner{"winner", {"with", "without", "tie"}, "with"};
const TypedNumber& factor();     // "scale": 1 / (1 - 0.4)

/// The Experiment as it is, or without its Dropout layers.
Experiment with_dropout(const Experiment& experiment, bool with);
/// Rates of the Dropout layers, in order.
std::vector<double> rates_of(const Experiment& experiment);

/// The masks that the core draws for one batch: for each Dropout layer [batch, width], 0 or 1 / (1 - rate).
struct Mask {
    std::size_t width = 0;
    std::vector<float> values;
    std::span<const float> row(std::size_t sample) const { return std::span(values).subspan(sample * width, width); }
};
std::vector<Mask> draw_masks(Model& model, std::uint64_t seed, std::uint64_t update);
int survivors_of(std::span<const float> mask);

/// What a hidden layer passes on under each of `count` masks, with and without the factor, and without any mask.
struct Sums {
    double plain = 0;
    std::vector<double> masked, scaled;
};
Sums sums_of(std::span<const float> values, double rate, int count);
/// Mask number `draw` for these values: true survives.
std::vector<bool> keep(std::size_t width, double rate, int draw);

/// Probabilities of one training image; with masks they differ from `draw` to draw.
std::vector<float> predict(Model& model, const Dataset& data, int image, bool masks, std::uint64_t seed, int draw);

// Runs side by side (groups.cpp): "pair" 10 epochs with and without dropout, "thirty" 30 epochs, "small" 1,000 rows and three seeds each.
void start_pair(Session& session, bool thirty);
void start_small(Session& session);
const GroupRunView* run_of(const Session& session, std::string_view group, std::string_view name);
bool over(const Session& session, std::string_view group, std::size_t runs);   // so many runs, all done
std::optional<double> test_accuracy(const GroupRunView* run);
std::vector<double> small_scores(const Session& session, bool with, bool loss);
/// The pair's network with its final weights; none before it was trained, or where the Experiment has another shape now.
std::optional<Model> trained(const Session& session, bool with);

/// Which units of a hidden layer are off: `share` of them, chosen by draw and layer.
std::vector<bool> switched_off(std::size_t units, double share, int draw, std::size_t layer);
/// Accuracy on the first 1,000 test rows with that share of every hidden layer put to 0.
double knocked_accuracy(const Model& model, const Dataset& data, double share, int draw);

std::vector<Control> figure_controls(const Session& session);
void set_figure_control(Session& session, std::string_view id, const Json& value);
Text describe(const Session& session);

}  // namespace nabla::lessons::dropout
