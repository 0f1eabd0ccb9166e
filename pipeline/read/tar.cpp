// Tar archives through libarchive. Each regular file in one is an input of its own: a page, JSON
// lines, a WARC file, compressed or not. The archive's own bytes come from the stream, which has
// undone its compression already. Where one file is broken, reading continues with the next; where the
// archive itself is, it ends.

#include <archive.h>
#include <archive_entry.h>

#include "pipeline/read/formats.h"

namespace winnow::read {
namespace {

class Tar : public Reader {
 public:
  Tar(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options)
      : stream_(std::move(stream)), path_(path), options_(options) {
    archive_read_support_format_tar(archive_.get());
    check(archive_read_open(archive_.get(), this, nullptr, &Tar::read_more, nullptr));
  }
  Tar(const Tar&) = delete;
  Tar& operator=(const Tar&) = delete;

  std::optional<Result<Page>> next() override {
    while (member_ || to_next_member()) {
      try {
        if (!member_ && !open_member()) continue;
        if (auto page = member_->next()) return page;
        member_.reset();
      } catch (const StreamError& e) {
        if (is_broken_) throw;
        member_.reset();
        return unreadable({.file = member_path_, .offset = e.offset}, e.what());
      }
    }
    return std::nullopt;
  }
  Skipped skipped() const override { return skipped_; }

 private:
  /// The bytes of the file in the archive that libarchive has come to.
  class Member : public StoredBytes {
   public:
    explicit Member(Tar& tar) : tar_(tar) {}
    std::size_t read(char* to, std::size_t size) override {
      const la_ssize_t got = archive_read_data(tar_.archive_.get(), to, size);
      tar_.check(got < 0 ? static_cast<int>(got) : ARCHIVE_OK);
      return static_cast<std::size_t>(got);
    }

   private:
    Tar& tar_;
  };

  /// Moves to the next regular file. False at the end of the archive.
  bool to_next_member() {
    for (archive_entry* entry = nullptr;;) {
      const int status = archive_read_next_header(archive_.get(), &entry);
      if (status == ARCHIVE_EOF) return false;
      check(status);
      if (archive_entry_filetype(entry) != AE_IFREG) continue;
      const char* const name = archive_entry_pathname(entry);
      member_path_ = path_ + "/" + (name ? name : "");
      return true;
    }
  }

  /// False if the file holds no pages. An archive within one is refused: it could hold itself.
  bool open_member() {
    auto stream = std::make_unique<Stream>(std::make_unique<Member>(*this));
    const std::string_view head = stream->peek(kSniffedBytes);
    if (!options_.every_file && !is_page_name(member_path_) && !holds_pages(head)) {
      count_skipped(member_path_, skipped_);
      return false;
    }
    if (starts_as_tar(head)) throw StreamError("an archive within an archive");
    member_ = read_by_content(std::move(stream), member_path_, options_);
    return true;
  }

  void check(int status) {
    if (status >= ARCHIVE_WARN) return;
    is_broken_ = true;
    if (problem_) std::rethrow_exception(std::exchange(problem_, nullptr));
    const char* const what = archive_error_string(archive_.get());
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
  struct Free {
    void operator()(archive* opened) const noexcept { archive_read_free(opened); }
  };
  std::unique_ptr<archive, Free> archive_{archive_read_new()};
  std::string member_path_;
  Skipped skipped_;
  std::unique_ptr<Reader> member_;  ///< of the file that is being read
  bool is_broken_ = false;
  std::size_t shown_ = 0;  ///< bytes of the stream that libarchive has and that are not skipped yet
  std::exception_ptr problem_;
};

}  // namespace

std::unique_ptr<Reader> read_tar(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options) {
  return std::make_unique<Tar>(std::move(stream), path, options);
}

}  // namespace winnow::read
