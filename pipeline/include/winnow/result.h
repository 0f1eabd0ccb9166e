#pragma once
// Result<T>: a value, or the Drop that says why a page left the pipeline. Same member names as
// std::expected (C++23), which clang 14 does not yet accept from libstdc++ 12.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace winnow {

/// Why a page gave no article. A closed list: somebody acts differently on each.
enum class Reason : std::uint8_t {
  empty,             ///< no bytes, or white space only
  too_large,         ///< more bytes, nodes or parse memory than the limits allow
  too_deep,          ///< nested deeper than the parser allows
  too_slow,          ///< the page's time budget ran out
  not_html,          ///< neither HTML nor text: an image, a PDF, an archive
  undecodable,       ///< no charset makes text of the bytes
  no_text,           ///< a page without visible text, or nothing of it was worth keeping
  not_article,       ///< a listing, a front page, an empty shell (only when asked to drop those)
  too_short,         ///< fewer words than the options ask for
  wrong_language,    ///< not one of the languages asked for
  duplicate,         ///< repeats an earlier page of the run
  malformed_record,  ///< a record of the input that cannot be read
  unreadable,        ///< an input that cannot be opened: no such file, no permission, an empty folder
  internal           ///< a bug: an exception escaped a stage
};

/// The reason's name as it stands in records: "too_large". Never empty.
std::string_view name(Reason reason) noexcept;

/// Where a page came from, precise enough to fetch it again.
struct Source {
  std::string file{};        ///< path or URI; empty when the caller supplied bytes
  std::uint64_t offset = 0;  ///< bytes into the file as it is on disk (compressed if it is)
  std::uint64_t length = 0;  ///< bytes on disk; 0 when unknown
  std::uint64_t line = 0;    ///< from 1 in line formats, else 0
};

/// Stages that a Drop is judged by outside of them, as Drop::stage names them.
namespace stage_names {
inline constexpr std::string_view read = "read", decode = "decode", filter = "filter";
}  // namespace stage_names

/// Why, and where, one page left the pipeline.
struct Drop {
  Reason reason{};
  std::string_view stage{};  ///< static string: stage_names::read or the stage's `name`
  std::string detail{};      ///< for people: "17,000,000 bytes; the limit is 16,777,216"
  std::string id{};          ///< the page's, filled in by whoever runs the stages
  std::string url{};
  Source source{};
};

/// True for a page that could not be read at all, which is an error in the input; other Drops are
/// verdicts on pages. A record of a dump that is no page gives a verdict; a file that is no page is an error.
inline bool is_input_error(const Drop& drop) noexcept {
  switch (drop.reason) {
    case Reason::malformed_record:
    case Reason::unreadable:
    case Reason::undecodable:
    case Reason::internal:
      return true;
    case Reason::empty:
    case Reason::not_html:
      return drop.stage == stage_names::decode && drop.source.offset == 0 && drop.source.line == 0;
    default:
      return false;
  }
}

/// Either a T or a Drop. Movable; copyable if T is.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : v_(std::in_place_index<0>, std::move(value)) {}
  Result(Drop drop) : v_(std::in_place_index<1>, std::move(drop)) {}

  bool has_value() const noexcept { return v_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& operator*() & { return std::get<0>(v_); }
  T&& operator*() && { return std::get<0>(std::move(v_)); }
  const T& operator*() const& { return std::get<0>(v_); }
  T* operator->() { return &std::get<0>(v_); }
  const T* operator->() const { return &std::get<0>(v_); }

  Drop& error() & { return std::get<1>(v_); }
  const Drop& error() const& { return std::get<1>(v_); }
  Drop&& error() && { return std::get<1>(std::move(v_)); }

 private:
  std::variant<T, Drop> v_;
};

}  // namespace winnow
