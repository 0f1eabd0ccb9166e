// Large runs of `winnow clean`: a shard for each input, markers, going on after a crash, parts of a
// run, duplicates, statistics.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>
#include <map>

#include "tests/support/compressed.h"
#include "tests/support/eventually.h"
#include "tests/support/run_command.h"
#include "tools/batch/clean_options.h"

namespace winnow {
namespace {

/// All files below a folder, by their paths.
std::map<std::string, std::string> tree_of(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[entry.path().lexically_relative(folder).string()] = contents_of(entry.path().string());
  return files;
}

/// How many files stand below a folder in which another process makes and renames some.
std::size_t files_below(const std::string& folder) {
  std::size_t files = 0;
  std::error_code gone;
  for (std::filesystem::recursive_directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone))
    files += at->is_regular_file(gone);
  return files;
}

std::string names_in(const std::map<std::string, std::string>& files) {
  std::string names;
  for (const auto& [name, bytes] : files) names += name + " ";
  return names;
}

std::string json_line(const std::string& id, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"html\":\"" + article_page("Ferry " + id, text) + "\"}\n";
}

/// Some dumps, one of them in a folder, one compressed, with lines that are no record.
void write_dumps(const TempFolder& folder, int files, int pages) {
  for (int f = 0; f < files; ++f) {
    std::string lines;
    for (int p = 0; p < pages; ++p) {
      const std::string id = std::to_string(f) + "-" + std::to_string(p);
      lines += json_line(id, "Boat " + id +
                                 " left the harbour at dawn, and the people on board watched the lights of "
                                 "the town grow small behind them while page " +
                                 id + " was written.");
    }
    if (f == 1) lines += "no json\n";
    const std::string name = "in/" + std::string(f == 2 ? "deep/" : "") + "dump" + std::to_string(f) + ".jsonl";
    folder.write(f == 3 ? name + ".gz" : name, f == 3 ? gzipped(lines) : lines);
  }
}

TEST(CleanShards, MakesAFileForEachInput) {
  const TempFolder folder;
  write_dumps(folder, 4, 3);
  folder.write("in/nothing.jsonl", "");
  const Ran ran = winnow("clean -o " + (folder / "out/") + " " + (folder / "in"));
  EXPECT_EQ(ran.status, 1) << ran.err;
  const auto files = tree_of(folder / "out");
  EXPECT_EQ(names_in(files),
            ".winnow/deep/dump2.jsonl.done .winnow/dump0.jsonl.done .winnow/dump1.jsonl.done "
            ".winnow/dump3.jsonl.gz.done .winnow/nothing.jsonl.done deep/dump2.jsonl.jsonl dump0.jsonl.jsonl "
            "dump1.jsonl.jsonl dump3.jsonl.gz.jsonl nothing.jsonl.jsonl ");
  EXPECT_EQ(lines_of(files.at("dump3.jsonl.gz.jsonl")), 3u);
  EXPECT_EQ(files.at("nothing.jsonl.jsonl"), "");
}

TEST(CleanShards, CompressesByNameAndOnRequest) {
  const TempFolder folder;
  write_dumps(folder, 1, 3);
  const std::string in = " " + (folder / "in"), plain = winnow("clean" + in).out;
  for (const char* suffix : {"gz", "zst"}) {
    const std::string file = folder / "one.jsonl." + suffix, tool = suffix == std::string("gz") ? "gzip" : "zstd";
    ASSERT_EQ(winnow("clean -o " + file + in).status, 0);
    ASSERT_EQ(winnow("clean --compress " + std::string(suffix) + " -o " + (folder / suffix) + "/" + in).status, 0);
    EXPECT_EQ(contents_of(folder / suffix + "/dump0.jsonl.jsonl." + suffix), contents_of(file));
    EXPECT_EQ(winnow("clean --input jsonl " + file).status, 0) << "what we write we can read";
    EXPECT_NE(contents_of(file), plain);
  }
}

TEST(CleanShards, ResumesWithWhatIsMissingOrHasChanged) {
  const TempFolder folder;
  write_dumps(folder, 3, 2);
  const std::string command =
      "clean --errors " + (folder / "errors") + " -o " + (folder / "out/") + " " + (folder / "in");
  ASSERT_EQ(winnow(command).status, 1);
  const auto whole = tree_of(folder / "out");
  const std::string errors = contents_of(folder / "errors");
  EXPECT_EQ(lines_of(errors), 1u);

  std::filesystem::remove(folder / "out/dump0.jsonl.jsonl");
  std::filesystem::remove(folder / "out/.winnow/deep/dump2.jsonl.done");
  const auto kept_time = std::filesystem::last_write_time(folder / "out/dump1.jsonl.jsonl");
  const Ran ran = winnow(command + " --resume");
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_EQ(tree_of(folder / "out"), whole);
  EXPECT_EQ(contents_of(folder / "errors"), errors);
  EXPECT_EQ(std::filesystem::last_write_time(folder / "out/dump1.jsonl.jsonl"), kept_time);

  folder.write("in/dump1.jsonl",
               json_line("new", "The boat came back at night and nobody stood on the quay to see it."));
  EXPECT_EQ(winnow(command + " --resume").status, 0);
  EXPECT_EQ(contents_of(folder / "out/dump1.jsonl.jsonl").find("{\"id\":\"new\""), 0u);
}

/// What sets each option that records depend on to something else than its default, as a user writes it.
class ChangingArguments {
 public:
  explicit ChangingArguments(std::string side_file) : side_file_(std::move(side_file)) {
    tools::CleanOptions options;
    tools::for_each_option(options, *this);
  }

  std::vector<std::string> all;

  void operator()(const tools::OptionRow& row, bool&) {
    add(row, row.flag == std::string_view(tools::kKeepFlag) ? tools::keep_word(row) : "");
  }
  void operator()(const tools::OptionRow& row, std::size_t& number) { add(row, std::to_string(number + 1)); }
  void operator()(const tools::OptionRow& row, std::optional<std::size_t>&) { add(row, "1"); }
  void operator()(const tools::OptionRow& row, std::string&) { add(row, side_file_); }
  void operator()(const tools::OptionRow& row, std::vector<std::string>&) { add(row, row.is_language ? "vi" : "text"); }
  template <class T>
  void operator()(const tools::OptionRow& row, T& value, tools::Choices<T> choices) {
    for (const auto& choice : choices)
      if (choice.value != value) add(row, choice.name);
  }

 private:
  void add(const tools::OptionRow& row, std::string_view value) {
    if (*row.flag && row.effect != tools::Effect::none) all.push_back(std::string(row.flag) + " " + std::string(value));
  }

  std::string side_file_;
};

TEST(CleanShards, RefusesToResumeWithOtherOptionsOrRules) {
  const TempFolder folder;
  write_dumps(folder, 1, 1);
  const std::string rest = " -o " + (folder / "out/") + " " + (folder / "in");
  ASSERT_EQ(winnow("clean" + rest).status, 0);
  for (const std::string& changed : ChangingArguments(folder / "side").all) {
    if (changed.starts_with("--format")) continue;  // other files, which are not there yet
    const Ran other = winnow("clean --resume " + changed + rest);
    EXPECT_EQ(other.status, 2) << changed;
    EXPECT_NE(other.err.find("was made with other options"), std::string::npos) << changed << '\n' << other.err;
  }

  std::filesystem::copy(WINNOW_SOURCE_DIR "/rules", folder / "rules", std::filesystem::copy_options::recursive);
  folder.write("rules/lang/zz.yaml", "language: zz\ncues:\n  share:\n    whole: zzz\n");
  const Ran ran = winnow("clean --resume --rules " + (folder / "rules") + rest);
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("was made with other rules"), std::string::npos) << ran.err;
}

TEST(CleanShards, MakesAShardAgainWhoseMarkerCannotBeRead) {
  const TempFolder folder;
  write_dumps(folder, 1, 2);
  const std::string command = "clean -o " + (folder / "out/") + " " + (folder / "in"),
                    marker = folder / "out/.winnow/dump0.jsonl.done";
  ASSERT_EQ(winnow(command).status, 0);
  const auto whole = tree_of(folder / "out");
  const std::string good = contents_of(marker);
  const std::string bad_markers[] = {"",
                                     "no JSON",
                                     "[]",
                                     "{}",
                                     good.substr(0, good.size() / 2),
                                     good.substr(0, good.find("\"stats\"")) + "\"stats\":{}}",
                                     "{\"input\":3" + good.substr(good.find(",\"size\""))};
  for (const std::string& bad : bad_markers) {
    folder.write("out/.winnow/dump0.jsonl.done", bad);
    const Ran summed = winnow("merge-stats " + (folder / "out"));
    EXPECT_EQ(summed.status, 3) << bad;
    const Ran ran = winnow(command + " --resume");
    EXPECT_EQ(ran.status, 0) << bad << '\n' << ran.err;
    EXPECT_NE(ran.err.find("dump0.jsonl.done: "), std::string::npos) << bad << '\n' << ran.err;
    EXPECT_NE(ran.err.find("; its shard is made again\n"), std::string::npos) << bad << '\n' << ran.err;
    EXPECT_EQ(tree_of(folder / "out"), whole) << bad;
  }
}

TEST(CleanShards, ReadsAMarkerHoweverItIsWritten) {
  const TempFolder folder;
  write_dumps(folder, 1, 1);
  const std::string command = "clean -o " + (folder / "out/") + " " + (folder / "in");
  ASSERT_EQ(winnow(command).status, 0);
  std::string marker = contents_of(folder / "out/.winnow/dump0.jsonl.done");
  folder.write("out/.winnow/dump0.jsonl.done", "{ \"later\": 1, " + marker.substr(1));
  const auto before = tree_of(folder / "out");
  const Ran ran = winnow(command + " --resume");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(tree_of(folder / "out"), before) << "it was taken for finished";
}

/// Starts `winnow` with its streams shut and gives its process id.
pid_t start(const std::vector<std::string>& arguments) {
  std::vector<char*> argv{const_cast<char*>(WINNOW_PROGRAM)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_RDWR);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    execv(WINNOW_PROGRAM, argv.data());
    _exit(127);
  }
  return child;
}

/// Waits until `condition()` holds or the child has ended, and kills it. Whether it was there to kill.
template <class Condition>
bool kill_once(pid_t child, Condition&& condition) {
  siginfo_t ended{};
  EXPECT_TRUE(testing::eventually([&] {
    waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT);
    return ended.si_pid == child || condition();
  }));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

TEST(CleanShards, GivesTheSameAfterAKillAtAnyMoment) {
  const TempFolder folder;
  write_dumps(folder, 6, 60);
  const auto arguments = [&](const std::string& out) {
    return std::vector<std::string>{"clean",           "--dedup",  "near", "--drops", folder / "drops", "--errors",
                                    folder / "errors", "--resume", "-o",   out,       folder / "in"};
  };
  const auto run_whole = [&](const std::string& out) {
    int status = 0;
    waitpid(start(arguments(out)), &status, 0);
    return WEXITSTATUS(status);
  };
  ASSERT_EQ(run_whole(folder / "undisturbed/"), 1);
  const auto expected = tree_of(folder / "undisturbed");
  const std::string drops = contents_of(folder / "drops"), errors = contents_of(folder / "errors");

  std::size_t interrupted = 0;
  for (int round = 0; round < 8; ++round) {
    const std::string out = folder / "killed" + std::to_string(round) + "/";
    std::filesystem::create_directory(out);
    for (int kill_count = 0; kill_count < 3; ++kill_count) {
      // Six shards make six files and six markers: it dies before the first, among them, behind the last.
      const std::size_t files = static_cast<std::size_t>(round + 2 * kill_count);
      interrupted += kill_once(start(arguments(out)), [&] { return files_below(out) >= files; });
    }
    EXPECT_EQ(run_whole(out), 1);
    auto found = tree_of(out);
    std::erase_if(found, [](const auto& file) { return file.first.ends_with(".partial"); });
    EXPECT_TRUE(found == expected) << "round " << round << ": " << names_in(found);
    EXPECT_EQ(contents_of(folder / "drops"), drops);
    EXPECT_EQ(contents_of(folder / "errors"), errors);
  }
  EXPECT_GT(interrupted, 0u) << "no run lived long enough to be killed";
}

/// The bytes of a file, 0 where there is none.
std::uintmax_t size_of(const std::string& file) {
  std::error_code none;
  const std::uintmax_t bytes = std::filesystem::file_size(file, none);
  return none ? 0 : bytes;
}

/// Some dumps of so many lines that a run over them makes checkpoints; every seventh repeats an
/// earlier one, a few are no record, one file is empty.
void write_many_lines(const TempFolder& folder) {
  for (int f = 0; f < 4; ++f) {
    std::string lines;
    for (int p = 0; p < 800 && f != 2; ++p) {
      const std::string number = std::to_string(p % 7 == 6 ? p - 1 : 10'000 * f + p);
      const std::string text = "Boat " + number +
                               " left the harbour at dawn, and the people on board watched the lights of the "
                               "town grow small behind them while the wind rose over the water.";
      lines += p % 400 == 5 ? "no json\n" : json_line(number, text);
    }
    folder.write("in/dump" + std::to_string(f) + ".jsonl", lines);
  }
}

TEST(CleanOneFile, IsTheSameAfterAKillAtAnyMoment) {
  const TempFolder folder;
  write_many_lines(folder);
  for (const char* name : {"out.jsonl", "out.jsonl.gz"}) {
    const auto arguments = [&](const std::string& where) {
      return std::vector<std::string>{"clean",      "--dedup",         "exact",    "--drops", where + "/drops",
                                      "--errors",   where + "/errors", "--resume", "-o",      where + "/" + name,
                                      folder / "in"};
    };
    const auto run_whole = [&](const std::string& where) {
      int status = 0;
      waitpid(start(arguments(where)), &status, 0);
      return WEXITSTATUS(status);
    };
    const std::string whole = folder / std::string(name) + ".whole", killed = folder / std::string(name) + ".killed";
    std::filesystem::create_directory(whole);
    std::filesystem::create_directory(killed);
    ASSERT_EQ(run_whole(whole), 1);
    const std::string checkpoint = killed + "/" + name + ".checkpoint";
    for (int round = 0; round < 4; ++round) {
      const std::string before = contents_of(checkpoint);
      // The first one dies early, the others once they have written something behind a new checkpoint.
      std::string seen = before;
      std::uintmax_t size_then = 0;
      const bool was_killed = kill_once(start(arguments(killed)), [&] {
        if (round == 0) return true;
        const std::string now = contents_of(checkpoint), partial = killed + "/" + name + ".partial";
        if (now == before || now.empty()) return false;
        if (now != seen) size_then = size_of(partial);
        seen = now;
        return size_of(partial) > size_then;
      });
      // It may die between the renaming and its end: then the output is whole.
      const bool is_there = std::filesystem::exists(killed + "/" + name);
      EXPECT_TRUE(is_there || was_killed);
      if (is_there) {
        EXPECT_TRUE(contents_of(killed + "/" + name) == contents_of(whole + "/" + name));
      }
    }
    EXPECT_EQ(run_whole(killed), 1);
    EXPECT_EQ(names_in(tree_of(killed)), "drops errors " + std::string(name) + " ");
    EXPECT_TRUE(tree_of(killed) == tree_of(whole));
  }
}

TEST(CleanOneFile, GoesOnAfterASignal) {
  const TempFolder folder;
  write_many_lines(folder);
  const std::string rest = " " + (folder / "in"), out = folder / "out.jsonl";
  const std::string whole = winnow("clean" + rest).out;
  ASSERT_EQ(lines_of(whole), 2394u);
  const Ran stopped = winnow("clean --max-errors 5 -o " + out + rest);
  EXPECT_EQ(stopped.status, 4);
  EXPECT_NE(stopped.err.find("what was done is in " + out + ".partial; --resume goes on from there"), std::string::npos)
      << stopped.err;
  const Ran ran = winnow("clean --resume -o " + out + rest);
  EXPECT_EQ(ran.status, 1) << ran.err;
  const std::size_t counts = stopped.err.rfind("winnow: ") + 8;
  const std::string pages = stopped.err.substr(counts, stopped.err.find(" pages:", counts) - counts);
  EXPECT_NE(ran.err.find("winnow: going on behind page " + pages + "\n"), std::string::npos) << stopped.err << ran.err;
  EXPECT_NE(ran.err.find("winnow: 2400 pages: "), std::string::npos) << "counts those before the stop too\n" << ran.err;
  EXPECT_TRUE(contents_of(out) == whole);
}

TEST(CleanOneFile, RefusesToGoOnWithOtherOptionsOrInputs) {
  const TempFolder folder;
  write_many_lines(folder);
  const std::string out = folder / "out.jsonl", rest = " -o " + out + " " + (folder / "in");
  ASSERT_EQ(winnow("clean --max-errors 5" + rest).status, 4);
  const std::string partial = contents_of(out + ".partial");
  struct Case {
    std::string arguments, message;
  };
  folder.write("in/dump0.jsonl", "{\"text\":\"Another boat.\"}\n");
  std::vector<Case> cases;
  for (const std::string& changed : ChangingArguments(folder / "side").all)
    if (!changed.starts_with("--format"))  // the ending of the output names it
      cases.push_back({changed + rest, "was made with other options"});
  const Case others[] = {
      {rest, "the inputs are not those that "},
      {folder / "in/dump1.jsonl", "--resume needs an output that an earlier run may have begun"},
      {"-o /dev/null " + (folder / "in"), "--resume needs an output that an earlier run may have begun"}};
  cases.insert(cases.end(), std::begin(others), std::end(others));
  for (const Case& c : cases) {
    const Ran ran = winnow("clean --resume " + c.arguments);
    EXPECT_EQ(ran.status, 2) << c.arguments;
    EXPECT_NE(ran.err.find(c.message), std::string::npos) << ran.err;
  }
  EXPECT_TRUE(contents_of(out + ".partial").starts_with(partial.substr(0, 1000))) << "is left as it was";
  std::filesystem::resize_file(out + ".partial", 10);
  const Ran cut = winnow("clean --resume" + rest);
  EXPECT_EQ(cut.status, 3);
  EXPECT_NE(cut.err.find("is shorter than its checkpoint says"), std::string::npos) << cut.err;
  const Ran anew = winnow("clean" + rest);
  EXPECT_EQ(anew.status, 1);
  EXPECT_FALSE(std::filesystem::exists(out + ".checkpoint"));
}

TEST(CleanOneFile, BeginsAnewWhereTheCheckpointCannotBeRead) {
  const TempFolder folder;
  write_many_lines(folder);
  const std::string out = folder / "out.jsonl", rest = " -o " + out + " " + (folder / "in");
  const std::string whole = winnow("clean " + (folder / "in")).out;
  for (const char* bad : {"", "{}", "{\"options\":"}) {
    ASSERT_EQ(winnow("clean --max-errors 5" + rest).status, 4);
    folder.write("out.jsonl.checkpoint", bad);
    const Ran ran = winnow("clean --resume" + rest);
    EXPECT_EQ(ran.status, 1) << ran.err;
    EXPECT_NE(ran.err.find("out.jsonl.checkpoint: not what an earlier run noted: "), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("from the beginning"), std::string::npos) << ran.err;
    EXPECT_TRUE(contents_of(out) == whole) << bad;
  }
}

/// A file system in memory, as small as asked for. Only root may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::create_directory(folder_);
    is_there_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=256k") == 0;
  }
  ~SmallDisk() {
    if (is_there_) umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_there() const { return is_there_; }
  void grow() const { mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=64m"); }

 private:
  std::string folder_;
  bool is_there_ = false;
};

TEST(CleanShards, GoesOnAfterAFullDisk) {
  const TempFolder folder;
  const SmallDisk disk(folder / "disk");
  if (!disk.is_there()) GTEST_SKIP() << "no file system can be mounted here";
  write_dumps(folder, 6, 80);
  const std::string in = " " + (folder / "in"), out = folder / "disk/out";
  ASSERT_EQ(winnow("clean -o " + (folder / "whole/") + in).status, 1);
  const auto whole = tree_of(folder / "whole");

  const Ran full = winnow("clean -o " + out + "/" + in);
  EXPECT_EQ(full.status, 3);
  EXPECT_NE(full.err.find("cannot write: No space left on device"), std::string::npos) << full.err;
  const auto left = tree_of(out);
  EXPECT_GT(left.size(), 1u) << "a shard and its marker fit";
  EXPECT_LT(left.size(), whole.size());
  for (const auto& [name, bytes] : left) EXPECT_TRUE(bytes == whole.at(name)) << name;

  disk.grow();
  EXPECT_EQ(winnow("clean --resume -o " + out + "/" + in).status, 1);
  EXPECT_TRUE(tree_of(out) == whole);
}

TEST(CleanOneFile, GoesOnAfterAFullDisk) {
  const TempFolder folder;
  const SmallDisk disk(folder / "disk");
  if (!disk.is_there()) GTEST_SKIP() << "no file system can be mounted here";
  write_many_lines(folder);
  const std::string in = " " + (folder / "in"), out = folder / "disk/out.jsonl";
  ASSERT_EQ(winnow("clean -o " + (folder / "whole.jsonl") + in).status, 1);
  disk.grow();
  const std::size_t room =
      7 * std::filesystem::file_size(folder / "whole.jsonl") / 10;  // for a checkpoint, not for all
  folder.write("disk/ballast", std::string((std::size_t{64} << 20) - room, 'x'));
  const Ran full = winnow("clean -o " + out + in);
  EXPECT_EQ(full.status, 3);
  EXPECT_NE(full.err.find("cannot write: No space left on device"), std::string::npos) << full.err;
  std::filesystem::remove(folder / "disk/ballast");
  const Ran rest = winnow("clean --resume -o " + out + in);
  EXPECT_NE(rest.err.find("going on behind page 1000"), std::string::npos) << rest.err;
  EXPECT_TRUE(contents_of(out) == contents_of(folder / "whole.jsonl"));
}

TEST(CleanShards, SaysThatAnInputHasVanished) {
  const TempFolder folder;
  const std::string pipe = folder / "a.html", gone = folder / "b.html";
  const std::string last = folder.write("c.html", article_page("Boat"));
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& output : {folder / "out.jsonl", folder / "out/"}) {
    folder.write("b.html", article_page("Ferry"));
    auto run = std::async(std::launch::async,
                          [&] { return winnow("clean -o " + output + " " + pipe + " " + gone + " " + last); });
    std::ofstream first(pipe);  // opens once the run reads it, when its inputs are listed
    std::filesystem::remove(gone);
    first << article_page("Tide");
    first.close();
    const Ran ran = run.get();
    EXPECT_EQ(ran.status, 3);
    EXPECT_EQ(ran.err, "winnow: " + gone +
                           ": cannot open: No such file or directory\n"
                           "winnow: 3 pages: 2 articles, 0 dropped, 1 unreadable\n");
  }
  EXPECT_EQ(lines_of(contents_of(folder / "out.jsonl")), 2u);
  EXPECT_EQ(names_in(tree_of(folder / "out")), ".winnow/a.html.done .winnow/c.html.done a.html.jsonl c.html.jsonl ");
}

TEST(CleanShards, LeavesAFileAloneThatAnotherRunIsWriting) {
  const TempFolder folder;
  const int other = open(folder.write("out.jsonl.partial", "half").c_str(), O_RDWR);
  ASSERT_EQ(flock(other, LOCK_EX), 0);
  const std::string command =
      "clean -o " + (folder / "out.jsonl") + " " + folder.write("a.html", article_page("Ferry"));
  const Ran ran = winnow(command);
  EXPECT_EQ(ran.status, 3);
  EXPECT_NE(ran.err.find("out.jsonl.partial: another run is writing it"), std::string::npos) << ran.err;
  EXPECT_EQ(contents_of(folder / "out.jsonl.partial"), "half");
  close(other);
  EXPECT_EQ(winnow(command).status, 0);
}

TEST(CleanShards, EndsInOrderOnASignal) {
  const TempFolder folder;
  write_dumps(folder, 4, 400);
  for (const int signal : {SIGINT, SIGTERM}) {
    std::filesystem::remove_all(folder / "out");
    const pid_t child = start({"clean", "-o", folder / "out/", folder / "in"});
    EXPECT_TRUE(testing::eventually([&] { return std::filesystem::exists(folder / "out/.winnow"); }));
    kill(child, signal);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status)) << "died of the signal";
    EXPECT_TRUE(WEXITSTATUS(status) == 128 + signal || WEXITSTATUS(status) == 1) << WEXITSTATUS(status);
    for (const auto& [name, bytes] : tree_of(folder / "out")) EXPECT_FALSE(name.ends_with(".partial")) << name;
  }
  EXPECT_EQ(winnow("clean --resume -o " + (folder / "out/") + " " + (folder / "in")).status, 1);
  EXPECT_EQ(lines_of(contents_of(folder / "out/dump0.jsonl.jsonl")), 400u);
}

TEST(CleanShards, DividesARunIntoParts) {
  const TempFolder folder;
  write_dumps(folder, 5, 2);
  const std::string in = " " + (folder / "in");
  ASSERT_EQ(winnow("clean -o " + (folder / "whole/") + in).status, 1);
  for (const char* part : {"3/3", "1/3"})
    winnow("clean --shard " + std::string(part) + " -o " + (folder / "parts/") + in);
  shell("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_COUNT=3 " WINNOW_PROGRAM
        " clean --shard slurm -o " +
        (folder / "parts/") + in);
  EXPECT_EQ(tree_of(folder / "parts"), tree_of(folder / "whole"));
  EXPECT_EQ(winnow("merge-stats " + (folder / "parts")).out, winnow("merge-stats " + (folder / "whole")).out);
  for (const char* wrong : {"0/3", "4/3", "x", "1/", "1/0"})
    EXPECT_EQ(winnow("clean --shard " + std::string(wrong) + in).status, 2) << wrong;
}

TEST(CleanShards, AreListedWithTheirPartsAndWhetherTheyAreDone) {
  const TempFolder folder;
  write_dumps(folder, 3, 1);
  const std::string rest = " -o " + (folder / "out") + "/ " + (folder / "in");
  winnow("clean --shard 2/2" + rest);
  const std::string in = folder / "in/";
  EXPECT_EQ(winnow("shards --parts 2" + rest).out, "{\"part\":1,\"input\":\"" + in +
                                                       "deep/dump2.jsonl\",\"done\":false}\n"
                                                       "{\"part\":2,\"input\":\"" +
                                                       in +
                                                       "dump0.jsonl\",\"done\":true}\n"
                                                       "{\"part\":1,\"input\":\"" +
                                                       in + "dump1.jsonl\",\"done\":false}\n");
}

TEST(CleanShards, RefusesTwoInputsWithOneName) {
  const TempFolder folder;
  const std::string one = folder.write("a/x.html", article_page("One")),
                    two = folder.write("b/x.html", article_page("Two"));
  const Ran ran = winnow("clean -o " + (folder / "out/") + " " + one + " " + two);
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("another input has the same name"), std::string::npos) << ran.err;
}

TEST(CleanCounts, AddUpAndTellDuplicates) {
  const TempFolder folder;
  const std::string text =
      "The tide mill at the mouth of the river turned again this spring after eighty years, and the "
      "miller's granddaughter ground the first sack of barley in front of a small crowd.";
  std::string near = text;
  near.replace(near.find("small"), 5, "large");
  const std::string file =
      folder.write("in.jsonl", json_line("a", text) + json_line("b", text) + json_line("c", near) +
                                   json_line("d",
                                             "Something else entirely happened in the hills, where a "
                                             "shepherd counted ninety sheep and one more.") +
                                   "no json\n");
  const auto run = [&](const char* dedup) {
    return winnow(std::string("clean --dedup ") + dedup + " --stats " + (folder / "stats") + " --drops " +
                  (folder / "drops") + " --errors " + (folder / "errors") + " --fields id " + file);
  };
  EXPECT_EQ(run("none").out, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n{\"id\":\"d\"}\n");
  EXPECT_EQ(run("exact").out, "{\"id\":\"a\"}\n{\"id\":\"c\"}\n{\"id\":\"d\"}\n");
  const std::string stats = contents_of(folder / "stats"), drops = contents_of(folder / "drops");
  EXPECT_EQ(stats.find(R"({"pages":5,"articles":3,"drops":1,"errors":1,)"), 0u) << stats;
  EXPECT_NE(stats.find(R"("reasons":{"duplicate":1,"malformed_record":1})"), std::string::npos) << stats;
  EXPECT_NE(drops.find(R"("id":"b","url":null,"reason":"duplicate","stage":"filter","detail":"repeats a")"),
            std::string::npos)
      << drops;
  EXPECT_EQ(lines_of(contents_of(folder / "errors")), 1u);
  for (const char* key : {R"("stage_ms":{"decode":)", R"("page_us_p50":)", R"("page_us_p99":)"})
    EXPECT_NE(stats.find(key), std::string::npos) << stats;
  const std::string twice = winnow("merge-stats " + (folder / "stats") + " " + (folder / "stats")).out;
  EXPECT_EQ(twice.find(R"({"pages":10,"articles":6,"drops":2,"errors":2,)"), 0u) << twice;
}

}  // namespace
}  // namespace winnow
