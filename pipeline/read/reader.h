#pragma once
// The read stage: inputs named on a command line become pages, one at a time, in a fixed order.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/read/page_files.h"
#include "pipeline/read/stream.h"
#include "winnow/winnow.h"

namespace winnow::read {

/// What the inputs are. `automatic` looks at each one's bytes, then at its name. WARC files and tar
/// archives are known by their first bytes in any case.
enum class Form : std::uint8_t { automatic, html, text, jsonl };

/// How to read.
struct ReadOptions {
  Form form = Form::automatic;
  std::string charset{};                ///< as an HTTP header would give it, for files of one page
  std::string url{};                    ///< of files of one page
  std::size_t max_bytes = 16u << 20;    ///< longer pages are cut one byte past it, for decode to drop
  bool every_file = false;              ///< of folders and archives, also those that hold no pages
  bool carry = false;                   ///< unknown JSONL fields go into Page::carry
  std::vector<std::string> left_out{};  ///< absolute paths of files of folders that are no inputs: outputs
  StopAsked stop_asked{};               ///< asked while a pipe or a device keeps reading waiting; may be empty
};

/// A source of pages. One thread at a time.
class Reader {
 public:
  virtual ~Reader() = default;

  /// The next page; a Drop of stage "read" for what cannot be read; nullopt at the end.
  /// Throws nothing but std::bad_alloc, and Stopped where ReadOptions::stop_asked says so.
  virtual std::optional<Result<Page>> next() = 0;

  /// Files so far that it passed over because they hold no pages.
  virtual Skipped skipped() const { return {}; }
};

/// Reads files, folders (recursively, entries sorted by name, page_files.h says which), globs and "-",
/// in the order given.
/// An input that cannot be opened or breaks off gives one Drop, and reading continues with the next.
/// The counts are for the thread that calls next().
class Inputs : public Reader {
 public:
  Inputs(std::vector<std::string> inputs, ReadOptions options);
  ~Inputs() override;
  std::optional<Result<Page>> next() override;
  Skipped skipped() const override;

  /// Passes over the next input without opening it. False if there is no further input. Requires: no call
  /// of next() yet.
  bool skip_input();

  /// A hash of the paths, sizes and times of the inputs begun so far or passed over: the same inputs
  /// give the same one.
  std::uint64_t digest() const noexcept;

  /// Files begun so far or passed over, those that could not be opened among them.
  std::size_t begun() const noexcept;

  /// Inputs so far that could not be opened at all.
  std::size_t unopened() const noexcept;

  /// Bytes of input files read so far, as they are on disk.
  std::uint64_t bytes_read() const noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// The name of an input's only record: the file's name without .html, .htm, .txt, .gz, .zst.
std::string record_id(const std::string& path);

}  // namespace winnow::read
