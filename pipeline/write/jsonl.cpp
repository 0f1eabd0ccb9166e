// One JSON object a line, the record's fields in their order. What was not asked for is left out;
// what was asked for and is absent is null or [].

#include "pipeline/write/json_record.h"
#include "pipeline/write/writers.h"

namespace winnow::write {
namespace {

void append_terms(const BlockReport& block, std::string& out) {
  JsonObject terms(out);
  for (const auto& [feature, log_odds] : block.terms) terms.fraction(feature, log_odds);
  terms.end();
}

void append_block(const BlockReport& block, std::string& out) {
  JsonObject object(out);
  object.text("kind", name(block.kind));
  object.text("label", name(block.label));
  object.truth("kept", block.kept);
  object.fraction("score", block.score);
  object.text("rule", block.rule);
  object.text("rule_at", block.rule_at);
  object.text("path", block.path);
  append_terms(block, object.key("terms"));
  object.text("text", block.text);
  object.end();
}

void append_blocks(const std::vector<BlockReport>& blocks, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i > 0) out += ',';
    append_block(blocks[i], out);
  }
  out += ']';
}

/// Adds a value as the member `key` of an object.
struct AddMember {
  JsonObject& object;
  std::string_view key;

  void operator()(std::string_view text) const { object.text(key, text); }
  void operator()(const std::string& text) const { object.text(key, text); }
  void operator()(Body body) const { append_json_string(body.text, object.key(key)); }
  void operator()(const std::vector<std::string>* texts) const { object.texts(key, *texts); }
  void operator()(std::optional<float> fraction) const { object.fraction(key, fraction); }
  void operator()(std::optional<bool> truth) const { object.truth(key, truth); }
  void operator()(std::uint64_t number) const { object.number(key, number); }
};

class JsonLines : public Writer {
 public:
  JsonLines(std::vector<Column> columns, bool whole) : columns_(std::move(columns)), whole_(whole) {}

  void append(const Article& article, std::string& out) const override {
    JsonObject record(out);
    for (auto column = columns_.begin(); column != columns_.end();) {
      const std::size_t dot = column->name.find('.');
      if (dot == std::string_view::npos) {
        std::visit(AddMember{record, column->name}, column->value(article));
        ++column;
      } else {
        column = append_object(article, column, record.key(column->name.substr(0, dot)), dot);
      }
    }
    if (whole_) append_on_request(article, record);
    record.end();
    out += '\n';
  }

 private:
  using At = std::vector<Column>::const_iterator;

  /// The columns from `column` on whose names share its first `dot` bytes, as one object.
  At append_object(const Article& article, At column, std::string& out, std::size_t dot) const {
    const std::string_view prefix = column->name.substr(0, dot + 1);
    JsonObject object(out);
    for (; column != columns_.end() && column->name.starts_with(prefix); ++column)
      std::visit(AddMember{object, column->name.substr(dot + 1)}, column->value(article));
    object.end();
    return column;
  }

  static void append_on_request(const Article& article, JsonObject& record) {
    if (!article.markdown.empty()) record.text("markdown", article.markdown);
    if (!article.html.empty()) record.text("html", article.html);
    if (!article.tei.empty()) record.text("tei", article.tei);
    if (!article.blocks.empty()) append_blocks(article.blocks, record.key("blocks"));
    if (!article.comments.empty()) record.texts("comments", article.comments);
    record.raw_members(article.carry);
  }

  std::vector<Column> columns_;
  bool whole_;
};

}  // namespace

std::unique_ptr<Writer> make_json_lines(std::vector<Column> columns, bool whole) {
  return std::make_unique<JsonLines>(std::move(columns), whole);
}

}  // namespace winnow::write
