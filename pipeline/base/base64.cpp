#include "pipeline/base/base64.h"

#include <array>
#include <cstdint>

namespace winnow {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t kNoDigit = 1u << 31;

/// What each character stands for.
constexpr std::array<std::uint32_t, 256> make_values() noexcept {
  std::array<std::uint32_t, 256> values{};
  values.fill(kNoDigit);
  for (std::uint32_t i = 0; i < kDigits.size(); ++i) values[static_cast<unsigned char>(kDigits[i])] = i;
  return values;
}
constexpr std::array<std::uint32_t, 256> kValues = make_values();

/// The 24 bits of four characters; `seen` collects kNoDigit for each that is no digit.
std::uint32_t bits_of(const char* four, std::uint32_t& seen) noexcept {
  const auto value = [four](std::size_t i) { return kValues[static_cast<unsigned char>(four[i])]; };
  seen |= value(0) | value(1) | value(2) | value(3);
  return value(0) << 18 | value(1) << 12 | value(2) << 6 | value(3);
}

/// The first `count` of the three bytes in 24 bits.
void put_bytes(std::uint32_t bits, std::size_t count, char* out) noexcept {
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<char>(bits >> (16 - 8 * i) & 0xFF);
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i) out += i <= three.size() ? kDigits[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.empty()) return std::string();
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string out(text.size() / 4 * 3 - padding, '\0');
  std::uint32_t seen = 0;
  const std::size_t whole = out.size() / 3;
  for (std::size_t i = 0; i < whole; ++i) put_bytes(bits_of(&text[4 * i], seen), 3, &out[3 * i]);
  if (padding != 0) {
    std::array<char, 4> last{'A', 'A', 'A', 'A'};  // stands for padding: six bits of zero
    text.substr(4 * whole, 4 - padding).copy(last.data(), last.size());
    put_bytes(bits_of(last.data(), seen), 3 - padding, &out[3 * whole]);
  }
  if (seen & kNoDigit) return std::nullopt;
  return out;
}

}  // namespace winnow
