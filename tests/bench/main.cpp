// The same works natively: a request a line on stdin, an answer a line on stdout. {"call": "file", "dataset", "file", "path"} reads a file.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "core/json.h"
#include "tests/bench/door.h"

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = nabla::Json::parse(line, nullptr, false);
        if (!request.is_object() || request.value("call", "") != "file") {
            std::cout << bench_call(line.c_str()) << std::endl;
            continue;
        }
        const auto text = [&](const char* key) { return request.value(key, std::string()); };
        std::ifstream file(text("path"), std::ios::binary);
        const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
        bench_file(text("dataset").c_str(), text("file").c_str(), bytes.data(), static_cast<int>(bytes.size()));
        std::cout << R"({"ok": null})" << std::endl;
    }
}
