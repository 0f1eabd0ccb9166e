#include "pipeline/parse/noscript.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "pipeline/document/dom.h"

namespace winnow {
namespace {

/// Elements whose content is text up to their own end tag.
constexpr std::array<std::string_view, 8> kRawText = {"iframe", "noembed",  "noframes", "script",
                                                      "style",  "textarea", "title",    "xmp"};

bool begins_with_name(std::string_view text, std::string_view name) noexcept {
  return equals_ignoring_case(text.substr(0, name.size()), name) &&
         (text.size() == name.size() || std::string_view(" \t\n\f\r/>").find(text[name.size()]) != text.npos);
}

/// Where "</name" begins in `text`, from `from` on; npos if nowhere.
std::size_t find_end_tag(std::string_view text, std::string_view name, std::size_t from) noexcept {
  for (std::size_t at = text.find("</", from); at != text.npos; at = text.find("</", at + 2))
    if (begins_with_name(text.substr(at + 2), name)) return at;
  return text.npos;
}

/// Blanks within the content of one noscript element. Each name is looked for in vain only once.
void blank_unclosed(std::string& page, std::size_t begin, std::size_t end) {
  std::array<bool, kRawText.size()> has_no_end{};
  std::string_view content = std::string_view(page).substr(0, end);
  for (std::size_t at = content.find('<', begin); at != content.npos; at = content.find('<', at + 1)) {
    const auto name = std::find_if(kRawText.begin(), kRawText.end(),
                                   [&](std::string_view n) { return begins_with_name(content.substr(at + 1), n); });
    if (name == kRawText.end()) continue;
    bool& is_unclosed = has_no_end[static_cast<std::size_t>(name - kRawText.begin())];
    const std::size_t end_tag = is_unclosed ? content.npos : find_end_tag(content, *name, at);
    if (end_tag != content.npos) {
      at = end_tag;
      continue;
    }
    is_unclosed = true;
    const std::size_t close = std::min(content.find('>', at), end - 1);
    std::fill(page.begin() + static_cast<std::ptrdiff_t>(at), page.begin() + static_cast<std::ptrdiff_t>(close + 1),
              ' ');
    at = close;
  }
}

}  // namespace

void NoscriptMender::mend(std::size_t begin) {
  if (begin < end_) return;  // inside of another one, or without an end
  end_ = find_end_tag(page_, "noscript", begin);
  if (end_ != page_.npos) blank_unclosed(page_, begin, end_);
}

}  // namespace winnow
