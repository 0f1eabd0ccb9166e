#include "tools/batch/output_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/errors.h"

namespace winnow::tools {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

/// Devices and pipes are written as they are; there is nothing to rename.
bool is_special(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
}

/// Keeps the first `kept_bytes` of a file and continues behind them.
void cut_behind(int fd, std::uint64_t kept_bytes, std::uint64_t size, const std::string& partial) {
  if (size < kept_bytes)
    throw FileError(partial + " is shorter than its checkpoint says; leave --resume out to make everything anew");
  const auto end = static_cast<off_t>(kept_bytes);
  if (ftruncate(fd, end) != 0 || lseek(fd, end, SEEK_SET) != end)
    throw FileError(partial + ": cannot write: " + std::strerror(errno));
}

/// Opens NAME.partial for this process alone. A run that seems dead may still be alive, and two writers
/// would spoil the file. The lock ends with its process, however that ends.
int open_partial(const std::string& partial, const std::string& path, std::uint64_t kept_bytes) {
  for (;;) {
    const int fd = open(partial.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0 && errno == ELOOP) throw FileError(partial + ": is a symbolic link; remove it first");
    if (fd < 0) throw FileError(path + ": cannot open for writing: " + std::strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      ::close(fd);
      throw FileError(partial + ": another run is writing it");
    }
    struct stat locked {
    }, named{};
    const bool is_same = fstat(fd, &locked) == 0 && stat(partial.c_str(), &named) == 0 && locked.st_ino == named.st_ino;
    if (is_same) {
      cut_behind(fd, kept_bytes, static_cast<std::uint64_t>(locked.st_size), partial);
      return fd;
    }
    ::close(fd);  // its writer completed and renamed it in between
  }
}

/// A file that replaces another one may be read by whom the other could be.
void keep_mode(int fd, const std::string& path) {
  constexpr mode_t kPermissions = 0777;
  struct stat old {};
  if (stat(path.c_str(), &old) == 0 && S_ISREG(old.st_mode) && fchmod(fd, old.st_mode & kPermissions) != 0)
    throw FileError(path + ": cannot set its mode: " + std::strerror(errno));
}

/// Writes the folder to the disk: until then a power cut may take back a name. Folders that cannot be synced, as on
/// some network file systems, are left.
void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  fsync(fd);
  ::close(fd);
}

}  // namespace

/// Compresses bytes to gzip or zstd, a piece at a time. Another member or frame may follow the last one. The
/// header holds no time, so that the same records give the same bytes.
class Output::Compressor {
 public:
  explicit Compressor(bool zstd) : zstd_(zstd ? ZSTD_createCStream() : nullptr) {
    constexpr int kGzip = 16, kMemoryLevel = 8;
    if (!zstd_)
      deflateInit2(&gzip_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzip, kMemoryLevel, Z_DEFAULT_STRATEGY);
  }
  ~Compressor() {
    if (zstd_) ZSTD_freeCStream(zstd_);
    else deflateEnd(&gzip_);
  }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  std::string operator()(std::string_view bytes, bool last) {
    return zstd_ ? by_zstd(bytes, last) : by_gzip(bytes, last);
  }

 private:
  std::string by_gzip(std::string_view bytes, bool last) {
    std::string out(deflateBound(&gzip_, bytes.size()) + 64, '\0');
    gzip_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    gzip_.avail_in = static_cast<uInt>(bytes.size());
    std::size_t used = 0;
    int status = Z_OK;
    do {
      if (used == out.size()) out.resize(2 * out.size());
      gzip_.next_out = reinterpret_cast<Bytef*>(out.data() + used);
      gzip_.avail_out = static_cast<uInt>(out.size() - used);
      status = deflate(&gzip_, last ? Z_FINISH : Z_NO_FLUSH);
      used = out.size() - gzip_.avail_out;
    } while (last ? status != Z_STREAM_END : gzip_.avail_in > 0);
    out.resize(used);
    if (last) deflateReset(&gzip_);
    return out;
  }

  std::string by_zstd(std::string_view bytes, bool last) {
    std::string out(ZSTD_compressBound(bytes.size()) + 64, '\0');
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    for (;;) {
      const std::size_t left = ZSTD_compressStream2(zstd_, &to, &in, last ? ZSTD_e_end : ZSTD_e_continue);
      if (ZSTD_isError(left)) throw FileError(std::string("zstd: ") + ZSTD_getErrorName(left));
      if (last ? left == 0 : in.pos == in.size) break;
      out.resize(2 * out.size());
      to.dst = out.data();
      to.size = out.size();
    }
    out.resize(to.pos);
    return out;
  }

  ZSTD_CStream* zstd_;
  z_stream gzip_{};
};

Output::Output(const std::string& path, std::optional<std::uint64_t> kept_bytes)
    : name_(path), has_checkpoint_(kept_bytes.has_value()) {
  if (path.empty() || path == "-") {
    name_ = "standard output";
    fd_ = STDOUT_FILENO;
    return;
  }
  if (path.ends_with(".gz") || path.ends_with(".zst"))
    compressor_ = std::make_unique<Compressor>(path.ends_with(".zst"));
  const bool special = is_special(path);
  if (!special) {
    path_ = path;
    partial_ = path + ".partial";
  }
  fd_ = special ? open(path.c_str(), O_WRONLY | O_CLOEXEC) : open_partial(partial_, path, kept_bytes.value_or(0));
  if (fd_ < 0) throw FileError(name_ + ": cannot open for writing: " + std::strerror(errno));
}

Output::~Output() {
  if (fd_ <= STDERR_FILENO) return;
  ::close(fd_);
  if (!partial_.empty() && !has_checkpoint_) unlink(partial_.c_str());
}

void Output::fail(int error) const {
  if (error == EPIPE && fd_ == STDOUT_FILENO) throw ClosedPipe(name_ + ": closed by its reader");
  throw FileError(name_ + ": cannot write: " + (error == EPIPE ? "closed by its reader" : std::strerror(error)));
}

void Output::flush_if_full() {
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  const std::string bytes = std::exchange(buffer_, {});
  write(compressor_ ? (*compressor_)(bytes, false) : bytes);
}

void Output::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written >= 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR) fail(errno);
  }
}

std::uint64_t Output::checkpoint() {
  flush();
  if (compressor_) write((*compressor_)({}, true));
  const off_t size = lseek(fd_, 0, SEEK_CUR);
  if (size < 0 || fsync(fd_) != 0) fail(errno);
  has_checkpoint_ = true;
  return static_cast<std::uint64_t>(size);
}

void Output::close_partial() {
  flush();
  if (compressor_) write((*compressor_)({}, true));
  if (fd_ <= STDERR_FILENO) return;
  if (!partial_.empty() && fsync(fd_) != 0) fail(errno);
  if (::close(std::exchange(fd_, -1)) != 0) fail(errno);
}

void Output::close() {
  if (!partial_.empty()) keep_mode(fd_, path_);
  close_partial();
  if (partial_.empty()) return;
  if (rename(partial_.c_str(), path_.c_str()) != 0) fail(errno);
  sync_folder_of(path_);
}

}  // namespace winnow::tools
