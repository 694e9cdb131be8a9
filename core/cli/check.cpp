#include <algorithm>
#include <array>
#include <cstdio>

#include "core/cli/commands.h"
#include "core/cli/experiment_file.h"
#include "core/experiment/model_ends.h"
#include "core/train/check_run.h"

namespace nabla::cli {
namespace {

constexpr double sound_below = 1e-2;
constexpr std::array options = {Option{"--rows"}, Option{"--values"}, Option{"--seed"}};

std::string line_of(const GradientCheck& row) {
    char text[160];
    std::snprintf(text, sizeof text, "%-32s %8lld %8lld   %.2e%s\n", (row.layer + "/" + row.parameter).c_str(), static_cast<long long>(row.checked),
                  static_cast<long long>(row.kinks), row.worst, row.worst < sound_below ? "" : "   <- wrong");
    return text;
}

int run(const Args& args, Console& console) {
    const std::filesystem::path file = args.only("the name of an Experiment file");
    auto experiment = read_experiment(file);
    if (const auto seed = args.integer("--seed", 0, std::int64_t{1} << 53)) experiment.seed = static_cast<std::uint64_t>(*seed);
    auto resolver = make_resolver(console);
    resolver.set_csv(csv_path(experiment, file));
    const auto data = load_dataset(experiment, resolver, console);
    const auto rows = std::min(data->train.rows(), args.integer("--rows", 1, 10'000).value_or(16));

    Model model(experiment.model, input_shapes(experiment.model, dataset_shape(*data)));
    model.initialize(experiment.seed);
    const auto report = check_gradients(model, experiment, *data, rows, {.per_parameter = args.integer("--values", 1, 1'000'000).value_or(20), .seed = experiment.seed});
    char head[160];
    std::snprintf(head, sizeof head, "%-32s %8s %8s   %s\n", "Parameter", "checked", "kinks", "largest difference");
    console.out << head;
    for (const auto& row : report) console.out << line_of(row);
    console.out << std::flush;
    return std::all_of(report.begin(), report.end(), [](const GradientCheck& row) { return row.worst < sound_below; }) ? succeeded : went_wrong;
}

}  // namespace

Command check_command() {
    return {.name = "check", .usage = "EXPERIMENT.json [--rows N] [--values N] [--seed N]",
            .help = "Compares the gradients of every layer, on the first N training rows (16), with central differences of the loss, for N values (20) of\n"
                    "each kernel and bias. Exit code 1 if one is off.\n",
            .options = options, .run = run};
}

}  // namespace nabla::cli
