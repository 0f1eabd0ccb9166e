// HTML and TEI: one document that holds all articles, so that browsers and XML tools can read it.

#include "pipeline/base/xml.h"
#include "pipeline/write/writers.h"

namespace winnow::write {
namespace {

class Html : public Writer {
 public:
  void begin(std::string& out) const override {
    out += "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\"><title>Articles</title></head>\n<body>\n";
  }

  void append(const Article& article, std::string& out) const override {
    out += "<article id=\"";
    append_xml(article.id, out);
    if (!article.language.empty()) {
      out += "\" lang=\"";
      append_xml(article.language, out);
    }
    out += "\">\n";
    if (!article.title.empty()) {
      out += "<h1>";
      append_xml(article.title, out);
      out += "</h1>\n";
    }
    out.append(article.html).append("\n</article>\n");
  }

  void end(std::string& out) const override { out += "</body>\n</html>\n"; }
};

class Tei : public Writer {
 public:
  void begin(std::string& out) const override {
    out +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
        "<teiHeader><fileDesc><titleStmt><title>Articles</title></titleStmt>"
        "<publicationStmt><p>Extracted from web pages</p></publicationStmt>"
        "<sourceDesc><p>Web pages</p></sourceDesc></fileDesc></teiHeader>\n";
  }
  void append(const Article& article, std::string& out) const override { out.append(article.tei).append("\n"); }
  void end(std::string& out) const override { out += "</teiCorpus>\n"; }
};

}  // namespace

std::unique_ptr<Writer> make_html() { return std::make_unique<Html>(); }
std::unique_ptr<Writer> make_tei() { return std::make_unique<Tei>(); }

}  // namespace winnow::write
