#include "core/cli/commands.h"
#include "core/cli/experiment_file.h"
#include "core/model/model.h"

namespace nabla::cli {
namespace {

int run(const Args& args, Console& console) {
    const std::filesystem::path file = args.only("the name of an Experiment file");
    const auto experiment = read_experiment(file);
    auto shape = experiment.input_shape();
    if (shape.rank() == 0) {  // a CSV's columns are known once it is read
        auto resolver = make_resolver(console);
        resolver.set_csv(csv_path(experiment, file));
        shape = load_dataset(experiment, resolver, console)->train.x.sample_shape();
    }
    console.out << Model(experiment.model, shape).summary_text() << std::flush;
    return succeeded;
}

}  // namespace

Command summary_command() {
    return {.name = "summary", .usage = "EXPERIMENT.json", .help = "Prints the model's layers, output shapes and parameter counts.\n", .options = {}, .run = run};
}

}  // namespace nabla::cli
