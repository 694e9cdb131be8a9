#pragma once
#include <string>

/// Numbers as a formula prints them: with a true minus sign, and no minus before a zero.
namespace nabla::lessons {

/// So many decimals: "−0.258".
std::string fixed(double value, int decimals);
/// At most so many decimals, none that are 0 at the end: "2", "−0.9", "0.436".
std::string short_number(double value, int decimals = 3);
/// The same where it stands after an operator: "(−1)", "2".
std::string factor(double value, int decimals = 3);

}  // namespace nabla::lessons
