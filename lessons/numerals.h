#pragma once
#include <string>
#include <string_view>

/// Numbers as a formula prints them: with a true minus sign, and no minus before a zero.
namespace nabla::lessons {

/// So many decimals: "−0.258".
std::string fixed(double value, int decimals);
/// At most so many decimals, none that are 0 at the end: "2", "−0.9", "0.436".
std::string short_number(double value, int decimals = 3);
/// The same where it stands after an operator: "(−1)", "2".
std::string factor(double value, int decimals = 3);

/// A size: "2.3e−3", "∞", "NaN"; "0" for what is not above 0.
std::string power_of_ten(double value);
/// The words with the number in place of their "{n}".
std::string with_number(std::string words, std::string_view number);

}  // namespace nabla::lessons
