#pragma once
#include <filesystem>
#include <memory>

#include "core/cli/console.h"
#include "core/cli/resolver.h"
#include "core/experiment/experiment.h"

namespace nabla::cli {

/// Reads and checks EXPERIMENT.json; errors name the file's own paths.
Experiment read_experiment(const std::filesystem::path& file);
/// Where {"csv": "file.csv"} points: beside the Experiment, unless the path is absolute.
std::filesystem::path csv_path(const Experiment& experiment, const std::filesystem::path& file);

Resolver make_resolver(const Console& console);
/// The Experiment's data set, test rows included where it has any. Says on stderr when it is a generated stand-in.
std::shared_ptr<const Dataset> load_dataset(const Experiment& experiment, Resolver& resolver, Console& console);

}  // namespace nabla::cli
