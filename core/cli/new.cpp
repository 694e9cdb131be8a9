#include <filesystem>

#include "core/cli/commands.h"
#include "core/cli/file_io.h"
#include "core/experiment/first_experiment.h"

namespace nabla::cli {
namespace {

constexpr Option options[] = {{"--target"}};

int run(const Args& args, Console& console) {
    const auto& file = args.only("the name of a CSV file");
    const auto csv = Csv::parse(read_bytes(file), {.file = file});
    csv.need_rows();
    const auto columns = describe_columns(csv);
    const auto target = args.value("--target").value_or(likely_target(csv, columns));
    const auto experiment = first_experiment(csv, columns, std::filesystem::path(file).filename().string(), target);
    for (const auto& column : columns)
        if (!usable(column, csv.rows())) console.err << "\"" << column.name << "\" is left out: " << reason_to_drop(column, csv.rows()) << std::endl;
    console.out << experiment.to_json().dump(1) << std::endl;
    return succeeded;
}

}  // namespace

Command new_command() {
    return {.name = "new", .usage = "TABLE.csv [--target COLUMN] > experiment.json",
            .help = "Prints an Experiment to begin with: predicts COLUMN (by itself the last that can be) from the table's other columns. Save it beside the\n"
                    "table. Columns that hold too many different words, too little or the row's number are left out; stderr says which.\n",
            .options = options, .run = run};
}

}  // namespace nabla::cli
