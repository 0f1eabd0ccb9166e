// A file that is one page, HTML or text.

#include "pipeline/read/formats.h"

namespace winnow::read {
namespace {

class PageFile : public Reader {
 public:
  PageFile(std::unique_ptr<Stream> stream, const std::string& path, Input input, const ReadOptions& options)
      : stream_(std::move(stream)), path_(path), input_(input), options_(options) {}

  std::optional<Result<Page>> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    Page page{.id = record_id(path_), .url = options_.url, .input = input_};
    if (!options_.charset.empty()) page.content_type = "; charset=" + options_.charset;
    stream_->read(page.bytes, options_.max_bytes + 1);
    page.source = {.file = path_, .length = stream_->disk_read()};
    return Result<Page>(std::move(page));
  }

 private:
  std::unique_ptr<Stream> stream_;
  std::string path_;
  Input input_;
  ReadOptions options_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Reader> read_page_file(std::unique_ptr<Stream> stream, const std::string& path, Input input,
                                       const ReadOptions& options) {
  return std::make_unique<PageFile>(std::move(stream), path, input, options);
}

}  // namespace winnow::read
