#pragma once
// Where a command's data goes: standard output or a file, buffered, compressed by its name.

#include <memory>
#include <string>
#include <string_view>

namespace winnow::tools {

/// A buffered output. A regular file grows under a temporary name, NAME.partial, and takes its own
/// when it is whole; an output that is given up leaves nothing. ".gz" and ".zst" compress.
/// Every method but the destructor throws FileError, naming the file.
class Output {
 public:
  /// "" or "-" is standard output.
  explicit Output(const std::string& path);
  ~Output();  ///< gives up what close() has not made whole
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// What is appended to it goes out once there is enough of it; see flush_if_full().
  std::string& buffer() noexcept { return buffer_; }
  void flush_if_full();
  void flush();  ///< writes what there is; compressed outputs may hold some of it back
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
  std::unique_ptr<Compressor> compressor_;
  std::string buffer_;
};

}  // namespace winnow::tools
