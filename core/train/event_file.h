#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// TensorBoard's event files. A file is a row of TFRecords, each
//   uint64 length, uint32 masked CRC-32C of these 8 bytes, the bytes, uint32 masked CRC-32C of the bytes     (little-endian)
// and each holds one tensorflow.Event in protocol buffers' wire form.
namespace nabla {

/// CRC-32C (Castagnoli), reflected polynomial 0x82F63B78; of "123456789": 0xE3069283.
std::uint32_t crc32c(std::string_view bytes);
std::string tf_record(std::string_view bytes);

/// Event {1: wall_time (double), 3: file_version}: the first record of a file.
std::string version_event(double wall_time);
/// Event {1: wall_time, 2: step, 5: Summary {1: Value {1: tag, 2: simple_value (float)}, ...}}.
std::string scalars_event(double wall_time, std::int64_t step, std::span<const std::pair<std::string, float>> scalars);

/// How values are spread: 30 buckets of equal width from the smallest to the largest, as TensorFlow's histogram summary has them.
struct Histogram {
    double min = 0, max = 0, count = 0, sum = 0, sum_of_squares = 0;
    std::vector<double> limits, counts;  // a bucket's upper end; how many values lie in it
};
/// Values that are not finite are left out.
Histogram histogram_of(std::span<const float> values);
std::string histograms_event(double wall_time, std::int64_t step, std::span<const std::pair<std::string, Histogram>> histograms);

}  // namespace nabla
