#include <cstdio>

#include "core/cli/commands.h"
#include "core/cli/experiment_file.h"
#include "core/experiment/model_ends.h"
#include "core/model/model.h"
#include "core/optimizers/optimizer.h"

namespace nabla::cli {
namespace {

std::string megabytes(std::size_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

/// What a run holds in memory besides its data.
std::string memory_text(Model& model, const Experiment& experiment) {
    model.reserve(experiment.fit.batch_size, true);
    const auto optimizer = make_optimizer(experiment.compile.optimizer, "compile.optimizer");
    const auto weights = model.weights().size() * sizeof(float);
    optimizer->build(model.weights().size());
    return "Memory while training: weights " + megabytes(weights + model.state().size() * sizeof(float)) + ", gradients " + megabytes(weights) + ", " +
           std::string(optimizer->class_name()) + " " + megabytes(optimizer->slots().size() * weights) + ", a batch of " + std::to_string(experiment.fit.batch_size) + " " +
           megabytes(model.memory_bytes() - 2 * weights - model.state().size() * sizeof(float)) + "\n";
}

int run(const Args& args, Console& console) {
    const std::filesystem::path file = args.only("the name of an Experiment file");
    const auto experiment = read_experiment(file);
    auto shapes = experiment.input_shapes();
    if (shapes.empty()) {  // a CSV's columns are known once it is read
        auto resolver = make_resolver(console);
        resolver.set_csv(csv_path(experiment, file));
        shapes = input_shapes(experiment.model, dataset_shape(*load_dataset(experiment, resolver, console)));
    }
    Model model(experiment.model, shapes);
    console.out << model.summary_text() << memory_text(model, experiment) << std::flush;
    return succeeded;
}

}  // namespace

Command summary_command() {
    return {.name = "summary", .usage = "EXPERIMENT.json", .help = "Prints the model's layers, output shapes and parameter counts, and the memory that training takes.\n", .options = {}, .run = run};
}

}  // namespace nabla::cli
