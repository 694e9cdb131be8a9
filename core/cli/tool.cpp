#include "core/cli/tool.h"

#include <array>
#include <exception>

#include "core/cli/commands.h"
#include "core/experiment/json_reader.h"

namespace nabla::cli {
namespace {

std::array<Command, 6> commands() { return {run_command(), predict_command(), data_command(), summary_command(), check_command(), new_command()}; }

void print_help(std::ostream& out) {
    out << "nabla trains the Experiments of the Nabla classroom without a page.\n\n";
    for (const auto& command : commands()) out << "  nabla " << command.name << " " << command.usage << "\n";
    out << "\nnabla COMMAND --help tells more. Exit codes: 0 done, 2 bad input (one line on stderr says what), 3 training diverged,\n"
           "1 anything else.\n";
}

const Command& find_command(std::span<const Command> known, const std::string& word) {
    std::vector<std::string_view> names;
    for (const auto& command : known) {
        if (command.name == word) return command;
        names.push_back(command.name);
    }
    throw unknown_name("command line", "a command", word, names);
}

int dispatch(std::span<const std::string> words, Console& console) {
    if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") return print_help(console.out), succeeded;
    const auto known = commands();
    const auto& command = find_command(known, words[0]);
    for (const auto& word : words.subspan(1))
        if (word == "--help" || word == "-h") {
            console.out << "nabla " << command.name << " " << command.usage << "\n\n" << command.help;
            return succeeded;
        }
    return command.run(Args::parse(words.subspan(1), command.options), console);
}

}  // namespace

int run_tool(std::span<const std::string> words, Console& console) {
    try {
        return dispatch(words, console);
    } catch (const Error& error) {
        console.err << "nabla: " << error.what() << "\n";
        return bad_input;
    } catch (const std::bad_alloc&) {
        console.err << "nabla: out of memory. Use fewer units, a smaller batch or fewer rows.\n";
    } catch (const std::exception& error) {
        console.err << "nabla: " << error.what() << "\n";
    }
    return went_wrong;
}

}  // namespace nabla::cli
