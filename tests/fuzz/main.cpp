// libFuzzer's entry points. One program, `fuzz --reader=NAME [libFuzzer's own options] CORPUS`: it leaves options that begin with two dashes alone.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/readers.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

const nabla::fuzz::Reader* reader = nullptr;

constexpr std::array<std::string_view, 44> values = {
    "0", "1", "-1", "2", "3", "0.5", "-0.5", "1e308", "-1e308", "1e-320", "1000000", "1000001", "100000", "65536", "2147483648", "4294967296", "9007199254740993",
    "18446744073709551616", "null", "true", "false", "\"\"", "[]", "{}", "[1]", "[1,1]", "[[1,2],[3,4]]", "[null,4]", "[-1]", "[3,3]", "\"relu\"", "\"softmax\"", "\"swish\"",
    "\"same\"", "\"x\"", "\"Dense\"", "\"Flatten\"", "[\"a\",0,0]", "[[\"a\",0,0]]", "[[[\"a\",0,0,{}]]]", "{\"class_name\":\"Dense\",\"config\":{\"units\":2}}",
    "{\"class_name\":\"L2\",\"config\":{}}", "\"mse\"", "[\"accuracy\"]"};

/// Where values begin: behind a colon, a comma, an opening bracket.
std::vector<std::size_t> places(std::string_view text) {
    std::vector<std::size_t> found;
    bool inside = false;
    for (std::size_t i = 0; i < text.size() && text[i] != '\0'; ++i) {
        if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) inside = !inside;
        if (!inside && (text[i] == ':' || text[i] == ',' || text[i] == '[')) found.push_back(i + 1);
    }
    return found;
}

/// The end of the value that begins at `at`: the comma or bracket that closes it.
std::size_t value_end(std::string_view text, std::size_t at) {
    int depth = 0;
    bool inside = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"' && text[at - 1] != '\\') inside = !inside;
        if (inside) continue;
        if (c == '[' || c == '{') ++depth;
        if ((c == ',' && depth == 0) || ((c == ']' || c == '}') && depth-- == 0)) break;
    }
    return at;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
    constexpr std::string_view option = "--reader=";
    for (int i = 1; i < *count; ++i)
        if (std::string_view((*arguments)[i]).starts_with(option)) reader = nabla::fuzz::find_reader(std::string_view((*arguments)[i]).substr(option.size()));
    if (!reader) std::fputs("fuzz: --reader= wants experiment, model, idx, csv or words\n", stderr), std::exit(2);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    reader->read({data, size});
    return 0;
}

/// Bytes changed at random seldom make JSON: half of the time one whole value takes the place of another instead.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    if (!reader->json || seed % 2 == 0) return LLVMFuzzerMutate(data, size, max_size);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto starts = places(text);
    if (starts.empty()) return LLVMFuzzerMutate(data, size, max_size);
    const auto begin = starts[seed / 2 % starts.size()], end = value_end(text, begin);
    const auto other = starts[seed / 64 % starts.size()], other_end = value_end(text, other);
    const std::string value(seed / 8 % 4 == 0 ? text.substr(other, other_end - other) : values[seed / 32 % values.size()]);
    const auto changed = std::string(text.substr(0, begin)) + value + std::string(text.substr(end));
    if (changed.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
    std::memcpy(data, changed.data(), changed.size());
    return changed.size();
}
