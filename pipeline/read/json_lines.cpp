// JSON lines: a page each (json_record.h). A line that is no such record gives a Drop with its line
// number.

#include "pipeline/base/text.h"
#include "pipeline/read/formats.h"
#include "pipeline/read/json_record.h"

namespace winnow::read {
namespace {

class JsonLines : public Reader {
 public:
  JsonLines(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options)
      : stream_(std::move(stream)), path_(path), max_bytes_(options.max_bytes), parse_(options) {}

  std::optional<Result<Page>> next() override {
    // A JSON string takes up to six bytes a character: \u0001.
    const std::size_t max_line = 6 * max_bytes_ + (64 << 10);
    bool too_long = false;
    do {
      begin_ = stream_->disk_offset();
      if (!stream_->read_line(line_, max_line, too_long)) return std::nullopt;
      ++line_number_;
      if (line_number_ == 1 && line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
    } while (!too_long && trim(line_).empty());
    if (too_long) {
      Drop drop = unreadable(source(), "a line of more than " + std::to_string(max_line) + " bytes");
      drop.reason = Reason::too_large;
      return drop;
    }
    Result<Page> page = parse_(line_, source());
    if (page && page->id.empty()) page->id = record_id(path_) + ":" + std::to_string(line_number_);
    return page;
  }

 private:
  Source source() const { return {.file = path_, .offset = begin_, .length = line_.size(), .line = line_number_}; }

  std::unique_ptr<Stream> stream_;
  std::string path_;
  std::size_t max_bytes_;
  JsonRecordParser parse_;
  std::string line_;
  std::uint64_t line_number_ = 0, begin_ = 0;
};

}  // namespace

std::unique_ptr<Reader> read_json_lines(std::unique_ptr<Stream> stream, const std::string& path,
                                        const ReadOptions& options) {
  return std::make_unique<JsonLines>(std::move(stream), path, options);
}

}  // namespace winnow::read
