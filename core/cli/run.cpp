#include <filesystem>
#include <fstream>
#include <memory>

#include "core/cli/commands.h"
#include "core/cli/cross_validation.h"
#include "core/cli/epoch_report.h"
#include "core/cli/experiment_file.h"
#include "core/cli/file_io.h"
#include "core/cli/saved_model.h"
#include "core/session/api_json.h"

namespace nabla::cli {
namespace {

constexpr Option options[] = {{"--threads"}, {"--seed"}, {"--load-model"}, {"--save-model"}, {"--history"}};
constexpr std::int64_t most_threads = 64;

/// Test rows where the set has some, else the training rows, and says which.
Json evaluate(TrainingRun& run, const Dataset& data) {
    Json line = {{"test", evaluation_json(run.evaluate(data.test ? *data.test : data.train))}};
    if (!data.test) line["on"] = "training rows: this data set has no test rows";
    if (data.generated) line["generated"] = true;
    return line;
}

/// As many threads as asked for, or as there are; the numbers are the same.
std::unique_ptr<ThreadPool> make_pool(std::int64_t threads, Console& console) {
    auto pool = std::make_unique<ThreadPool>(static_cast<int>(threads));
    if (pool->threads() < threads) console.err << "note: only " << pool->threads() << " of " << threads << " threads can be started here" << std::endl;
    return pool;
}

/// What callbacks write lies where their names say, seen from the working directory, as in Keras.
void write_callback_file(const std::string& name, std::string_view bytes, bool append) {
    if (!append) return write_file(name, bytes);
    std::ofstream file(std::filesystem::path(name), std::ios::binary | std::ios::app);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file) throw Error({.code = "unwritable_file", .where = name, .expected = "a file that can be written", .received = "none", .advice = "Check the callback's file name."});
}

void save(const std::string& folder, const TrainingRun& run, Console& console) {
    const auto files = save_model(run.model());
    for (const auto& layer : files.warnings)
        console.err << "note: TensorFlow.js cannot open layer \"" << layer << "\" of this model; Nabla can." << std::endl;
    write_model(folder, files, make_sidecar(run.experiment(), run.data()));
}

int run(const Args& args, Console& console) {
    const std::filesystem::path file = args.only("the name of an Experiment file");
    auto experiment = read_experiment(file);
    if (const auto seed = args.integer("--seed", 0, std::int64_t{1} << 53)) experiment.seed = static_cast<std::uint64_t>(*seed);
    const auto threads = args.integer("--threads", 1, most_threads).value_or(console.threads);
    std::optional<ModelFiles> start;
    if (const auto folder = args.value("--load-model")) start = read_model_files(*folder);

    auto resolver = make_resolver(console);
    resolver.set_csv(csv_path(experiment, file));
    const auto data = load_dataset(experiment, resolver, console);
    const auto pool = make_pool(threads, console);
    EpochReport report(console, args.value("--history"));
    Json folds;
    if (experiment.folds > 0) folds = cross_validate(experiment, *data, *pool, report, console);
    TrainingRun training(experiment, data, {.pool = pool.get(), .now = console.now, .files = write_callback_file});
    if (start) load_weights(training.model(), *start);
    report.follow(training);
    if (training.divergence()) console.err << "nabla: " << divergence_text(*training.divergence()) << std::endl;

    if (const auto folder = args.value("--save-model")) save(*folder, training, console);
    auto line = evaluate(training, *data);
    if (!folds.is_null()) line["cross_validation"] = std::move(folds);
    console.out << line.dump() << std::endl;
    return training.divergence() ? diverged : succeeded;
}

}  // namespace

Command run_command() {
    return {.name = "run",
            .usage = "EXPERIMENT.json [--threads N] [--seed N] [--load-model DIR] [--save-model DIR] [--history FILE.jsonl]",
            .help = "Trains the Experiment. Progress is on stderr; the last line of stdout is {\"test\": {\"loss\": ..., \"accuracy\": ...}} (or \"mae\").\n"
                    "Where a data set has no test rows the training rows are evaluated and \"on\" says so; \"generated\" is there if a stand-in\n"
                    "took the place of missing data; \"cross_validation\" if the Experiment asks for it (then all rows train the last model).\n\n"
                    "  --threads N           how many threads; the numbers do not depend on it\n"
                    "  --seed N              instead of the Experiment's own\n"
                    "  --load-model DIR      starts from this model's weights\n"
                    "  --save-model DIR      writes model.json, weights.bin (TensorFlow.js Layers format) and nabla.json\n"
                    "  --history FILE.jsonl  one object an epoch: epoch from 1, Keras's names, seconds\n\n"
                    "A run that diverges still prints its line, says on stderr where, and exits with 3.\n",
            .options = options,
            .run = run};
}

}  // namespace nabla::cli
