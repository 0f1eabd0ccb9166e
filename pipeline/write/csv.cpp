// CSV (RFC 4180): a header line, CRLF, fields quoted where they must be, lists joined by "; ", an apostrophe before
// what a spreadsheet would run.

#include "pipeline/base/text.h"
#include "pipeline/write/json_record.h"
#include "pipeline/write/writers.h"

namespace winnow::write {
namespace {

/// Spreadsheets run what begins like a formula; behind an apostrophe they show it
/// (https://owasp.org/www-community/attacks/CSV_Injection).
bool begins_formula(std::string_view text) noexcept {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

void append_cell(std::string_view text, std::string& out) {
  if (!is_valid_utf8(text)) return append_cell(replace_ill_formed(text), out);
  if (begins_formula(text)) return append_cell("'" + std::string(text), out);
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

struct AddCell {
  std::string& out;

  void operator()(const std::string* text) const { append_cell(*text, out); }
  void operator()(const std::string& text) const { append_cell(text, out); }
  void operator()(const std::vector<std::string>* texts) const {
    std::string joined;
    for (const std::string& text : *texts) joined.append(joined.empty() ? "" : "; ").append(text);
    append_cell(joined, out);
  }
  void operator()(std::optional<float> fraction) const {
    if (fraction) append_fraction(*fraction, out);
  }
  void operator()(std::optional<bool> truth) const {
    if (truth) out += *truth ? "true" : "false";
  }
  void operator()(std::uint64_t number) const { out += std::to_string(number); }
  void operator()(const std::vector<BlockReport>*) const {}  // no column holds them
};

class Csv : public Writer {
 public:
  explicit Csv(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void begin(std::string& out) const override {
    for (const Column& column : columns_) {
      if (&column != &columns_.front()) out += ',';
      append_cell(column.name, out);
    }
    out += "\r\n";
  }

  void append(const Article& article, std::string& out) const override {
    for (const Column& column : columns_) {
      if (&column != &columns_.front()) out += ',';
      std::visit(AddCell{out}, column.value(article));
    }
    out += "\r\n";
  }

 private:
  std::vector<Column> columns_;
};

}  // namespace

std::unique_ptr<Writer> make_csv(std::vector<Column> columns) { return std::make_unique<Csv>(std::move(columns)); }

}  // namespace winnow::write
