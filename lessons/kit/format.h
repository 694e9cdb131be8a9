#pragma once
#include <string_view>

namespace nabla::kit {

/// A number for people: "0.03120", "48,200", "1.5e−5", "−0.5000", "NaN", "∞". `digits` significant ones; whole numbers below 1e7 have all of theirs.
std::string_view format_number(char (&buffer)[32], double value, int digits = 4);
/// The same without zeros at the end, for a value that was chosen rather than measured: "0.2", "0.001".
std::string_view format_setting(char (&buffer)[32], double value, int digits = 4);
/// Seconds as "0:42", "12:05", "1:02:10".
std::string_view format_duration(char (&buffer)[32], double seconds);

}  // namespace nabla::kit
