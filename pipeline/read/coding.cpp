// Each coding through the library that defines it, a piece at a time, so that a few bytes that stand
// for gigabytes end at the limit. gzip, zlib and zstd have magic numbers; brotli and raw deflate,
// which some servers send as "deflate", have none and are tried on what does not begin as markup.

#include "pipeline/read/coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "pipeline/base/text.h"

namespace winnow::read {
namespace {

constexpr std::size_t kChunk = 64 << 10;

/// What there is of data that may break off; nullopt where that is nothing.
std::optional<std::string> unless_broken(std::string&& out, bool has_end) {
  return out.empty() && !has_end ? std::nullopt : std::optional(std::move(out));
}

/// Inflates data that is wrapped as zlib's `window_bits` say; gzip may have many members.
std::optional<std::string> inflated(std::string_view data, int window_bits, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  std::string out;
  std::array<char, kChunk> chunk;
  int status = Z_OK;
  while (out.size() <= max_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - stream.avail_out);
    if (status == Z_STREAM_END && stream.avail_in > 0) status = inflateReset(&stream);
    else if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) break;
  }
  inflateEnd(&stream);
  return unless_broken(std::move(out), status == Z_STREAM_END);
}

std::optional<std::string> without_wrapped_deflate(std::string_view data, std::size_t max_bytes) {
  return inflated(data, MAX_WBITS + 32, max_bytes);  // gzip or zlib
}

std::optional<std::string> without_raw_deflate(std::string_view data, std::size_t max_bytes) {
  return inflated(data, -MAX_WBITS, max_bytes);
}

std::optional<std::string> without_brotli(std::string_view data, std::size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  auto next_in = reinterpret_cast<const std::uint8_t*>(data.data());
  std::size_t left_in = data.size();
  std::string out;
  std::array<std::uint8_t, kChunk> chunk;
  auto status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.size() <= max_bytes) {
    std::uint8_t* next_out = chunk.data();
    std::size_t left_out = chunk.size();
    status = BrotliDecoderDecompressStream(decoder.get(), &left_in, &next_in, &left_out, &next_out, nullptr);
    out.append(reinterpret_cast<const char*>(chunk.data()), chunk.size() - left_out);
  }
  return unless_broken(std::move(out), status == BROTLI_DECODER_RESULT_SUCCESS);
}

std::optional<std::string> without_zstd(std::string_view data, std::size_t max_bytes) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> decoder(ZSTD_createDStream(), &ZSTD_freeDStream);
  ZSTD_inBuffer in{data.data(), data.size(), 0};
  std::string out;
  std::array<char, kChunk> chunk;
  bool has_end = false;
  while (out.size() <= max_bytes) {
    ZSTD_outBuffer to{chunk.data(), chunk.size(), 0};
    const std::size_t left = ZSTD_decompressStream(decoder.get(), &to, &in);
    out.append(chunk.data(), to.pos);
    has_end = left == 0;
    if (ZSTD_isError(left) || (in.pos == in.size && to.pos < to.size)) break;
  }
  return unless_broken(std::move(out), has_end);
}

bool has_zlib_header(std::string_view bytes) noexcept {
  if (bytes.size() < 2) return false;
  const auto first = static_cast<unsigned char>(bytes[0]), second = static_cast<unsigned char>(bytes[1]);
  return (first & 0x0F) == 8 && (first * 256u + second) % 31 == 0;  // RFC 1950, section 2.2
}

bool begins_as_markup(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return trim(bytes.substr(0, 256)).starts_with('<');
}

bool is_binary(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, 512);
  return std::any_of(head.begin(), head.end(), [](char c) { return c >= 0 && c < '\t'; });
}

using Undo = std::optional<std::string> (*)(std::string_view bytes, std::size_t max_bytes);

/// What undoes the coding that the bytes have; null: they do not have it.
Undo undo_of(std::string_view coding, std::string_view bytes) noexcept {
  if (coding == "gzip" || coding == "x-gzip" || coding == "deflate") {
    if (bytes.starts_with("\x1F\x8B") || has_zlib_header(bytes)) return without_wrapped_deflate;
    return coding == "deflate" && !begins_as_markup(bytes) ? without_raw_deflate : nullptr;
  }
  if (coding == "br") return begins_as_markup(bytes) ? nullptr : without_brotli;
  return coding == "zstd" && bytes.starts_with("\x28\xB5\x2F\xFD") ? without_zstd : nullptr;
}

}  // namespace

std::optional<std::string> without_coding(std::string_view coding, std::string_view bytes, std::size_t max_bytes) {
  if (const Undo undo = undo_of(coding, bytes)) {
    if (auto undone = undo(bytes, max_bytes)) return undone;
    if (is_binary(bytes)) return std::nullopt;
  }
  return std::string(bytes.substr(0, max_bytes + 1));
}

}  // namespace winnow::read
