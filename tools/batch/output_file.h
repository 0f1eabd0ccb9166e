#pragma once
// Where a command's data goes: standard output or a file, buffered, compressed by its name.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace winnow::tools {

/// A buffered output. A regular file grows under a temporary name, NAME.partial, and takes its own
/// when it is whole; an output that is given up leaves nothing, unless it has a checkpoint. ".gz" and
/// ".zst" compress. Every method but the destructor throws FileError, naming the file.
class Output {
 public:
  /// "" or "-" is standard output. `kept_bytes`: what stands in NAME.partial up to there is kept, as
  /// a checkpoint of an earlier run left it; it must be there.
  explicit Output(const std::string& path, std::optional<std::uint64_t> kept_bytes = std::nullopt);
  ~Output();  ///< gives up what close() has not made whole
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// What is appended to it goes out once there is enough of it; see flush_if_full().
  std::string& buffer() noexcept { return buffer_; }
  void flush_if_full();
  void flush();  ///< writes what there is; compressed outputs may hold some of it back
  /// Puts everything so far on the disk, so that an output of a later run can go on behind it, and
  /// gives the file's size. A compressed file goes on with a new member or frame.
  std::uint64_t checkpoint();
  void close();  ///< writes the rest, on the disk itself, and gives the file its name
  void close_partial();  ///< writes the rest and leaves the file under its temporary name

 private:
  class Compressor;
  void write(std::string_view bytes) const;
  [[noreturn]] void fail(int error) const;

  std::string name_;     ///< for messages
  std::string path_;     ///< the file's name once it is whole; empty: nothing to rename
  std::string partial_;  ///< its name until then
  int fd_ = -1;
  bool has_checkpoint_ = false;
  std::unique_ptr<Compressor> compressor_;
  std::string buffer_;
};

}  // namespace winnow::tools
