#include "core/data/word_sequences.h"

#include <algorithm>

#include "core/error.h"

namespace nabla {
namespace {

template <class Unsigned>
Unsigned read_number(const std::uint8_t* bytes) {
    Unsigned value = 0;
    for (std::size_t i = sizeof value; i-- > 0;) value = static_cast<Unsigned>(value << 8 | bytes[i]);
    return value;
}

template <class Unsigned>
void append(Bytes& bytes, Unsigned value) {
    for (std::size_t i = 0; i < sizeof value; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

[[noreturn]] void refuse_words(const std::string& name, std::string code, std::string expected, std::string received) {
    throw Error({.code = std::move(code), .where = name, .expected = std::move(expected), .received = std::move(received),
                 .advice = "Delete the file and fetch it again."});
}

}  // namespace

WordSequences read_word_sequences(std::span<const std::uint8_t> packed, const std::string& name, std::int64_t vocabulary, std::int64_t classes) {
    const auto bytes = unpack(packed, {.file = name});
    const auto need = [&](std::uint64_t length) {
        if (bytes.size() < length) refuse_words(name, "truncated_file", "at least " + std::to_string(length) + " bytes", std::to_string(bytes.size()));
    };
    need(8);
    const std::uint64_t texts = read_number<std::uint32_t>(bytes.data()), words_at = 4 + 4 * (texts + 1);
    need(words_at);
    WordSequences result;
    result.texts.offsets.resize(texts + 1);
    for (std::size_t i = 0; i <= texts; ++i) result.texts.offsets[i] = read_number<std::uint32_t>(bytes.data() + 4 + 4 * i);
    const auto& offsets = result.texts.offsets;
    if (offsets[0] != 0 || !std::is_sorted(offsets.begin(), offsets.end())) refuse_words(name, "wrong_format", "offsets that rise from 0", "others");
    const std::uint64_t words = offsets.back(), length = words_at + 2 * words + texts;
    need(length);
    if (bytes.size() > length) refuse_words(name, "wrong_format", std::to_string(length) + " bytes, as its header says", std::to_string(bytes.size()));
    result.texts.numbers.resize(words);
    for (std::size_t i = 0; i < words; ++i) {
        const auto word = read_number<std::uint16_t>(bytes.data() + words_at + 2 * i);
        if (word >= vocabulary) refuse_words(name, "wrong_format", "words below " + std::to_string(vocabulary), std::to_string(word));
        result.texts.numbers[i] = word;
    }
    result.labels.assign(bytes.end() - static_cast<std::ptrdiff_t>(texts), bytes.end());
    const auto wrong = std::find_if(result.labels.begin(), result.labels.end(), [&](auto label) { return label >= classes; });
    if (wrong != result.labels.end()) refuse_words(name, "bad_label", "labels from 0 to " + std::to_string(classes - 1), std::to_string(*wrong));
    return result;
}

Bytes write_word_sequences(const WordSequences& sequences) {
    Bytes bytes;
    append(bytes, static_cast<std::uint32_t>(sequences.texts.texts()));
    for (const auto offset : sequences.texts.offsets) append(bytes, offset);
    for (const auto word : sequences.texts.numbers) append(bytes, word);
    bytes.insert(bytes.end(), sequences.labels.begin(), sequences.labels.end());
    return bytes;
}

}  // namespace nabla
