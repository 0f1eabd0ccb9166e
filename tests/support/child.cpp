#include "tests/support/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace winnow::testing {
namespace {

struct Pipe {
  int read_end = -1, write_end = -1;
};

Pipe open_pipe() {
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  return {ends[0], ends[1]};
}

std::size_t bytes_in_pipe(int fd) {
  int bytes = 0;
  EXPECT_EQ(ioctl(fd, FIONREAD, &bytes), 0);
  return static_cast<std::size_t>(bytes);
}

void close_end(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

}  // namespace

Child::Child(const std::vector<std::string>& command) {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe input = open_pipe(), output = open_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.write_end, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  EXPECT_EQ(posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  close_end(input.read_end);
  close_end(output.write_end);
  in_ = input.write_end;
  out_ = output.read_end;
}

Child::~Child() {
  close_input();
  close_output();
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  wait();
}

void Child::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(in_, bytes.data(), bytes.size());
    ASSERT_GT(written, 0) << "the child no longer reads";
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string Child::read_line() {
  std::size_t end;
  while ((end = unread_.find('\n')) == std::string::npos) {
    std::array<char, 65536> part{};
    const ssize_t got = ::read(out_, part.data(), part.size());
    if (got <= 0) return std::exchange(unread_, {});
    unread_.append(part.data(), static_cast<std::size_t>(got));
  }
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

std::string Child::read_all() {
  std::string all = std::exchange(unread_, {});
  std::array<char, 65536> part{};
  for (ssize_t got; (got = ::read(out_, part.data(), part.size())) > 0;)
    all.append(part.data(), static_cast<std::size_t>(got));
  return all;
}

void Child::close_input() { close_end(in_); }
void Child::close_output() { close_end(out_); }

std::size_t Child::unread_input() const { return bytes_in_pipe(in_); }
std::size_t Child::unread_output() const { return bytes_in_pipe(out_); }

int Child::wait() {
  int status = 0;
  EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Child::signal(int number) const { kill(pid_, number); }

}  // namespace winnow::testing
