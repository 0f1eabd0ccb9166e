#pragma once
// The ways in which a run of the program fails, and its exit status.

#include <stdexcept>

namespace winnow::tools {

/// The program's exit status.
enum Exit : int {
  kDone = 0,           ///< every page was read
  kSomeUnread = 1,     ///< some pages could not be read; the rest is written
  kWrongUse = 2,       ///< wrong usage or rules
  kNotOpened = 3,      ///< an input or output could not be opened or written
  kTooManyErrors = 4,  ///< stopped by --max-errors
  kClosedPipe = 141    ///< 128 + SIGPIPE: whoever read the output has seen enough
};

/// A wrong usage that the option parser does not notice; the program ends with kWrongUse.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An input or output that cannot be opened or written; the program ends with kNotOpened.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Standard output was closed by its reader, `head` for one; the program ends with kClosedPipe and says nothing.
struct ClosedPipe : FileError {
  using FileError::FileError;
};

}  // namespace winnow::tools
