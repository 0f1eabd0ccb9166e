#include "pipeline/base/languages.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow {
namespace {

bool is_code(const std::string& text) {
  for (const char* const* code = uloc_getISOLanguages(); *code; ++code)
    if (text == *code) return true;
  return false;
}

std::string name_of(const char* code, const char* in) {
  icu::UnicodeString name;
  icu::Locale(code).getDisplayLanguage(icu::Locale(in), name);
  std::string out;
  return fold_case(name.toUTF8String(out));
}

}  // namespace

std::string language_code(std::string_view text) {
  const std::string folded = fold_case(trim(text));
  const std::size_t seam = std::min(folded.find_first_of("-_"), folded.size());
  const std::string language = folded.substr(0, seam);
  std::string region = folded.substr(std::min(seam + 1, folded.size()));
  std::transform(region.begin(), region.end(), region.begin(),
                 [](char c) { return is_ascii_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  const icu::Locale known(language.c_str());  // two letters where ISO 639-1 has them
  if (const std::string code = known.getLanguage(); !code.empty() && is_code(code) && language.size() <= 3)
    return region.empty() ? code : code + "-" + region;
  for (const char* const* code = uloc_getISOLanguages(); *code; ++code)
    if (folded == name_of(*code, "en") || folded == name_of(*code, *code)) return *code;
  return {};
}

}  // namespace winnow
