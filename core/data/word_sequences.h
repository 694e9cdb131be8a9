#pragma once
#include <string>

#include "core/data/gzip.h"
#include "core/data/samples.h"

namespace nabla {

/// Texts as word numbers, each with a label, as they lie in a file (gzip or plain), little-endian: uint32 n; uint32 offsets[n + 1], counted
/// in words; uint16 words[offsets[n]]; uint8 labels[n].
struct WordSequences {
    Words texts;
    std::vector<std::uint8_t> labels;
};

/// `name` stands in errors; a text with a word from `vocabulary` on or a label from `classes` on is one, too.
WordSequences read_word_sequences(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t vocabulary, std::int64_t classes);
Bytes write_word_sequences(const WordSequences& sequences);

}  // namespace nabla
