#include "core/error.h"

#include <utility>

namespace nabla {
namespace {

std::string sentence(const ErrorInfo& info) {
    std::string text = info.where.empty() ? info.code : info.where;
    if (!info.expected.empty()) text += ": expected " + info.expected;
    if (!info.received.empty()) text += (info.expected.empty() ? ": got " : ", got ") + info.received;
    if (!info.advice.empty()) text += ". " + info.advice;
    return text;
}

}  // namespace

Error::Error(ErrorInfo info) : std::invalid_argument(sentence(info)), info_(std::move(info)) {}

}  // namespace nabla
