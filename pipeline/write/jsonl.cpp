// One JSON object a line, the record's fields in their order. A field that the options do not
// name is left out; one that they name and the record lacks is null or [].

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
  bool can_be_null = true;

  void operator()(const std::string& text) const {
    if (can_be_null) object.text(key, text);
    else append_json_string(text, object.key(key));
  }
  void operator()(const std::string* text) const { (*this)(*text); }
  void operator()(const std::vector<std::string>* texts) const { object.texts(key, *texts); }
  void operator()(std::optional<float> fraction) const { object.fraction(key, fraction); }
  void operator()(std::optional<bool> truth) const { object.truth(key, truth); }
  void operator()(std::uint64_t number) const { object.number(key, number); }
  void operator()(const std::vector<BlockReport>* blocks) const { append_blocks(*blocks, object.key(key)); }
};

class JsonLines : public Writer {
 public:
  JsonLines(std::vector<Column> columns, bool whole) : columns_(std::move(columns)), whole_(whole) {}

  void append(const Article& article, std::string& out) const override {
    JsonObject record(out);
    for (auto column = columns_.begin(); column != columns_.end();) {
      const std::size_t dot = column->name.find('.');
      if (dot == std::string_view::npos) {
        std::visit(AddMember{record, column->name, column->can_be_null}, column->value(article));
        ++column;
      } else {
        column = append_object(article, column, record.key(std::string_view(column->name).substr(0, dot)), dot);
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
    const std::string_view prefix = std::string_view(column->name).substr(0, dot + 1);
    JsonObject object(out);
    for (; column != columns_.end() && column->name.starts_with(prefix); ++column)
      std::visit(AddMember{object, std::string_view(column->name).substr(dot + 1), column->can_be_null},
                 column->value(article));
    object.end();
    return column;
  }

  static void append_on_request(const Article& article, JsonObject& record) {
    for (const Field& field : fields()) {
      if (field.presence != Presence::if_asked && field.presence != Presence::if_set) continue;
      const Value value = field.value(article);
      if (!is_absent(value)) std::visit(AddMember{record, field.name}, value);
    }
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
