// Text and Markdown: an article as it is, a form feed on a line of its own between two articles.
// No text holds a form feed, since white space in it is collapsed.

#include "pipeline/write/writers.h"

namespace winnow::write {
namespace {

class Plain : public Writer {
 public:
  explicit Plain(std::string Article::*body) : body_(body) {}

  void append(const Article& article, std::string& out) const override {
    out += article.*body_;
    out += "\n\f\n";
  }

 private:
  std::string Article::*body_;
};

}  // namespace

std::unique_ptr<Writer> make_plain(std::string Article::*body) { return std::make_unique<Plain>(body); }

}  // namespace winnow::write
