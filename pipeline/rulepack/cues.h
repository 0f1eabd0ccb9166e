#pragma once
// The closed list of what a phrase or a class name can hint at. The phrases and names themselves
// are data (rules/lang/*.yaml, rules/news/classes.yaml); the model's features and the rules refer
// to these names. Order is part of the model's feature names: append only.

#include <cstdint>
#include <string_view>

namespace winnow {

/// What a phrase in a block hints at.
enum class Cue : std::uint8_t {
  share,         ///< "Share this article", "Chia sẻ"
  follow,        ///< "Follow us on", "Theo dõi … trên"
  newsletter,    ///< "Sign up for our newsletter"
  related,       ///< "Read more", "TIN LIÊN QUAN", "Mehr zum Thema"
  comment,       ///< "Leave a comment", "Bình luận"
  advert,        ///< "Advertisement", "Anzeige"
  legal,         ///< cookies, privacy, copyright, terms
  byline,        ///< "By", "Von", "Tác giả" at the start
  credit,        ///< "Photo:", "Ảnh:", "Foto:", "(Reuters)"
  caption,       ///< "Chú thích ảnh", "Image caption"
  date,          ///< "Published", "Cập nhật"
  reading_time,  ///< "5 min read"
  navigation,    ///< "Home", "Menu", "Skip to content"
  subscribe,     ///< "Subscribe now", "Đăng ký", paywall prompts
  promo,         ///< calls to action: download, buy, donate, call us
  widget,        ///< player, font size, "0:00 / 0:00", print
  footer,        ///< "All rights reserved", "Editor-in-chief:", imprint
  author_bio,    ///< "About the author"
  correction,    ///< "Correction:", "Editor's note"
  toc,           ///< "Table of contents"
  faq,           ///< "Frequently asked questions"
  tags,          ///< "Tags:", "Từ khóa", "Topics"
  popular,       ///< "Most read", "Xem nhiều", "Tin mới nhất"
  wall,          ///< "Page not found", "Checking your browser", "We and our 842 partners": no article behind it
  count_
};
inline constexpr std::size_t kCueCount = static_cast<std::size_t>(Cue::count_);
std::string_view name(Cue cue) noexcept;
constexpr std::uint32_t bit(Cue cue) noexcept { return 1u << static_cast<unsigned>(cue); }

/// Beside the bits of Cue: one of the phrases found is the block's whole text.
inline constexpr std::uint32_t kIsPhrase = 1u << 31;
static_assert(kCueCount < 31);

/// What a word in a class, id or data attribute hints at.
enum class ClassGroup : std::uint8_t {
  nav,
  breadcrumb,
  header,
  footer,
  side,
  share,
  related,
  ad,
  comment,
  newsletter,
  cookie,
  modal,
  author,
  meta,
  tags,
  caption,
  title,
  summary,
  toc,
  article,
  content,
  search,
  login,
  form,
  list,
  product,
  forum,
  faq,
  hidden,
  cta,
  card,
  promo,
  count_
};
inline constexpr std::size_t kClassGroupCount = static_cast<std::size_t>(ClassGroup::count_);
static_assert(kClassGroupCount <= 32);
std::string_view name(ClassGroup group) noexcept;
constexpr std::uint32_t bit(ClassGroup group) noexcept { return 1u << static_cast<unsigned>(group); }

}  // namespace winnow
