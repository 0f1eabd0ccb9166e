#pragma once
// Where a command's data goes: standard output or a file, buffered.

#include <string>
#include <string_view>

namespace winnow::tools {

/// A buffered output. Every method but the destructor throws FileError, naming the file.
class Output {
 public:
  /// Opens (and empties) a file; "" or "-" is standard output.
  explicit Output(const std::string& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// What is appended to it goes out once there is enough of it; see flush_if_full().
  std::string& buffer() noexcept { return buffer_; }
  void flush_if_full();
  void flush();
  void close();  ///< writes the rest

 private:
  std::string path_;
  int fd_;
  std::string buffer_;
};

}  // namespace winnow::tools
