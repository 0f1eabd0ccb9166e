#pragma once
// The output of a command: standard output or a file, buffered, and compressed if its name says so.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace winnow::tools {

/// A buffered output. A regular file grows under a temporary name, NAME.partial, and is renamed to NAME when
/// it is complete. A discarded output leaves no file, unless it has a checkpoint. ".gz" and ".zst" compress.
/// Every method but the destructor throws FileError, naming the file.
class Output {
 public:
  /// "" or "-" is standard output. With `kept_bytes`, that many bytes of NAME.partial are kept, as a
  /// checkpoint of an earlier run left them. Requires: NAME.partial has them.
  explicit Output(const std::string& path, std::optional<std::uint64_t> kept_bytes = std::nullopt);
  ~Output();  ///< discards the file if close() did not complete it
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// The caller appends to it and then calls flush_if_full().
  std::string& buffer() noexcept { return buffer_; }
  void flush_if_full();
  void flush();  ///< writes what is in the buffer; the compressor may keep some of it
  /// Writes everything so far to the disk, so that a later run can continue behind it, and returns the
  /// file's size. A compressed file continues with a new member or frame.
  std::uint64_t checkpoint();
  void close();          ///< writes the rest to the disk and gives the file its name
  void close_partial();  ///< writes the rest and leaves the file under its temporary name

 private:
  class Compressor;
  void write(std::string_view bytes) const;
  [[noreturn]] void fail(int error) const;

  std::string name_;     ///< for messages
  std::string path_;     ///< the file's final name; empty: nothing to rename
  std::string partial_;  ///< its name until then
  int fd_ = -1;
  bool has_checkpoint_ = false;
  std::unique_ptr<Compressor> compressor_;
  std::string buffer_;
};

}  // namespace winnow::tools
