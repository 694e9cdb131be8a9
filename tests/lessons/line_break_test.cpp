#include "lessons/kit/line_break.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace nabla::kit;

TEST_CASE("lines: a formula stays whole where it can, and no line ends in an operator") {
    const std::string words = "so 1 \u2212 0.1 = 0.9 now";
    std::string breaks;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == ' ') breaks += break_at(words, i) == Break::good ? 'g' : break_at(words, i) == Break::poor ? 'p' : '-';
    CHECK(breaks == "gp-p-g");
    CHECK(break_at("= 2", 1) == Break::none);   // the line that a poor break began
    CHECK(break_at("a =b", 1) == Break::good);  // no operator of its own
}
