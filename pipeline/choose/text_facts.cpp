#include "pipeline/choose/text_facts.h"

#include <unicode/uchar.h>

#include <array>

#include "pipeline/base/ascii.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"

namespace winnow {
namespace {

/// What a code point is to the scan.
enum class Class : std::uint8_t {
  space,
  letter,
  capital,
  digit,
  comma,
  stop,
  question,
  close,
  symbol,
  currency,
  mark,
  other
};

constexpr std::array<Class, 128> ascii_classes() {
  std::array<Class, 128> table{};
  for (int c = 0; c < 128; ++c) {
    Class k = Class::other;
    if (c == ' ' || (c >= 9 && c <= 13)) k = Class::space;
    else if (c >= 'a' && c <= 'z') k = Class::letter;
    else if (c >= 'A' && c <= 'Z') k = Class::capital;
    else if (c >= '0' && c <= '9') k = Class::digit;
    else if (c == ',' || c == ';' || c == ':') k = Class::comma;
    else if (c == '.' || c == '!') k = Class::stop;
    else if (c == '?') k = Class::question;
    else if (c == '"' || c == '\'' || c == ')' || c == ']') k = Class::close;
    else if (c == '|' || c == '\\' || c == '>' || c == '<' || c == '*' || c == '+' || c == '=' || c == '~' ||
             c == '#' || c == '/' || c == '_')
      k = Class::symbol;
    else if (c == '$') k = Class::currency;
    table[static_cast<std::size_t>(c)] = k;
  }
  return table;
}
constexpr auto kAscii = ascii_classes();

Class class_of(char32_t c) noexcept {
  if (c < 0x80) return kAscii[c];
  switch (c) {
    case 0x3002:
    case 0xFF0E:
    case 0xFF01:
    case 0x0964:
    case 0x0965:
    case 0x06D4:
    case 0x104B:
    case 0x17D4:
    case 0x2026:
    case 0xFF61:
    case 0x203D:
    case 0x1362:
      return Class::stop;
    case 0xFF1F:
    case 0x061F:
    case 0x037E:
      return Class::question;
    case 0x3001:
    case 0xFF0C:
    case 0xFF1B:
    case 0xFF1A:
    case 0x060C:
    case 0x061B:
    case 0x104A:
    case 0x1363:
      return Class::comma;
    case 0x201D:
    case 0x2019:
    case 0xBB:
    case 0x203A:
    case 0x300D:
    case 0x300F:
    case 0xFF09:
    case 0x3011:
    case 0x201C:
      return Class::close;
    case 0xB7:
    case 0x2022:
    case 0xA9:
    case 0xAE:
    case 0x2122:
    case 0x25BA:
    case 0x25B6:
    case 0x2192:
    case 0x2190:
    case 0x2193:
    case 0x2191:
    case 0x25CF:
    case 0x25AA:
    case 0x2605:
    case 0x2606:
    case 0x2713:
    case 0xD7:
      return Class::symbol;
    default:
      break;
  }
  if (is_space(c)) return Class::space;
  const auto u = static_cast<UChar32>(c);
  const auto mask = U_GET_GC_MASK(u);
  if (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) return Class::capital;
  if (mask & U_GC_L_MASK) return Class::letter;
  if (mask & U_GC_M_MASK) return Class::mark;
  if (mask & U_GC_ND_MASK) return Class::digit;
  if (mask & U_GC_SC_MASK) return Class::currency;
  if (mask & (U_GC_SO_MASK | U_GC_SM_MASK)) return Class::symbol;
  return Class::other;
}

char32_t fold(char32_t c) noexcept {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

/// The running state of one scan.
class Scan {
 public:
  explicit Scan(std::vector<std::uint32_t>& words) : words_(words) {
    facts_.first_word = static_cast<std::uint32_t>(words.size());
  }

  void step(char32_t c) {
    const Class k = class_of(c);
    if (k == Class::space) {
      end_word();
      note_sentence_end();
      after_digits_ = 0;
      return;
    }
    if (facts_.chars == 0) note_start(k);
    ++facts_.chars;
    switch (k) {
      case Class::letter:
      case Class::capital:
      case Class::mark:
        note_letter(c, k);
        break;
      case Class::digit:
        note_digit(c);
        break;
      default:
        note_punctuation(c, k);
        break;
    }
  }

  /// Takes the ASCII letters that `at` begins with, as step() would one by one; returns their end.
  const char* step_letters(const char* at, const char* end) {
    const char* const begin = at;
    const bool starts_capital = kAscii[static_cast<unsigned char>(*at)] == Class::capital;
    if (facts_.chars == 0) note_start(starts_capital ? Class::capital : Class::letter);
    std::uint32_t hash = hash_, capitals = 0;
    for (; at < end && is_ascii_letter(*at); ++at) {
      const auto lower = static_cast<std::uint32_t>(*at | 0x20);
      capitals += lower != static_cast<std::uint32_t>(*at);
      hash = fnv1a(hash, lower);
    }
    const auto count = static_cast<std::uint32_t>(at - begin);
    facts_.chars += count;
    facts_.letters += count;
    facts_.capitals += capitals;
    facts_.is_rtl = rtl_ > facts_.letters / 2;
    if (length_ == 0) word_starts_capital_ = starts_capital;
    has_capital_ = (length_ > 0 && has_capital_) || capitals > 0;
    ending_ = Class::letter;
    last_comma_ = 0;
    after_digits_ = 0;
    note_in_word();
    hash_ = hash;
    length_ += count;
    return at;
  }

  TextFacts finish() {
    end_word();
    note_sentence_end();
    facts_.ends_sentence = ending_ == Class::stop || ending_ == Class::question;
    facts_.ends_question = ending_ == Class::question;
    facts_.ends_colon = last_comma_ == ':' || last_comma_ == 0xFF1A;
    facts_.end_word = static_cast<std::uint32_t>(words_.size());
    return facts_;
  }

 private:
  void note_start(Class k) {
    facts_.starts_lower = k == Class::letter;
    facts_.starts_digit = k == Class::digit;
    facts_.starts_symbol = k != Class::letter && k != Class::capital && k != Class::digit;
  }

  void note_letter(char32_t c, Class k) {
    facts_.letters += k != Class::mark;
    facts_.capitals += k == Class::capital;
    ending_ = Class::letter;
    last_comma_ = 0;
    after_digits_ = 0;
    if (c >= 0x590 && c <= 0x8FF) ++rtl_;
    facts_.is_rtl = rtl_ > facts_.letters / 2;
    if (is_spaceless_script(c)) return note_spaceless(c);
    if (length_ == 0) {
      word_starts_capital_ = k == Class::capital;
      has_capital_ = false;
    }
    has_capital_ |= k == Class::capital;
    add_to_word(c);
  }

  /// Pairs of characters stand in for words.
  void note_spaceless(char32_t c) {
    end_word();
    if (before_spaceless_) {
      push(fnv1a(fnv1a(kFnv1aBasis, before_spaceless_), c));
      before_spaceless_ = 0;
    } else {
      before_spaceless_ = c;
    }
  }

  void note_digit(char32_t c) {
    ++facts_.digits;
    ++after_digits_;
    facts_.has_price |= currency_;
    if (after_digits_ == 2 && colon_after_digit_) facts_.has_time = true;
    add_to_word(c);
    if (c < 0x80) year_ = after_digits_ <= 4 ? year_ % 1000 * 10 + (c - '0') : 0;
    if (after_digits_ == 1) year_ = c < 0x80 ? c - '0' : 0;
    is_year_ = after_digits_ == 4 && year_ >= 1900 && year_ < 2100;
    ending_ = Class::digit;
    last_comma_ = 0;
  }

  void note_punctuation(char32_t c, Class k) {
    colon_after_digit_ = c == ':' && after_digits_ > 0 && after_digits_ <= 2;
    if (c == '@') facts_.has_address = true;
    if (k == Class::currency && after_digits_) facts_.has_price = true;
    const bool inner = c == '\'' || c == 0x2019 || c == '-';
    if (!inner) end_word();
    currency_ = k == Class::currency;
    after_digits_ = 0;
    if (k == Class::comma) ++facts_.commas;
    if (k == Class::symbol) ++facts_.symbols;
    if (c == 0x2026) facts_.ends_ellipsis = true;
    else if (k != Class::close) facts_.ends_ellipsis = c == '.' && dots_ >= 2;
    dots_ = c == '.' ? dots_ + 1 : 0;
    if (k == Class::close) return;  // a full stop before a closing quote still ends the sentence
    ending_ = k;
    last_comma_ = k == Class::comma ? c : 0;
    // Full-width marks end a sentence without a space behind them.
    if (c >= 0x3000 && (k == Class::stop || k == Class::question)) note_sentence_end();
  }

  void note_sentence_end() {
    if ((ending_ == Class::stop || ending_ == Class::question) && !counted_) ++facts_.sentences;
    counted_ = true;
  }

  void note_in_word() {
    counted_ = false;
    before_spaceless_ = 0;
    facts_.ends_ellipsis = false;
    dots_ = 0;
  }

  void add_to_word(char32_t c) {
    note_in_word();
    hash_ = fnv1a(hash_, fold(c));
    ++length_;
  }

  void push(std::uint32_t hash) {
    counted_ = false;
    facts_.ends_ellipsis = false;
    words_.push_back(hash);
    ++facts_.words;
    facts_.hash = fnv1a_64(facts_.hash, hash) + 0x9E3779B97F4A7C15ull;
  }

  void end_word() {
    if (is_year_) facts_.has_year = true;
    is_year_ = currency_ = false;
    if (!length_) return;
    facts_.initial_caps += word_starts_capital_;
    facts_.short_words += length_ <= 3 && !has_capital_;
    push(hash_);
    hash_ = kFnv1aBasis;
    length_ = 0;
    word_starts_capital_ = has_capital_ = false;
  }

  std::vector<std::uint32_t>& words_;
  TextFacts facts_;
  std::uint32_t hash_ = kFnv1aBasis, length_ = 0, rtl_ = 0;
  std::uint32_t after_digits_ = 0, year_ = 0, dots_ = 0;
  char32_t before_spaceless_ = 0, last_comma_ = 0;
  Class ending_ = Class::other;
  bool word_starts_capital_ = false, has_capital_ = false, counted_ = true;
  bool is_year_ = false, currency_ = false, colon_after_digit_ = false;
};

}  // namespace

TextFacts scan_text(std::string_view text, std::vector<std::uint32_t>& words) {
  Scan scan(words);
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    if (is_ascii_letter(*at)) at = scan.step_letters(at, end);
    else scan.step(next_code_point(at, end));
  }
  return scan.finish();
}

}  // namespace winnow
