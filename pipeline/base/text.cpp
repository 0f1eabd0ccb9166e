#include "pipeline/base/text.h"

#include <simdjson.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <string.h>  // memmem

#include <algorithm>
#include <stdexcept>

namespace winnow {

void append_utf8(char32_t c, std::string& out) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string shortened(std::string_view text, std::size_t max_bytes) {
  std::string line(prefix_of(text, max_bytes));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line.size() < text.size() ? line + "…" : line;
}

std::size_t find_bytes(std::string_view text, std::string_view bytes, std::size_t from) noexcept {
  if (from > text.size()) return std::string_view::npos;
  const void* const found = memmem(text.data() + from, text.size() - from, bytes.data(), bytes.size());
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : std::string_view::npos;
}

bool is_valid_utf8(std::string_view bytes) noexcept { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string replace_ill_formed(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (const char *at = bytes.data(), *end = at + bytes.size(); at < end;) append_utf8(next_code_point(at, end), out);
  return out;
}

void make_valid_utf8(std::string& bytes) {
  if (!is_valid_utf8(bytes)) bytes = replace_ill_formed(bytes);
}

std::string_view trim(std::string_view text) noexcept {
  const char* begin = text.data();
  const char* end = begin + text.size();
  for (const char* at = begin; at < end;) {
    if (!is_space(next_code_point(at, end))) break;
    begin = at;
  }
  while (end > begin) {
    const char* at = begin + begin_of_last_code_point({begin, static_cast<std::size_t>(end - begin)});
    const char* probe = at;
    if (!is_space(next_code_point(probe, end))) break;
    end = at;
  }
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string collapse_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char* start = at;
    const auto byte = static_cast<unsigned char>(*at);
    const char32_t c = byte < 0x80 ? static_cast<char32_t>(*at++) : next_code_point(at, end);
    if (is_invisible(c)) continue;
    if (is_space(c)) {
      pending = !out.empty();
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    if (byte < 0x80) out += *start;
    else out.append(start, at);
  }
  return out;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const auto c = static_cast<unsigned char>(*at);
    if (c < 0x80) {
      out += ascii_lower(static_cast<char>(c));
      ++at;
    } else {
      append_utf8(
          static_cast<char32_t>(u_foldCase(static_cast<UChar32>(next_code_point(at, end)), U_FOLD_CASE_DEFAULT)), out);
    }
  }
  return out;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) noexcept {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (ascii_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

std::size_t count_words(std::string_view text) noexcept {
  std::size_t words = 0, spaceless = 0;
  bool inside = false;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    if (is_space(c)) {
      inside = false;
    } else if (is_spaceless_script(c)) {
      ++spaceless;
      inside = false;
    } else if (!inside) {
      inside = true;
      ++words;
    }
  }
  return words + (spaceless + 1) / 2;
}

namespace {

/// Calls put(bytes) for the pieces that normalized_words() is made of, until it answers false.
template <class Put>
void for_each_normalized(std::string_view text, Put&& put) {
  bool pending = false, any = false, goes_on = true;
  std::string folded;
  for (const char *at = text.data(), *end = at + text.size(); at < end && goes_on;) {
    if (const char byte = *at; static_cast<unsigned char>(byte) < 0x80) {
      ++at;
      if (!is_ascii_alnum(byte)) {
        pending = any;
        continue;
      }
      const char lower = ascii_lower(byte);
      goes_on = (!pending || put(" ")) && put(std::string_view(&lower, 1));
    } else {
      const auto c = static_cast<UChar32>(next_code_point(at, end));
      if (!u_isalnum(c) && U_GET_GC_MASK(c) & ~U_GC_M_MASK) {
        pending = any;
        continue;
      }
      folded.clear();
      append_utf8(static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)), folded);
      goes_on = (!pending || put(" ")) && put(folded);
    }
    pending = false;
    any = true;
  }
}

}  // namespace

std::string normalized_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_normalized(text, [&](std::string_view piece) {
    out += piece;
    return true;
  });
  return out;
}

bool has_normalized_words(std::string_view text, std::string_view words) {
  bool equal = true;
  for_each_normalized(text, [&](std::string_view piece) {
    equal = words.starts_with(piece);
    if (equal) words.remove_prefix(piece.size());
    return equal;
  });
  return equal && words.empty();
}

}  // namespace winnow
