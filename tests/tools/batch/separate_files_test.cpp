// Runs of `winnow clean` that would lose something with status 0.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/run_command.h"

namespace winnow {
namespace {

/// A shell command with redirections of its own.
Ran shell_with_streams(const std::string& command) { return shell("( " + command + " )"); }

namespace fs = std::filesystem;

const std::string kPage = article_page(
    "Ferry sails",
    "The ferry left the harbour at dawn, and the people on board watched the lights of the town grow small.");

TEST(SeparateFiles, AnOutputIsNoInputUnderAnyName) {
  const TempFolder folder;
  const std::string page = folder.write("a.html", kPage), pages = folder.write("in/b.html", kPage);
  fs::create_symlink(page, folder / "link");
  fs::create_hard_link(page, folder / "hard");
  const std::string in = folder / "in";
  for (const std::string& command : {
           "-o " + page + " " + page,
           "-o " + (folder / "link") + " " + page,
           "-o " + (folder / "hard") + " " + page,
           "-o " + page + " - < " + page,
           "--errors " + page + " " + page,
           "--drops " + page + " " + page,
           "--stats " + page + " " + page,
           "-o " + in + "/out/ " + in,
           "-o " + in + "/ " + in,
           "-o " + pages + " " + in,
       }) {
    EXPECT_EQ(winnow("clean " + command).status, 2) << command;
    EXPECT_EQ(contents_of(page), kPage) << command;
    EXPECT_EQ(contents_of(pages), kPage) << command;
  }
}

TEST(SeparateFiles, TwoOutputsAreTwoFiles) {
  const TempFolder folder;
  const std::string page = folder.write("a.html", kPage), one = folder / "one";
  for (const std::string& command : {"-o " + one + " --stats " + one, "--drops " + one + " --errors " + one,
                                     "-o " + one + " --drops " + (folder / "x/../one")})
    EXPECT_EQ(winnow("clean " + command + " " + page).status, 2) << command;
  EXPECT_FALSE(fs::exists(one));
  EXPECT_EQ(winnow("clean --drops /dev/null --errors /dev/null " + page).status, 0) << "devices are no files";
}

TEST(SeparateFiles, AnOutputWithinTheInputsFolderIsNotReadBack) {
  const TempFolder folder;
  folder.write("in/a.html", kPage);
  const std::string run = "clean -o " + (folder / "in/all.jsonl") + " " + (folder / "in");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(winnow(run).status, 0);
    EXPECT_EQ(lines_of(contents_of(folder / "in/all.jsonl")), 1u);
  }
}

TEST(SeparateFiles, PartsDoNotWriteOverEachOther) {
  const TempFolder folder;
  folder.write("in/a.html", kPage);
  folder.write("in/b.html", "x");
  const std::string in = " " + (folder / "in"), out = " -o " + (folder / "out/");
  EXPECT_EQ(winnow("clean --shard 1/2 -o " + (folder / "all.jsonl") + in).status, 2);
  for (const std::string option : {"--drops", "--errors", "--stats"})
    EXPECT_EQ(winnow("clean --shard 1/2 " + option + " " + (folder / "side") + out + in).status, 2) << option;
  for (const std::string part : {"1/2", "2/2"})
    winnow("clean --min-words 3 --shard " + part + " --drops " + (folder / "drops{I}.jsonl") + out + in);
  EXPECT_EQ(lines_of(contents_of(folder / "drops1.jsonl") + contents_of(folder / "drops2.jsonl")), 1u);
}

TEST(SeparateFiles, SlurmDividesNothingUnlessAsked) {
  const TempFolder folder;
  const std::string page = folder.write("a.html", kPage);
  const std::string task = "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1 " WINNOW_PROGRAM;
  EXPECT_EQ(lines_of(shell(task + " clean " + page).out), 1u);
  const auto part = shell_with_streams(task + " clean --shard slurm " + page + " 2>&1");
  EXPECT_NE(part.out.find("part 2 of 4 has no inputs; there are 1"), std::string::npos) << part.out;
  EXPECT_EQ(winnow("clean --shard slurm " + page).status, 2) << "no array job";
}

TEST(SeparateFiles, ResumeMakesAShardAgainWhoseSideFileIsNotWhole) {
  const TempFolder folder;
  folder.write("in/a.jsonl", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n");
  const std::string run =
      "clean --min-words 3 --resume --drops " + (folder / "drops") + " -o " + (folder / "out/") + " " + (folder / "in");
  winnow(run);
  const std::string whole = contents_of(folder / "drops");
  ASSERT_EQ(lines_of(whole), 2u);
  const std::string side = folder / "out/.winnow/a.jsonl.drops";
  fs::resize_file(side, 10);
  EXPECT_NE(winnow(run).err.find("is made again"), std::string::npos);
  EXPECT_EQ(contents_of(folder / "drops"), whole);
  fs::remove(side);
  winnow(run);
  EXPECT_EQ(contents_of(folder / "drops"), whole);
}

TEST(StandardStreams, MessagesDoNotGoIntoRecordsWhereErrorOutputIsClosed) {
  const TempFolder folder;
  folder.write("in/a.html", kPage);
  const std::string out = folder / "all.jsonl";
  shell_with_streams(WINNOW_PROGRAM " clean -o " + out + " " + (folder / "in") + " " + (folder / "none.html") +
                     " 2>&-");
  EXPECT_EQ(contents_of(out).find("winnow:"), std::string::npos);
  EXPECT_EQ(lines_of(contents_of(out)), 1u);
  EXPECT_EQ(shell_with_streams(WINNOW_PROGRAM " clean " + (folder / "in") + " >&- 2>/dev/null").status, 3);
}

TEST(StandardStreams, AFullDiskIsAnErrorOfEveryCommand) {
  for (const std::string command : {"rules list", "rules check", "help", "help clean", "version", "clean --help"})
    EXPECT_EQ(shell_with_streams(WINNOW_PROGRAM " " + command + " > /dev/full 2>/dev/null").status, 3) << command;
}

TEST(StopSignals, OneEndsARunThatWaitsForItsInput) {
  const TempFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  // 143 by the program's own hand; 137 if timeout had to send SIGKILL.
  EXPECT_EQ(
      shell_with_streams("timeout --preserve-status -k 5 0.5 " WINNOW_PROGRAM " clean " + pipe + " 2>/dev/null").status,
      143);
  EXPECT_EQ(
      shell_with_streams("sleep 8 | timeout --preserve-status -k 5 0.5 " WINNOW_PROGRAM " clean - 2>/dev/null").status,
      143);
  EXPECT_EQ(
      lines_of(shell_with_streams("(sleep 0.2; echo '" + kPage + "' > " + pipe + ") & " WINNOW_PROGRAM " clean " + pipe)
                   .out),
      1u)
      << "a pipe is waited for";
}

TEST(StopSignals, PipesAmongTheFilesOfAFolderAreSkipped) {
  const TempFolder folder;
  folder.write("in/a.html", kPage);
  ASSERT_EQ(mkfifo((folder / "in/b.html").c_str(), 0600), 0);
  const auto run = shell_with_streams("timeout 10 " WINNOW_PROGRAM " clean " + (folder / "in") + " 2>&1");
  EXPECT_EQ(run.status, 0);
  EXPECT_NE(run.out.find("1 pipes and devices"), std::string::npos) << run.out;
}

TEST(OutputFiles, KeepTheModeOfTheOneTheyReplaceAndFollowNoLink) {
  const TempFolder folder;
  const std::string page = folder.write("a.html", kPage), out = folder.write("out.jsonl", "old");
  fs::permissions(out, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(winnow("clean -o " + out + " " + page).status, 0);
  EXPECT_EQ(fs::status(out).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const std::string victim = folder.write("victim", "precious");
  fs::create_symlink(victim, out + ".partial");
  EXPECT_EQ(winnow("clean -o " + out + " " + page).status, 3);
  EXPECT_EQ(contents_of(victim), "precious");
}

TEST(OutputFiles, AreUtf8WhateverNamesTheInputsHave) {
  const TempFolder folder;
  folder.write("in/\xFF\xFE.html", kPage);
  folder.write("in/\xE4.html", "x");
  for (const std::string format : {"jsonl", "csv", "tei"}) {
    const std::string bytes =
        winnow("clean --format " + format + " --drops /dev/stdout --url 'http://a.example/\xFF' " + (folder / "in"))
            .out;
    EXPECT_FALSE(bytes.empty());
    EXPECT_EQ(shell_with_streams("printf '%s' '" + bytes + "' | iconv -f UTF-8 -t UTF-8 > /dev/null").status, 0)
        << format << bytes;
  }
}

TEST(OutputFiles, CsvHoldsNoFormulas) {
  const TempFolder folder;
  const std::string page = folder.write("a.html", "<title>=HYPERLINK(\"http://evil.example\")</title>" + kPage);
  const std::string csv = winnow("clean --format csv --fields title,text --url http://a.example/ " + page).out;
  EXPECT_EQ(csv.find("\n=") + csv.find(",=") + csv.find("\n\"="), 3 * std::string::npos) << csv;
}

}  // namespace
}  // namespace winnow
