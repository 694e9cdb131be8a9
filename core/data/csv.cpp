#include "core/data/csv.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <set>
#include <utility>

#include "core/data/gzip.h"
#include "core/error.h"

namespace nabla {
namespace {

constexpr std::size_t max_columns = 10'000, max_cells = 20'000'000;  // a cell is a text of its own: 640 MB

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string at_line(const std::string& file, std::size_t line) { return file + ", line " + std::to_string(line); }

/// Reads one record after another.
class CellReader {
public:
    CellReader(std::string_view text, const std::string& file, char separator) : text_(text), file_(file), separator_(separator) {
        if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    }
    std::size_t line() const { return record_line_; }

    /// The next record's fields; false at the end. Lines without any character are skipped.
    bool next(std::vector<std::string>& fields) {
        while (at_ < text_.size() && end_of_line()) skip_end_of_line();
        if (at_ >= text_.size()) return false;
        record_line_ = line_;
        fields.clear();
        for (;;) {
            if (fields.size() == max_columns) refuse_size("columns", max_columns);
            fields.push_back(field());
            if (at_ >= text_.size()) return true;
            if (end_of_line()) return skip_end_of_line(), true;
            ++at_;  // the separator
        }
    }

    [[noreturn]] void refuse_size(const char* what, std::size_t most) const {
        throw Error({.code = "too_large", .where = at_line(file_, record_line_), .expected = "at most " + std::to_string(most) + " " + what, .received = "more",
                     .advice = "Take a part of the table."});
    }

private:
    bool end_of_line() const {
        return text_[at_] == '\n' || text_[at_] == '\r';
    }
    void skip_end_of_line() {
        at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
        ++line_;
    }
    std::string field() { return at_ < text_.size() && text_[at_] == '"' ? quoted() : plain(); }
    std::string plain() {
        const auto begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && !end_of_line()) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }
    std::string quoted() {
        const auto opened = line_;
        std::string value;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] != '"') value += text_[at_];
            else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') value += text_[at_++];
            else break;
        }
        if (at_ == text_.size())
            throw Error({.code = "bad_line", .where = at_line(file_, opened), .expected = "a closing quote", .received = "the end of the file",
                         .advice = "Close the quoted field with \"."});
        ++at_;
        if (at_ < text_.size() && text_[at_] != separator_ && !end_of_line())
            throw Error({.code = "bad_line", .where = at_line(file_, line_), .expected = "the next field or the line's end behind a closing quote",
                         .received = std::string("\"") + text_[at_] + "\"", .advice = "Write a quote inside a quoted field twice."});
        return value;
    }

    std::string_view text_;
    const std::string& file_;
    char separator_;
    std::size_t at_ = 0, line_ = 1, record_line_ = 1;
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

/// What stands between the fields of the first line: the most frequent of comma, semicolon and tab outside quotes.
char find_separator(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    std::ptrdiff_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
        quoted = quoted != (c == '"');
        if (quoted) continue;
        commas += c == ',', semicolons += c == ';', tabs += c == '\t';
    }
    if (commas >= std::max(semicolons, tabs)) return ',';
    return semicolons >= tabs ? ';' : '\t';
}

/// Well-formed up to the last code point (RFC 3629); overlong forms and surrogates pass.
bool is_utf8(std::string_view text) {
    int more = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (more > 0) {
            if ((byte & 0xC0) != 0x80) return false;
            --more;
        } else if (byte >= 0x80) {
            more = (byte & 0xE0) == 0xC0 ? 1 : (byte & 0xF0) == 0xE0 ? 2 : (byte & 0xF8) == 0xF0 ? 3 : -1;
            if (more < 0) return false;
        }
    }
    return more == 0;
}

/// 12, -0.5, 1e-3, with a decimal comma -0,5; not "0x1F", not "inf".
std::optional<double> plain_number(const std::string& cell, char separator) {
    std::string text(trimmed(cell));
    if (separator == ';') std::replace(text.begin(), text.end(), ',', '.');
    if (text.empty() || text.find_first_not_of("+-.0123456789eE") != std::string::npos) return {};
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return end == text.c_str() + text.size() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

void check_header(const std::vector<std::string>& header, const std::string& file) {
    std::set<std::string_view> seen;
    for (auto name = header.begin(); name != header.end(); ++name)
        if (!name->empty() && !seen.insert(*name).second)
            throw Error({.code = "duplicate_column", .where = at_line(file, 1), .expected = "a name of its own for every column",
                         .received = "\"" + *name + "\" twice", .advice = "Rename one of them."});
}

}  // namespace

Csv Csv::parse(std::string_view text, CsvOptions options) {
    Csv csv;
    csv.file_ = std::move(options.file);
    if (!is_utf8(text))
        throw Error({.code = "wrong_format", .where = csv.file_, .expected = "text in UTF-8", .received = "another encoding", .advice = "Save the table as CSV (UTF-8)."});
    csv.separator_ = find_separator(text);
    CellReader reader(text, csv.file_, csv.separator_);
    std::vector<std::string> fields;
    if (!reader.next(fields))
        throw Error({.code = "empty_file", .where = csv.file_, .expected = "a table", .received = "an empty file", .advice = {}});
    if (options.header) {
        for (auto& name : fields) csv.header_.emplace_back(trimmed(name));
        check_header(csv.header_, csv.file_);
        if (!reader.next(fields)) return csv;
    } else {
        for (std::size_t i = 1; i <= fields.size(); ++i) csv.header_.push_back(std::to_string(i));
    }
    do {
        if (fields.size() != csv.header_.size())
            throw Error({.code = "bad_line", .where = at_line(csv.file_, reader.line()),
                         .expected = std::to_string(csv.header_.size()) + " fields, as in the first line", .received = std::to_string(fields.size()),
                         .advice = "Check the line's commas and quotes."});
        if (csv.cells_.size() + fields.size() > max_cells) reader.refuse_size("cells", max_cells);
        csv.lines_.push_back(reader.line());
        std::move(fields.begin(), fields.end(), std::back_inserter(csv.cells_));
    } while (reader.next(fields));
    return csv;
}

Csv Csv::parse(std::span<const std::uint8_t> bytes, CsvOptions options) {
    const auto plain = unpack(bytes, {.file = options.file});
    return parse(std::string_view(reinterpret_cast<const char*>(plain.data()), plain.size()), std::move(options));
}

std::size_t Csv::column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
    std::string names;
    for (const auto& known : header_) names += (names.empty() ? "" : ", ") + known;
    throw Error({.code = "missing_column", .where = file_, .expected = "a column \"" + std::string(name) + "\"", .received = "columns " + names,
                 .advice = "Check the spelling in the first line."});
}

bool Csv::missing(std::size_t row, std::size_t column) const {
    constexpr std::array<std::string_view, 9> words = {"", "NA", "N/A", "NaN", "nan", "NAN", "null", "NULL", "?"};
    return std::find(words.begin(), words.end(), trimmed(cell(row, column))) != words.end();
}

void Csv::need_rows() const {
    if (rows() == 0)
        throw Error({.code = "no_rows", .where = file_, .expected = "rows below the first line", .received = "none", .advice = {}});
}

void Csv::drop_missing(std::span<const std::size_t> columns) {
    const auto width = header_.size();
    std::size_t kept = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
        if (std::any_of(columns.begin(), columns.end(), [&](std::size_t column) { return missing(row, column); })) continue;
        if (kept != row) {
            const auto from = cells_.begin() + static_cast<std::ptrdiff_t>(row * width);
            std::move(from, from + static_cast<std::ptrdiff_t>(width), cells_.begin() + static_cast<std::ptrdiff_t>(kept * width));
            lines_[kept] = lines_[row];
        }
        ++kept;
    }
    lines_.resize(kept);
    cells_.resize(kept * width);
}

bool Csv::is_number(std::size_t row, std::size_t column) const { return plain_number(cell(row, column), separator_).has_value(); }

double Csv::number(std::size_t row, std::size_t column) const {
    if (missing(row, column))
        throw Error({.code = "missing_value", .where = place(row, column), .expected = "a number",
                     .received = cell(row, column).empty() ? "nothing" : "\"" + cell(row, column) + "\"", .advice = "Fill in a number or remove the row."});
    if (const auto value = plain_number(cell(row, column), separator_)) return *value;
    throw Error({.code = "not_a_number", .where = place(row, column), .expected = "a number", .received = "\"" + cell(row, column) + "\"",
                 .advice = "Write a number like 1234.5, or leave the column out."});
}

std::string Csv::place(std::size_t row, std::size_t column) const {
    return at_line(file_, lines_[row]) + ", column \"" + header_[column] + "\"";
}

}  // namespace nabla
