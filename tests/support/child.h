#pragma once
// A child process with pipes to its standard input and output, for tests of the program.

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace winnow::testing {

/// Runs until it ends by itself or the object dies, which kills it. Not thread-safe, but one thread
/// may write while another reads.
class Child {
 public:
  /// Starts `command`, found on the PATH; its standard error is the test's own.
  explicit Child(const std::vector<std::string>& command);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void write(std::string_view bytes);  ///< fails the test if the child no longer reads
  std::string read_line();             ///< without its '\n'; "" at the end of the output
  std::string read_all();
  void close_input();
  void close_output();

  std::size_t unread_input() const;   ///< bytes written that it has not read yet
  std::size_t unread_output() const;  ///< bytes of its own that wait in the pipe for read_line

  /// Waits for the end: the exit status, or 128 + the signal that ended it.
  int wait();
  void signal(int number) const;

 private:
  pid_t pid_ = -1;
  int in_ = -1, out_ = -1;
  std::string unread_;
};

}  // namespace winnow::testing
