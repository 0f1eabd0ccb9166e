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

void append_metadata(const Article& article, JsonObject& record) {
  record.text("id", article.id);
  record.text("url", article.url);
  record.text("canonical_url", article.canonical_url);
  record.text("type", article.type);
  record.text("title", article.title);
  record.texts("authors", article.authors);
  record.text("date", article.date);
  record.text("date_modified", article.date_modified);
  record.text("language", article.language);
  record.fraction("language_score", article.language.empty() ? std::nullopt : std::optional(article.language_score));
  record.text("site_name", article.site_name);
  record.text("description", article.description);
  record.text("image", article.image);
  record.texts("tags", article.tags);
  record.texts("categories", article.categories);
  record.text("source", article.agency);
  record.text("license", article.license);
  record.truth("paywalled", article.paywalled);
  record.text("next_page", article.next_page);
  record.fraction("confidence", article.confidence);
}

class JsonLines : public Writer {
 public:
  void append(const Article& article, std::string& out) const override {
    JsonObject record(out);
    append_metadata(article, record);
    append_json_string(article.text, record.key("text"));
    if (!article.markdown.empty()) record.text("markdown", article.markdown);
    if (!article.html.empty()) record.text("html", article.html);
    if (!article.tei.empty()) record.text("tei", article.tei);
    if (!article.blocks.empty()) append_blocks(article.blocks, record.key("blocks"));
    if (!article.comments.empty()) record.texts("comments", article.comments);
    record.raw_members(article.carry);
    record.end();
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<Writer> make_json_lines() { return std::make_unique<JsonLines>(); }

}  // namespace winnow::write
