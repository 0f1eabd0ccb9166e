#include "tools/explain/explanation.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "pipeline/base/text.h"
#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"

namespace winnow::tools {
namespace {

constexpr std::string_view kReset = "\x1b[0m", kDim = "\x1b[2m", kGreen = "\x1b[32m", kRed = "\x1b[31m",
                           kBold = "\x1b[1m", kYellow = "\x1b[33m";

/// Appends text in a colour, if there are colours.
class Painter {
 public:
  Painter(bool colour, std::string& out) : colour_(colour), out_(out) {}
  void put(std::string_view code, std::string_view text) {
    if (colour_) out_ += code;
    out_ += text;
    if (colour_) out_ += kReset;
  }

 private:
  bool colour_;
  std::string& out_;
};

/// Returns at most `columns` characters of `text`, with "…" for the rest. 0: all of it.
std::string cut(std::string_view text, std::size_t columns) {
  const char *at = text.data(), *end = at + text.size();
  for (std::size_t used = 1; at < end && (columns == 0 || used < columns); ++used) next_code_point(at, end);
  std::string out(text.data(), at);
  return at < end ? out + "…" : out;
}

std::string fixed(const char* format, float value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), format, static_cast<double>(value));
  return digits.data();
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  out.resize(std::max(width, out.size()), ' ');
  return out;
}

/// "rule dump-tail (rules/news/dumps.yaml:72)" or "words +1.2, link_density −0.8".
std::string evidence_of(const BlockReport& block) {
  if (!block.rule.empty()) return "rule " + block.rule + " (" + block.rule_at + ")";
  std::string out;
  for (const auto& [feature, log_odds] : block.terms)
    out.append(out.empty() ? "" : ", ").append(feature).append(fixed(" %+.2f", log_odds));
  return out;
}

void append_block(const Explanation& page, std::size_t index, const TextForm& form, std::string& out) {
  const BlockReport& block = page.outcome->blocks[index];
  Painter paint(form.colour, out);
  paint.put(block.kept ? kGreen : kRed, block.kept ? "keep " : "drop ");
  out += fixed("%.2f ", block.score) + padded(name(block.label), 12) + padded(name(block.kind), 11);
  const std::size_t left = 5 + 5 + 12 + 11;
  out += cut(block.text, form.columns > left + 20 ? form.columns - left : form.columns) + '\n';
  const std::string evidence = evidence_of(block);
  if (form.terms && !evidence.empty()) {
    out += std::string(10, ' ');
    paint.put(kDim, evidence);
    out += '\n';
  }
  if (const BlockReport* other = other_verdict(page, index)) {
    out += std::string(10, ' ');
    paint.put(kYellow, std::string("against: ") + (other->kept ? "keep " : "drop ") + std::string(name(other->label)) +
                           " " + evidence_of(*other));
    out += '\n';
  }
}

std::string headline_of(const Article& article) {
  std::size_t kept = 0, words = 0;
  for (const BlockReport& block : article.blocks) {
    words += block.words;
    if (block.kept) kept += block.words;
  }
  return article.title + "\n" + article.id + "  " + article.url + "  " + std::to_string(kept) + " of " +
         std::to_string(words) + " words kept, confidence " + fixed("%.2f", article.confidence) + "\n";
}

/// Why a candidate lost against the one that won, or against none.
std::string loss_of(const Candidate& loser, const Candidate* winner) {
  if (!winner) return "not taken";
  return loser.rank < winner->rank ? "lower by " + fixed("%.0f", winner->rank - loser.rank) : "gave way";
}

/// A line for each candidate of the metadata, by field, the best first: rank, value, where it stood, why it lost.
void append_candidates(const std::vector<Candidate>& candidates, const TextForm& form, std::string& out) {
  constexpr std::size_t kMostOfField = 6, kValueColumns = 60;
  Painter paint(form.colour, out);
  for (std::size_t i = 0, first = 0; i < candidates.size(); ++i) {
    const Candidate& one = candidates[i];
    if (one.field != candidates[first].field) first = i;
    const auto begin = candidates.begin() + static_cast<std::ptrdiff_t>(first);
    const auto winner = std::find_if(begin, candidates.end(),
                                     [&](const Candidate& c) { return c.won || c.field != candidates[first].field; });
    const bool has_winner = winner != candidates.end() && winner->won && winner->field == one.field;
    if (!one.won && i - first >= kMostOfField) continue;
    out += padded(i == first ? one.field : std::string{}, 14);
    paint.put(one.won ? kGreen : kRed, (one.won ? "* " : "  ") + fixed("%3.0f ", one.rank));
    out += cut(one.value, form.columns == 0 ? 0 : kValueColumns) + "  ";
    paint.put(kDim, one.evidence + (one.won ? "" : ", " + loss_of(one, has_winner ? &*winner : nullptr)));
    out += '\n';
  }
}

void append_terms(const BlockReport& block, std::string& out) {
  out += '{';
  for (std::size_t i = 0; i < block.terms.size(); ++i) {
    if (i) out += ',';
    append_json_string(block.terms[i].first, out);
    out += ':';
    write::append_fraction(block.terms[i].second, out);
  }
  out += '}';
}

void append_json_block(const Explanation& page, std::size_t index, std::string& out) {
  const BlockReport& block = page.outcome->blocks[index];
  write::JsonObject object(out);
  object.number("index", index);
  object.truth("kept", block.kept);
  object.text("kind", name(block.kind));
  object.text("label", name(block.label));
  object.fraction("score", block.score);
  object.number("words", block.words);
  object.text("rule", block.rule);
  object.text("rule_at", block.rule_at);
  object.text("path", block.path);
  append_terms(block, object.key("terms"));
  object.text("text", block.text);
  if (const BlockReport* other = other_verdict(page, index)) {
    write::JsonObject against(object.key("against"));
    against.truth("kept", other->kept);
    against.text("label", name(other->label));
    against.text("rule", other->rule);
    against.end();
  }
  object.end();
}

void append_json_candidates(const std::vector<Candidate>& candidates, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i) out += ',';
    write::JsonObject object(out);
    object.text("field", candidates[i].field);
    object.text("value", candidates[i].value);
    object.text("evidence", candidates[i].evidence);
    object.fraction("rank", candidates[i].rank);
    object.truth("won", candidates[i].won);
    object.end();
  }
  out += ']';
}

void append_article(const Explanation& page, write::JsonObject& object) {
  const Article& article = *page.outcome;
  object.text("id", article.id);
  object.text("url", article.url);
  object.text("title", article.title);
  object.fraction("confidence", article.confidence);
  std::string& out = object.key("blocks");
  out += '[';
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    if (i) out += ',';
    append_json_block(page, i, out);
  }
  out += ']';
  append_json_candidates(article.candidates, object.key("candidates"));
}

}  // namespace

const BlockReport* other_verdict(const Explanation& page, std::size_t block) {
  if (!page.against || !*page.against || block >= (*page.against)->blocks.size()) return nullptr;
  const BlockReport& one = page.outcome->blocks[block];
  const BlockReport& other = (*page.against)->blocks[block];
  const bool same = one.text != other.text || (one.kept == other.kept && one.label == other.label);
  return same ? nullptr : &other;
}

void append_text(const Explanation& page, const TextForm& form, std::string& out) {
  if (!page.outcome) {
    out += write::message_of(page.outcome.error()) + '\n';
    return;
  }
  Painter(form.colour, out).put(kBold, headline_of(*page.outcome));
  append_candidates(page.outcome->candidates, form, out);
  for (std::size_t i = 0; i < page.outcome->blocks.size(); ++i) append_block(page, i, form, out);
}

void append_json(const Explanation& page, std::string& out) {
  write::JsonObject object(out);
  if (page.outcome) {
    append_article(page, object);
  } else {
    const Drop& drop = page.outcome.error();
    object.text("id", drop.id);
    object.text("url", drop.url);
    object.text("drop", name(drop.reason));
    object.text("stage", drop.stage);
    object.text("detail", drop.detail);
  }
  object.end();
  out += '\n';
}

}  // namespace winnow::tools
