#pragma once
#include <cstdint>

// What a page's worker (and main.cpp, natively) calls. Answers are JSON, valid until the next call:
//   {"call": "prepare", "id", "work": {"kind": ...}}   {"ok": {"flops"}}            the works are told in work.h
//   {"call": "time", "id", "seconds"}                  {"ok": {"times", "seconds"}}  done so often in so long: at least once
//   {"call": "batch", "id"}                            {"ok": {"rows", "x": [address, floats], "y": [..], "generated"}}
//   {"call": "drop", "id"}                             {"ok": null}
// or {"error": "..."}.
extern "C" {
const char* bench_call(const char* json);
/// A chunk of a data set's file, before a work that needs it is prepared; the bytes are copied.
void bench_file(const char* dataset, const char* file, const std::uint8_t* bytes, int length);
}
