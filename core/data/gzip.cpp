#include "core/data/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "core/error.h"

namespace nabla {
namespace {

constexpr int gzip_only = 15 + 16;            // zlib: a window of 2^15, gzip's header and checksum
constexpr std::uint64_t likely_ratio = 16;      // DEFLATE reaches 1032; what packs so tightly is unpacked step by step

Error file_error(const GunzipOptions& options, std::string code, std::string expected, std::string received) {
    return Error({.code = std::move(code), .where = options.file, .expected = std::move(expected), .received = std::move(received),
                  .advice = "Delete the file and fetch it again."});
}

/// Ends a zlib stream however the scope is left.
struct Inflater {
    z_stream stream{};
    Inflater() { inflateInit2(&stream, gzip_only); }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

uInt clamp(std::size_t n) { return static_cast<uInt>(std::min<std::size_t>(n, std::numeric_limits<uInt>::max())); }

/// The last four bytes tell the unpacked size modulo 2^32: a first guess, believed only as far as it is likely.
std::size_t likely_size(std::span<const std::uint8_t> bytes, std::size_t limit) {
    const auto* end = bytes.data() + bytes.size();
    const std::uint64_t told = end[-4] | std::uint64_t{end[-3]} << 8 | std::uint64_t{end[-2]} << 16 | std::uint64_t{end[-1]} << 24;
    return static_cast<std::size_t>(std::min<std::uint64_t>({told, limit, bytes.size() * likely_ratio}));
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> bytes) { return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b; }

Bytes gunzip(std::span<const std::uint8_t> bytes, const GunzipOptions& options) {
    constexpr std::size_t smallest = 18;  // header 10, checksum and size 8
    if (!is_gzip(bytes)) throw file_error(options, "wrong_format", "gzip data, beginning 1f 8b", "other bytes");
    if (bytes.size() < smallest)
        throw file_error(options, "truncated_file", "at least 18 bytes of gzip data", std::to_string(bytes.size()));

    Inflater inflater;
    auto& z = inflater.stream;
    const auto limit = options.max_bytes + 1;  // one more, to notice that there is more
    Bytes out(std::max<std::size_t>(likely_size(bytes, limit), 1));
    std::size_t filled = 0;
    z.next_in = const_cast<Bytef*>(bytes.data());
    const auto* end = bytes.data() + bytes.size();
    for (;;) {
        if (filled == out.size()) out.resize(std::min(limit, out.size() * 2));
        z.avail_in = clamp(static_cast<std::size_t>(end - z.next_in));
        z.next_out = out.data() + filled;
        z.avail_out = clamp(out.size() - filled);
        const int result = inflate(&z, Z_NO_FLUSH);
        filled = static_cast<std::size_t>(z.next_out - out.data());
        if (filled > options.max_bytes)
            throw file_error(options, "too_large", "at most " + std::to_string(options.max_bytes) + " bytes unpacked", "more");
        if (result == Z_STREAM_END) {
            if (z.next_in == end) break;
            if (!is_gzip({z.next_in, end})) throw file_error(options, "damaged_file", "nothing behind the gzip data", "other bytes");
            inflateReset(&z);
        } else if (result == Z_DATA_ERROR) {
            throw file_error(options, "damaged_file", "sound gzip data", std::string("\"") + (z.msg ? z.msg : "bad data") + "\"");
        } else if (z.next_in == end && z.avail_out > 0) {
            throw file_error(options, "truncated_file", "gzip data to its end", "a file that stops after " + std::to_string(bytes.size()) + " bytes");
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            throw file_error(options, "damaged_file", "gzip data that zlib reads", "zlib error " + std::to_string(result));
        }
    }
    out.resize(filled);
    return out;
}

Bytes unpack(std::span<const std::uint8_t> bytes, const GunzipOptions& options) {
    if (is_gzip(bytes)) return gunzip(bytes, options);
    if (bytes.size() > options.max_bytes)
        throw file_error(options, "too_large", "at most " + std::to_string(options.max_bytes) + " bytes", std::to_string(bytes.size()));
    return Bytes(bytes.begin(), bytes.end());
}

Bytes gzip(std::span<const std::uint8_t> bytes, int level) {
    z_stream z{};
    if (deflateInit2(&z, level, Z_DEFLATED, gzip_only, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw Error({.code = "out_of_range", .where = "gzip", .expected = "a level from 1 to 9", .received = std::to_string(level), .advice = {}});
    Bytes out(deflateBound(&z, static_cast<uLong>(bytes.size())));
    z.next_in = const_cast<Bytef*>(bytes.data());
    z.avail_in = clamp(bytes.size());
    z.next_out = out.data();
    z.avail_out = clamp(out.size());
    const int result = deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    if (result != Z_STREAM_END)
        throw Error({.code = "too_large", .where = "gzip", .expected = "less than 4 GB", .received = std::to_string(bytes.size()), .advice = {}});
    return out;
}

}  // namespace nabla
