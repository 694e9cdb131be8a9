#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/text.h"

namespace nabla {

/// What a learner reads when this went wrong: the code's sentence in both languages, with the error's parts filled in.
Text message_of(const ErrorInfo& error);

/// True if a code has a sentence of its own.
bool has_message(std::string_view code);

/// The core's phrases for what was expected ("a whole number from 1 to 10") in Korean; what it does not know stays as it is.
std::string korean_phrase(std::string_view english);

}  // namespace nabla
