#pragma once
// The element names that later stages ask about. Names come from the HTML standard's index of
// elements (https://html.spec.whatwg.org/multipage/indices.html) and its obsolete features.

#include <array>
#include <cstdint>
#include <string_view>

namespace winnow {

// clang-format off
enum class Tag : std::uint8_t {
  text,     ///< not an element: a run of text
  unknown,  ///< an element with another name, custom elements among them
  a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo,
  bgsound, big, blink, blockquote, body, br, button, canvas, caption, center, cite, code, col,
  colgroup, command, data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed,
  fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head,
  header, hgroup, hr, html, i, iframe, image, img, input, ins, isindex, kbd, keygen, label, legend,
  li, link, listing, main, map, mark, marquee, math, menu, menuitem, meta, meter, nav, nobr,
  noembed, noframes, noscript, object, ol, optgroup, option, output, p, param, picture, plaintext,
  pre, progress, q, rb, rp, rt, rtc, ruby, s, samp, script, search, section, select, slot, small,
  source, spacer, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template_,
  textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, var, video, wbr, xmp,
  count_
};
// clang-format on

inline constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::count_);

/// The element's name in lower case; "#text" and "" for the first two.
std::string_view name(Tag tag) noexcept;

/// The tag with that name, letter case ignored (ASCII); Tag::unknown if there is none.
Tag tag_from_name(std::string_view name) noexcept;

/// A set of tags that answers in one instruction or two. See tag_sets.h.
class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (Tag t : tags) bits_[static_cast<std::size_t>(t) >> 6] |= 1ull << (static_cast<std::size_t>(t) & 63);
  }
  constexpr bool has(Tag t) const noexcept {
    return (bits_[static_cast<std::size_t>(t) >> 6] >> (static_cast<std::size_t>(t) & 63)) & 1;
  }
  constexpr TagSet operator|(const TagSet& other) const noexcept {
    TagSet both = *this;
    for (std::size_t i = 0; i < bits_.size(); ++i) both.bits_[i] |= other.bits_[i];
    return both;
  }
  constexpr TagSet without(const TagSet& other) const noexcept {
    TagSet rest = *this;
    for (std::size_t i = 0; i < bits_.size(); ++i) rest.bits_[i] &= ~other.bits_[i];
    return rest;
  }

 private:
  std::array<std::uint64_t, (kTagCount + 63) / 64> bits_{};
};

}  // namespace winnow
