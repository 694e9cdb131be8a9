#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nabla {

struct CsvOptions {
    std::string file = "table";  // for errors
    bool header = true;          // else columns are named "1", "2", ...
};

/// A table of comma-separated values (RFC 4180): a header row, fields that may be quoted ("" is a quote inside), lines
/// ending in LF or CRLF, empty lines skipped. A first line with more semicolons or tabs than commas has these instead; with
/// semicolons 1,5 is a number, as spreadsheets write it where the comma is the decimal mark. Cells are texts until asked
/// for as numbers.
class Csv {
public:
    static Csv parse(std::string_view text, CsvOptions options = {});
    /// gzip or plain.
    static Csv parse(std::span<const std::uint8_t> bytes, CsvOptions options = {});

    const std::string& file() const { return file_; }
    const std::vector<std::string>& header() const { return header_; }
    std::size_t rows() const { return lines_.size(); }
    /// Where the header has this name. Throws Error "missing_column" that lists the names there are.
    std::size_t column(std::string_view name) const;

    const std::string& cell(std::size_t row, std::size_t column) const { return cells_[row * header_.size() + column]; }
    /// Nothing, or one of the usual words for nothing: NA, N/A, NaN, null, ?
    bool missing(std::size_t row, std::size_t column) const;
    bool is_number(std::size_t row, std::size_t column) const;
    /// Throws Error "no_rows" for a header alone.
    void need_rows() const;
    /// Leaves out the rows in which one of these columns is missing.
    void drop_missing(std::span<const std::size_t> columns);
    /// Throws Error "missing_value" or "not_a_number" naming file, line and column.
    double number(std::size_t row, std::size_t column) const;
    /// The line of the file, from 1, on which a row begins.
    std::size_t line(std::size_t row) const { return lines_[row]; }
    /// "table.csv, line 5, column "age""
    std::string place(std::size_t row, std::size_t column) const;

private:
    std::string file_;
    char separator_ = ',';
    std::vector<std::string> header_, cells_;  // cells row-major
    std::vector<std::size_t> lines_;
};

}  // namespace nabla
