#pragma once
#include <string>
#include <string_view>

/// Particles that follow a number by how its last digit is read aloud: 3(삼)을, 4(사)를, 7(칠)로, 6(육)으로.
namespace nabla::lessons {

inline bool ends_in_consonant(std::string_view number) {
    return !number.empty() && std::string_view("013678").find(number.back()) != std::string_view::npos;
}
inline std::string with_object(std::string number) { return number + (ends_in_consonant(number) ? "을" : "를"); }
/// ㄹ at the end (1 일, 7 칠, 8 팔) takes 로 as a vowel does.
inline std::string with_as(std::string number) {
    const bool o = !number.empty() && std::string_view("036").find(number.back()) != std::string_view::npos;
    return number + (o ? "으로" : "로");
}
inline std::string with_is(std::string number) { return number + (ends_in_consonant(number) ? "이에요" : "예요"); }

}  // namespace nabla::lessons
