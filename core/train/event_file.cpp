#include "core/train/event_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace nabla {
namespace {

constexpr auto crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0x82F63B78u ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    return table;
}();

template <class Unsigned>
std::string little_endian(Unsigned value) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    return bytes;
}

std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
    return bytes + static_cast<char>(value);
}

// A field's key is number << 3 | wire type: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes.
std::string key(unsigned field, unsigned wire) { return varint(field << 3 | wire); }
std::string bytes_field(unsigned field, std::string_view bytes) { return key(field, 2) + varint(bytes.size()) + std::string(bytes); }
std::string double_field(unsigned field, double value) { return key(field, 1) + little_endian(std::bit_cast<std::uint64_t>(value)); }
std::string float_field(unsigned field, float value) { return key(field, 5) + little_endian(std::bit_cast<std::uint32_t>(value)); }

/// TFRecord's mask, so that a checksum of bytes that hold checksums stays one.
std::uint32_t masked(std::uint32_t crc) { return std::rotr(crc, 15) + 0xA282EAD8u; }

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char byte : bytes) crc = crc_table[(crc ^ static_cast<unsigned char>(byte)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

std::string tf_record(std::string_view bytes) {
    const auto length = little_endian(static_cast<std::uint64_t>(bytes.size()));
    return length + little_endian(masked(crc32c(length))) + std::string(bytes) + little_endian(masked(crc32c(bytes)));
}

std::string version_event(double wall_time) { return double_field(1, wall_time) + bytes_field(3, "brain.Event:2"); }

std::string scalars_event(double wall_time, std::int64_t step, std::span<const std::pair<std::string, float>> scalars) {
    std::string summary;
    for (const auto& [tag, value] : scalars) summary += bytes_field(1, bytes_field(1, tag) + float_field(2, value));
    return double_field(1, wall_time) + key(2, 0) + varint(static_cast<std::uint64_t>(step)) + bytes_field(5, summary);
}

Histogram histogram_of(std::span<const float> values) {
    constexpr std::size_t buckets = 30;
    Histogram h;
    for (const float v : values) {
        if (!std::isfinite(v)) continue;
        h.min = h.count == 0 ? v : std::min<double>(h.min, v);
        h.max = h.count == 0 ? v : std::max<double>(h.max, v);
        ++h.count, h.sum += v, h.sum_of_squares += double{v} * v;
    }
    if (h.count == 0) return h;
    const double width = (h.max - h.min) / buckets;
    h.counts.assign(buckets, 0);
    for (std::size_t i = 1; i <= buckets; ++i) h.limits.push_back(i == buckets ? h.max : h.min + width * static_cast<double>(i));
    for (const float v : values)
        if (std::isfinite(v)) ++h.counts[width > 0 ? std::min(buckets - 1, static_cast<std::size_t>((v - h.min) / width)) : buckets - 1];
    return h;
}

// HistogramProto: min 1, max 2, num 3, sum 4, sum_squares 5, bucket_limit 6 and bucket 7, both packed.
std::string histograms_event(double wall_time, std::int64_t step, std::span<const std::pair<std::string, Histogram>> histograms) {
    const auto packed = [](unsigned field, const std::vector<double>& values) {
        std::string bytes;
        for (const double v : values) bytes += little_endian(std::bit_cast<std::uint64_t>(v));
        return bytes_field(field, bytes);
    };
    std::string summary;
    for (const auto& [tag, h] : histograms) {
        const auto proto = double_field(1, h.min) + double_field(2, h.max) + double_field(3, h.count) + double_field(4, h.sum) +
                           double_field(5, h.sum_of_squares) + packed(6, h.limits) + packed(7, h.counts);
        summary += bytes_field(1, bytes_field(1, tag) + bytes_field(5, proto));
    }
    return double_field(1, wall_time) + key(2, 0) + varint(static_cast<std::uint64_t>(step)) + bytes_field(5, summary);
}

}  // namespace nabla
