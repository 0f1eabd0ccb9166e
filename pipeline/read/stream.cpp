// Stored bytes, a decompressor over them, a growing window over that.
//
// The decompressor notes where in the decompressed stream each gzip member or zstd frame began,
// since crawls compress each record as a member of its own: that is where a record is found again
// (WARC 1.1, annex D). Members that the window has left behind are forgotten.

#include "pipeline/read/stream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <utility>

namespace winnow::read {
namespace {

constexpr std::size_t kDiskChunk = 256 << 10;

std::string system_message() { return std::strerror(errno); }

/// Closes a descriptor that was opened here; standard input stays open. A pipe is opened without waiting for its
/// writer, so that only read() waits.
class File : public StoredBytes {
 public:
  File(const std::string& path, StopAsked stop_asked)
      : fd_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)),
        stop_asked_(std::move(stop_asked)) {
    struct stat info {};
    if (fd_ < 0) throw StreamError("cannot open: " + system_message());
    may_wait_ = fstat(fd_, &info) != 0 || !S_ISREG(info.st_mode);
  }
  ~File() override {
    if (fd_ != STDIN_FILENO) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    for (;;) {
      if (may_wait_) wait();
      const ssize_t got = ::read(fd_, to, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR && errno != EAGAIN) throw StreamError("cannot read: " + system_message());
    }
  }

 private:
  /// Until there is something to read, or an end.
  void wait() const {
    constexpr int kMilliseconds = 100;
    pollfd waited{.fd = fd_, .events = POLLIN, .revents = 0};
    while (poll(&waited, 1, kMilliseconds) <= 0)
      if (stop_asked_ && stop_asked_()) throw Stopped();
  }

  int fd_;
  StopAsked stop_asked_;
  bool may_wait_ = false;
};

enum class Format { plain, gzip, zstd };

Format format_of(std::string_view head) noexcept {
  if (head.starts_with("\x1F\x8B")) return Format::gzip;
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Format::zstd;
  const bool is_skippable_frame = head.size() >= 4 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18";
  if (is_skippable_frame) return Format::zstd;
  return Format::plain;
}

}  // namespace

/// Gives decompressed bytes and remembers where the compressed pieces began.
class Stream::Decompressor {
 public:
  explicit Decompressor(std::unique_ptr<StoredBytes> bytes) : bytes_(std::move(bytes)), in_(kDiskChunk, '\0') {
    refill();
    while (end_ < 4 && !at_end_) refill();
    format_ = format_of(unread());
    begin_member();
  }
  ~Decompressor() {
    if (format_ == Format::gzip) inflateEnd(&gzip_);
    ZSTD_freeDStream(zstd_);
  }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  /// Decompresses into [to, to + size); 0 at the end of the input.
  std::size_t read(char* to, std::size_t size) {
    const std::size_t got = format_ == Format::plain  ? read_plain(to, size)
                            : format_ == Format::gzip ? read_gzip(to, size)
                                                      : read_zstd(to, size);
    given_ += got;
    return got;
  }

  /// Gives up this gzip member; false if no other follows.
  bool skip_broken_member() {
    if (format_ != Format::gzip || begin_ == end_) return false;
    if (!std::exchange(is_at_member_, false) && !find_member()) return false;
    begin_member();
    return true;
  }

  std::uint64_t disk_offset_of(std::uint64_t position) const noexcept {
    if (format_ == Format::plain) return position;
    std::uint64_t found = 0;
    for (const Member& member : members_) {
      if (member.content_begin > position) break;
      found = member.disk_begin;
    }
    return found;
  }
  void forget_before(std::uint64_t position) noexcept {
    while (members_.size() > 1 && members_[1].content_begin <= position) members_.pop_front();
  }
  std::uint64_t disk_read() const noexcept { return disk_read_; }

 private:
  struct Member {
    std::uint64_t content_begin, disk_begin;
  };

  [[noreturn]] void fail(const std::string& what) const { throw StreamError(what, disk_read_); }

  std::string_view unread() const noexcept { return std::string_view(in_).substr(begin_, end_ - begin_); }

  /// Reads more of the file behind what is unread.
  void refill() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (begin_ > 0 && end_ == in_.size()) {
      std::memmove(in_.data(), in_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    const std::size_t got = bytes_->read(in_.data() + end_, in_.size() - end_);
    end_ += got;
    disk_read_ += got;
    at_end_ = got == 0;
  }

  /// Looks for the header of a gzip member (RFC 1952, section 2.3) behind the byte that is next.
  bool find_member() {
    constexpr std::string_view kHeader = "\x1F\x8B\x08";
    constexpr char kReservedFlags = static_cast<char>(0xE0);
    for (++begin_;; ++begin_) {
      while (end_ - begin_ <= kHeader.size() && !at_end_) refill();
      const std::size_t found = unread().find(kHeader);
      if (found == std::string_view::npos) {
        if (at_end_) return false;
        begin_ = end_ - kHeader.size();  // may be the first bytes of one
        continue;
      }
      begin_ += found;
      while (end_ - begin_ <= kHeader.size() && !at_end_) refill();
      if (end_ - begin_ <= kHeader.size()) return false;
      if ((in_[begin_ + kHeader.size()] & kReservedFlags) == 0) return true;
    }
  }

  void begin_member() {
    members_.push_back({given_, disk_read_ - (end_ - begin_)});
    member_ended_ = false;
    if (format_ == Format::gzip) {
      inflateEnd(&gzip_);
      gzip_ = {};
      constexpr int kGzipOnly = 16;
      if (inflateInit2(&gzip_, MAX_WBITS + kGzipOnly) != Z_OK) throw StreamError("zlib cannot start");
    } else if (format_ == Format::zstd) {
      if (zstd_ == nullptr) zstd_ = ZSTD_createDStream();
      ZSTD_initDStream(zstd_);
    }
  }

  /// True if another member follows; padding after the last one is passed over, as gzip does. Throws
  /// where members follow behind bytes that belong to no member.
  bool next_member() {
    while (end_ - begin_ < 4 && !at_end_) refill();
    if (format_of(unread()) == format_) {
      begin_member();
      return true;
    }
    const Member garbage{given_, disk_read_ - (end_ - begin_)};
    is_at_member_ = format_ == Format::gzip && begin_ < end_ && find_member();
    if (!is_at_member_) return false;
    members_.push_back(garbage);
    fail("gzip data is broken: no member begins here");
  }

  std::size_t read_plain(char* to, std::size_t size) {
    if (begin_ == end_) refill();
    const std::size_t got = std::min(size, end_ - begin_);
    std::memcpy(to, in_.data() + begin_, got);
    begin_ += got;
    return got;
  }

  std::size_t read_gzip(char* to, std::size_t size) {
    for (;;) {
      if (member_ended_ && !next_member()) return 0;
      if (begin_ == end_) refill();
      if (begin_ == end_) fail("gzip data is cut off");
      gzip_.next_in = reinterpret_cast<Bytef*>(in_.data() + begin_);
      gzip_.avail_in = static_cast<uInt>(end_ - begin_);
      gzip_.next_out = reinterpret_cast<Bytef*>(to);
      gzip_.avail_out = static_cast<uInt>(size);
      const int status = inflate(&gzip_, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
        fail(std::string("gzip data is broken: ") + (gzip_.msg ? gzip_.msg : "bad header"));
      begin_ = end_ - gzip_.avail_in;
      member_ended_ = status == Z_STREAM_END;
      if (const std::size_t got = size - gzip_.avail_out) return got;
    }
  }

  std::size_t read_zstd(char* to, std::size_t size) {
    for (;;) {
      if (member_ended_ && !next_member()) return 0;
      if (begin_ == end_) refill();
      if (begin_ == end_) fail("zstd data is cut off");
      ZSTD_inBuffer in{in_.data() + begin_, end_ - begin_, 0};
      ZSTD_outBuffer out{to, size, 0};
      const std::size_t status = ZSTD_decompressStream(zstd_, &out, &in);
      if (ZSTD_isError(status)) fail(std::string("zstd data is broken: ") + ZSTD_getErrorName(status));
      begin_ += in.pos;
      member_ended_ = status == 0;
      if (out.pos > 0) return out.pos;
    }
  }

  std::unique_ptr<StoredBytes> bytes_;
  std::string in_;
  bool is_at_member_ = false;        ///< find_member() has been called already
  std::size_t begin_ = 0, end_ = 0;  ///< unread bytes in in_
  std::uint64_t disk_read_ = 0, given_ = 0;
  Format format_ = Format::plain;
  bool at_end_ = false, member_ended_ = false;
  z_stream gzip_{};
  ZSTD_DStream* zstd_ = nullptr;
  std::deque<Member> members_;
};

Stream::Stream(const std::string& path, StopAsked stop_asked)
    : Stream(std::make_unique<File>(path, std::move(stop_asked))) {}
Stream::Stream(std::unique_ptr<StoredBytes> bytes) : source_(std::make_unique<Decompressor>(std::move(bytes))) {}
Stream::~Stream() = default;

bool Stream::fill() {
  if (error_) throw StreamError(*error_);
  constexpr std::size_t kChunk = 64 << 10;
  before_buffer_ += at_;
  buffer_.erase(0, at_);
  at_ = 0;
  source_->forget_before(before_buffer_);
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kChunk);
  std::size_t got = 0;
  try {
    got = source_->read(buffer_.data() + had, kChunk);
  } catch (const StreamError& error) {
    buffer_.resize(had);
    error_ = error;
    throw;
  }
  buffer_.resize(had + got);
  return got > 0;
}

std::string_view Stream::peek(std::size_t wanted) {
  while (buffer_.size() - at_ < wanted && fill()) {
  }
  return std::string_view(buffer_).substr(at_);
}

bool Stream::read_line(std::string& line, std::size_t max_bytes, bool& too_long) {
  line.clear();
  too_long = false;
  if (peek(1).empty()) return false;
  for (;;) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::size_t room = max_bytes - line.size();
    too_long = too_long || end > room;
    line.append(rest.substr(0, std::min(end, room)));
    const bool found = end < rest.size();
    at_ += end + (found ? 1 : 0);
    if (found || !fill()) break;
  }
  if (line.ends_with('\r')) line.pop_back();
  return true;
}

void Stream::read(std::string& out, std::size_t count) {
  while (count > 0) {
    const std::string_view ready = peek(1).substr(0, count);
    if (ready.empty()) return;
    out += ready;
    skip(ready.size());
    count -= ready.size();
  }
}

std::string_view Stream::peek_up_to(std::size_t wanted) {
  try {
    return peek(wanted);
  } catch (const StreamError&) {
    if (at_ == buffer_.size()) throw;
    return std::string_view(buffer_).substr(at_);
  }
}

bool Stream::skip_broken_member() {
  error_.reset();
  before_buffer_ += buffer_.size();
  buffer_.clear();
  at_ = 0;
  return source_->skip_broken_member();
}

std::uint64_t Stream::disk_offset() const noexcept { return source_->disk_offset_of(offset()); }
std::uint64_t Stream::disk_read() const noexcept { return source_->disk_read(); }

}  // namespace winnow::read
