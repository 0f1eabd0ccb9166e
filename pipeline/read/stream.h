#pragma once
// Bytes of a file, pipe or standard input, decompressed on the way: gzip (any number of members)
// and zstd (any number of frames) are known by their magic numbers, whatever the name says.

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace winnow::read {

/// An input that cannot be read any further: it could not be opened, or its compressed data are broken
/// or cut off. Readers catch it and turn it into an error entry; it never leaves this folder.
struct StreamError : std::runtime_error {
  explicit StreamError(const std::string& what, std::uint64_t bytes_read = 0)
      : std::runtime_error(what), offset(bytes_read) {}
  std::uint64_t offset;  ///< bytes of the file read before it happened
};

/// Thrown out of a read that waits for a pipe or a device, once whoever reads is asked to stop.
struct Stopped : std::exception {
  const char* what() const noexcept override { return "stopped while waiting for input"; }
};

/// Whether whoever reads is asked to stop; called about ten times a second, on the thread that reads.
using StopAsked = std::function<bool()>;

/// Bytes as they are stored: of a file, of a member of an archive. Not thread-safe.
class StoredBytes {
 public:
  virtual ~StoredBytes() = default;
  /// Reads up to `size` bytes; 0 at the end. Throws StreamError.
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// A buffered, decompressing reader of one input. Memory: one buffer, as long as the longest peek or
/// line that a caller wanted. Not thread-safe.
class Stream {
 public:
  /// Opens a file; "-" is standard input. Throws StreamError, and Stopped while it waits for a pipe.
  explicit Stream(const std::string& path, StopAsked stop_asked = {});
  explicit Stream(std::unique_ptr<StoredBytes> bytes);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// At least `wanted` bytes from here on, fewer only at the end of the input; valid until the
  /// next call. Throws StreamError.
  std::string_view peek(std::size_t wanted);

  /// The same, but returns fewer bytes also where the input breaks off behind them; the error follows
  /// when the caller reads on. Throws StreamError if there is not one byte.
  std::string_view peek_up_to(std::size_t wanted);

  /// Moves on by `count` bytes that a peek has shown.
  void skip(std::size_t count) noexcept { at_ += count; }

  /// Reads up to and with the next '\n', which is left out, as is a '\r' before it. False at the
  /// end. A line longer than `max_bytes` is cut there, its rest is skipped, and `too_long` set.
  bool read_line(std::string& line, std::size_t max_bytes, bool& too_long);

  /// Appends the next `count` bytes to `out`, fewer only at the end of the input.
  void read(std::string& out, std::size_t count);

  /// After a StreamError within gzip data: moves to the next member. False if there is no further one.
  bool skip_broken_member();

  /// Decompressed bytes before the current position.
  std::uint64_t offset() const noexcept { return before_buffer_ + at_; }

  /// Where on disk the current position can be found again: the byte itself, or the start of the
  /// gzip member or zstd frame that holds it.
  std::uint64_t disk_offset() const noexcept;

  /// Bytes of the file read so far; for progress.
  std::uint64_t disk_read() const noexcept;

 private:
  class Decompressor;
  bool fill();

  std::unique_ptr<Decompressor> source_;
  std::optional<StreamError> error_;  ///< of what lies behind the buffer
  std::string buffer_;
  std::size_t at_ = 0;               ///< in buffer_
  std::uint64_t before_buffer_ = 0;  ///< decompressed bytes that have left the buffer
};

}  // namespace winnow::read
