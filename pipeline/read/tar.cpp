// Tar archives through libarchive: each regular file in one is a page. The archive's own bytes come
// from the stream, which has undone compression already.

#include <archive.h>
#include <archive_entry.h>

#include "pipeline/read/formats.h"

namespace winnow::read {
namespace {

class Tar : public Reader {
 public:
  Tar(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options)
      : stream_(std::move(stream)), path_(path), options_(options), archive_(archive_read_new()) {
    archive_read_support_format_tar(archive_);
    check(archive_read_open(archive_, this, nullptr, &Tar::read_more, nullptr));
  }
  ~Tar() override { archive_read_free(archive_); }
  Tar(const Tar&) = delete;
  Tar& operator=(const Tar&) = delete;

  std::optional<Result<Page>> next() override {
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = archive_read_next_header(archive_, &entry);
      if (status == ARCHIVE_EOF) return std::nullopt;
      check(status);
      if (archive_entry_filetype(entry) == AE_IFREG) return page_of(entry);
    }
  }

 private:
  Result<Page> page_of(archive_entry* entry) {
    const char* const stored = archive_entry_pathname(entry);
    const std::string name = stored ? stored : "";
    Page page{.id = record_id(name), .input = input_of(name)};
    page.source = {.file = path_ + "/" + name,
                   .offset = static_cast<std::uint64_t>(archive_read_header_position(archive_)),
                   .length = static_cast<std::uint64_t>(archive_entry_size(entry))};
    page.bytes.resize(std::min<std::uint64_t>(page.source.length, options_.max_bytes + 1));
    const la_ssize_t got = archive_read_data(archive_, page.bytes.data(), page.bytes.size());
    check(got < 0 ? static_cast<int>(got) : ARCHIVE_OK);
    page.bytes.resize(static_cast<std::size_t>(got));
    return page;
  }

  Input input_of(const std::string& name) const {
    if (options_.form == Form::html) return Input::html;
    return options_.form == Form::text || name.ends_with(".txt") ? Input::text : Input::automatic;
  }

  void check(int status) {
    if (problem_) std::rethrow_exception(std::exchange(problem_, nullptr));
    if (status >= ARCHIVE_WARN) return;
    const char* const what = archive_error_string(archive_);
    throw StreamError(std::string("tar archive is broken: ") + (what ? what : "unknown"), stream_->disk_read());
  }

  /// libarchive's callback; an exception must not pass through C, so it waits in problem_.
  static la_ssize_t read_more(archive*, void* self_pointer, const void** buffer) {
    Tar& self = *static_cast<Tar*>(self_pointer);
    try {
      self.stream_->skip(std::exchange(self.shown_, 0));
      const std::string_view ahead = self.stream_->peek(1);
      self.shown_ = ahead.size();
      *buffer = ahead.data();
      return static_cast<la_ssize_t>(ahead.size());
    } catch (...) {
      self.problem_ = std::current_exception();
      return -1;
    }
  }

  std::unique_ptr<Stream> stream_;
  std::string path_;
  ReadOptions options_;
  archive* archive_;
  std::size_t shown_ = 0;  ///< bytes of the stream that libarchive has and that are not skipped yet
  std::exception_ptr problem_;
};

}  // namespace

std::unique_ptr<Reader> read_tar(std::unique_ptr<Stream> stream, const std::string& path,
                                 const ReadOptions& options) {
  return std::make_unique<Tar>(std::move(stream), path, options);
}

}  // namespace winnow::read
