#include "tools/tune/pseudo_script.h"

#include <unicode/uchar.h>

#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"

namespace winnow::tools {
namespace {

/// Runs of letters become two Han characters picked by their hash; spaces between letters are removed.
class HanWriter {
 public:
  void letter(char32_t c) {
    hash_ = fnv1a(hash_, static_cast<std::uint32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
    inside_ = true;
  }
  void other(char32_t c, std::string& out) {
    flush(out);
    append_utf8(full_width(c), out);
  }
  void space(std::string& out) { flush(out); }
  void flush(std::string& out) {
    if (!inside_) return;
    append_utf8(0x4E00 + hash_ % 6000, out);
    append_utf8(0x4E00 + hash_ / 6000 % 6000, out);
    hash_ = kFnv1aBasis;
    inside_ = false;
  }

 private:
  static char32_t full_width(char32_t c) noexcept {
    switch (c) {
      case '.':
        return 0x3002;
      case ',':
        return 0xFF0C;
      case '?':
        return 0xFF1F;
      case '!':
        return 0xFF01;
      case ':':
        return 0xFF1A;
      case ';':
        return 0xFF1B;
      case '(':
        return 0xFF08;
      case ')':
        return 0xFF09;
      case 0x201C:
        return 0x300C;
      case 0x201D:
        return 0x300D;
      default:
        return c;
    }
  }

  std::uint32_t hash_ = kFnv1aBasis;
  bool inside_ = false;
};

std::string in_han(std::string_view text) {
  std::string out;
  HanWriter writer;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    const auto u = static_cast<UChar32>(c);
    if (c == '\n') {
      writer.other(c, out);
    } else if (is_space(c)) {
      writer.space(out);
    } else if (u_isalpha(u) || c == '\'' || c == 0x2019) {
      writer.letter(c);
    } else if (c == '.' && at < end && *at >= '0' && *at <= '9') {
      writer.flush(out);
      out += '.';
    } else {
      writer.other(c, out);
    }
  }
  writer.flush(out);
  return out;
}

std::string in_caseless(std::string_view text) {
  std::string out;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    const char32_t folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
    constexpr char32_t kBeh = 0x628;  // 26 letters follow without a gap but for the tatweel and marks above U+063A
    if (folded >= 'a' && folded <= 's') append_utf8(kBeh + folded - 'a', out);
    else if (folded >= 't' && folded <= 'z') append_utf8(0x641 + folded - 't', out);
    else if (c == ',') append_utf8(0x60C, out);
    else if (c == '?') append_utf8(0x61F, out);
    else if (c == ';') append_utf8(0x61B, out);
    else append_utf8(c, out);
  }
  return out;
}

}  // namespace

std::string in_pseudo_script(std::string_view text, PseudoScript script) {
  return script == PseudoScript::han ? in_han(text) : in_caseless(text);
}

Blocks in_pseudo_script(Blocks page, PseudoScript script) {
  std::string text;
  for (Block& block : page.blocks) {
    const std::string rewritten = in_pseudo_script(page.text_of(block), script);
    block.begin = static_cast<std::uint32_t>(text.size());
    block.length = static_cast<std::uint32_t>(rewritten.size());
    text += rewritten;
    text += '\n';
  }
  page.text = std::move(text);
  for (std::string* field : {&page.meta.title, &page.meta.description, &page.article_body})
    *field = in_pseudo_script(*field, script);
  return page;
}

}  // namespace winnow::tools
