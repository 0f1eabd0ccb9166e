#include "tools/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tools/command.h"

namespace winnow::tools {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

int open_output(const std::string& path) {
  if (path.empty() || path == "-") return STDOUT_FILENO;
  return open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

}  // namespace

Output::Output(const std::string& path)
    : path_(path.empty() || path == "-" ? "standard output" : path), fd_(open_output(path)) {
  if (fd_ < 0) throw FileError(path_ + ": cannot open for writing: " + std::strerror(errno));
}

Output::~Output() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

void Output::flush_if_full() {
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  for (std::string_view rest = buffer_; !rest.empty();) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const std::string problem = errno == EPIPE ? "closed by its reader" : std::strerror(errno);
      buffer_.clear();
      throw FileError(path_ + ": cannot write: " + problem);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void Output::close() {
  flush();
  if (fd_ <= STDERR_FILENO) return;
  const int status = ::close(fd_);
  fd_ = -1;
  if (status != 0) throw FileError(path_ + ": cannot write: " + std::strerror(errno));
}

}  // namespace winnow::tools
