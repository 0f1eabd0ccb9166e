#pragma once
// One page as a JSON object: {"id", "url", "html" | "text", "content_type", "headers", "date"} and
// the aliases that crawls use. Strings in JSON are Unicode already, so a charset in their headers
// no longer holds.

#include <memory>
#include <string>

#include "pipeline/read/reader.h"

namespace winnow::read {

/// Makes pages of JSON objects. Keeps memory between calls: have one for each thread.
class JsonRecordParser {
 public:
  /// Of `options`, max_bytes and carry count.
  explicit JsonRecordParser(const ReadOptions& options);
  ~JsonRecordParser();
  JsonRecordParser(JsonRecordParser&&) noexcept;

  /// The page in `json`, which is scratch from then on, or Drop{malformed_record}, with the
  /// record's id if it has one. Ill-formed UTF-8 and lone surrogates become U+FFFD.
  Result<Page> operator()(std::string& json, const Source& source);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace winnow::read
