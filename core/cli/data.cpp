#include "core/cli/commands.h"
#include "core/cli/experiment_file.h"
#include "core/cli/stage.h"
#include "core/data/family.h"
#include "core/data/texts.h"

namespace nabla::cli {
namespace {

constexpr Option options[] = {{"--stage"}, {"--words"}, {"--check", false}, {"--progress", false}};

std::string counted(std::size_t count, const char* what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

std::shared_ptr<const RawFiles> files_of(Resolver& resolver, const std::string& name, bool test) {
    const auto progress = resolver.poll({.dataset = name, .test = test, .rows = 0});
    if (progress.state == RawProgress::State::failed) throw Error(*progress.error);
    return progress.files;
}

/// "ok, 4 files, SHA-256 as published", or why not. `deep`: the rows are read, too.
std::string state_of(Resolver& resolver, const DatasetFamily& family, bool deep, bool& sound) {
    const auto& name = family.info.name;
    try {
        const auto train = resolver.find(name, DataFile::Part::train), test = resolver.find(name, DataFile::Part::test);
        if (train.empty()) return "not found: a generated stand-in takes its place";
        auto text = train[0].path.parent_path().string() + ": " + counted(train.size() + test.size(), "file") + ", SHA-256 as published";
        if (!deep) return text;
        const auto train_files = files_of(resolver, name, false), test_files = files_of(resolver, name, true);
        const auto dataset = build_dataset({.name = name, .rows = {}, .shape = {}, .drop = {}, .one_hot = {}, .test_split = {}, .json = {}}, train_files.get(), test_files.get(), 1);
        return text + "; " + std::to_string(dataset.train.rows()) + " + " + std::to_string(dataset.test ? dataset.test->rows() : 0) + " rows read";
    } catch (const Error& error) {
        sound = false;
        return std::string("damaged: ") + error.what();
    }
}

int list_sets(Resolver& resolver, bool deep, Console& console) {
    bool sound = true;
    for (const auto& family : dataset_families()) {
        if (family.kind == DatasetFamily::Kind::own) continue;
        const auto rows = std::to_string(family.info.train_rows) + " + " + std::to_string(family.info.test_rows) + " rows";
        auto line = family.info.name + std::string(family.info.name.size() < 16 ? 16 - family.info.name.size() : 1, ' ') + rows;
        line += std::string(line.size() < 38 ? 38 - line.size() : 1, ' ');
        console.out << line << (family.kind == DatasetFamily::Kind::toy ? "generated from the seed" : state_of(resolver, family, deep, sound)) << std::endl;
    }
    if (!sound) console.err << "nabla: some files are damaged, see above. Delete them; they are then looked for elsewhere or fetched again." << std::endl;
    return sound ? succeeded : bad_input;
}

/// "4<tab>the" for every word number from 4 on: what Keras's get_word_index gives, with load_data's offset of 3 and one for the rank from 1.
int list_words(Resolver& resolver, const std::string& name, Console& console) {
    const auto* info = find_dataset(name);
    if (!info || !info->text)
        throw Error({.code = "no_words", .where = "--words", .expected = "imdb or reuters", .received = "\"" + name + "\"", .advice = {}});
    const auto words = text_words(files_of(resolver, name, false).get());
    if (words.empty())
        throw Error({.code = "missing_file", .where = name, .expected = "the set's list of words", .received = "nothing", .advice = "See where nabla data looks for it."});
    for (std::size_t number = 4; number < words.size(); ++number) console.out << number << '\t' << words[number] << '\n';
    console.out << std::flush;
    return succeeded;
}

int run(const Args& args, Console& console) {
    if (!args.positional().empty())
        throw Error({.code = "too_many_arguments", .where = "command line", .expected = "options only", .received = "\"" + args.positional()[0] + "\"", .advice = "See nabla data --help."});
    auto places = standard_places(console.source_folder, [&console](const std::string& line) { console.err << line << std::endl; });
    const auto folder = args.value("--stage");
    if (!folder) places.download = false;  // a list must not cost a download
    Resolver resolver(std::move(places));
    if (const auto name = args.value("--words")) return list_words(resolver, *name, console);
    if (!folder) return list_sets(resolver, args.has("--check"), console);
    const bool talk = args.has("--progress");
    stage_data(resolver, *folder, [&](const std::string& line) {
        if (talk) console.err << line << std::endl;
    });
    return succeeded;
}

}  // namespace

Command data_command() {
    return {.name = "data", .usage = "[--check] [--words NAME] [--stage DIR [--progress]]",
            .help = "Lists the data sets: rows, where their files were found, whether their checksums are the published ones. Looked in, in this\n"
                    "order: $NABLA_DATA, shared/data beside the checkout, ${XDG_CACHE_HOME:-~/.cache}/nabla/data. What is nowhere is downloaded\n"
                    "when a run or --stage needs it, unless $NABLA_OFFLINE is set.\n\n"
                    "  --check      reads every row, too\n"
                    "  --words NAME the words of imdb or reuters, each behind the number that stands for it\n"
                    "  --stage DIR  writes what a page fetches: slices and manifest.json; what is there already stays\n"
                    "  --progress   with --stage: a line on stderr for each set\n",
            .options = options,
            .run = run};
}

}  // namespace nabla::cli
