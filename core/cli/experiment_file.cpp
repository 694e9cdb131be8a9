#include "core/cli/experiment_file.h"

#include "core/cli/file_io.h"
#include "core/experiment/model_check.h"

namespace nabla::cli {
namespace {

std::shared_ptr<const RawFiles> files_of(Resolver& resolver, const RawRequest& request) {
    const auto progress = resolver.poll(request);
    if (progress.state == RawProgress::State::failed) throw Error(*progress.error);
    return progress.files;
}

bool needs_files(const std::string& name) {
    const auto* info = find_dataset(name);
    return name == "csv" || (info && info->needs_files);
}

}  // namespace

Experiment read_experiment(const std::filesystem::path& file) {
    const auto text = read_text(file);
    try {
        return Experiment::parse_text(text);
    } catch (const Error& error) {
        auto info = error.info();
        info.where = file.string() + (info.where.empty() ? "" : ": " + info.where);
        throw Error(info);
    }
}

std::filesystem::path csv_path(const Experiment& experiment, const std::filesystem::path& file) {
    return file.parent_path() / experiment.dataset.json.value("csv", std::string());
}

Resolver make_resolver(const Console& console) {
    return Resolver(standard_places(console.source_folder, [&err = console.err](const std::string& line) { err << line << std::endl; }));
}

std::shared_ptr<const Dataset> load_dataset(const Experiment& experiment, Resolver& resolver, Console& console) {
    const auto& spec = experiment.dataset;
    std::shared_ptr<const RawFiles> train, test;
    if (needs_files(spec.name)) train = files_of(resolver, {.dataset = spec.name, .rows = spec.rows.value_or(0)});
    auto dataset = std::make_shared<Dataset>(build_dataset(spec, train.get(), nullptr, experiment.seed));
    if (dataset->generated)
        console.err << spec.name << ": the data set could not be had, so generated data take its place. " << dataset->generated_how.en << std::endl;
    else if (!dataset->test && needs_files(spec.name))
        test = files_of(resolver, {.dataset = spec.name, .test = true});
    add_test_part(*dataset, spec, test.get(), experiment.seed);
    // A table of the learner's own is known only now.
    if (spec.name == "csv") check_model(experiment, dataset_shape(*dataset));
    return dataset;
}

}  // namespace nabla::cli
