// HTML and TEI nest alike, so one writer serves both, with a vocabulary for each. TEI's elements and
// `rend` values are those that trafilatura writes, so that its readers need not change.

#include "pipeline/compose/markup.h"

#include <algorithm>

#include "pipeline/base/xml.h"

namespace winnow {
namespace {

struct Element {
  std::string_view open, close;
};

struct Vocabulary {
  Element paragraph, quote, code, bulleted, numbered, item, table, row, cell, header_cell;
  Element definitions, term, definition;
  Element strong, emphasis, inline_code;
  std::string_view line_break;
  std::string_view code_of, code_of_rest;  ///< around the language, in place of code.open; "": cannot say it
  Element heading;                         ///< the level follows `open`, then heading_rest
  std::string_view heading_rest;
  bool closes_heading_with_level;
  std::string_view link, link_rest, link_close;
  std::string_view image, image_rest, image_close;
  std::string_view numbered_from, numbered_from_rest;  ///< around the first number where it is not 1; "": cannot say it
  bool wants_uris;                                     ///< addresses as RFC 3986 has them, not as browsers take them
};

constexpr Vocabulary kHtml = {.paragraph = {"<p>", "</p>"},
                              .quote = {"<blockquote>", "</blockquote>"},
                              .code = {"<pre><code>", "</code></pre>"},
                              .bulleted = {"<ul>", "</ul>"},
                              .numbered = {"<ol>", "</ol>"},
                              .item = {"<li>", "</li>"},
                              .table = {"<table>", "</table>"},
                              .row = {"<tr>", "</tr>"},
                              .cell = {"<td>", "</td>"},
                              .header_cell = {"<th>", "</th>"},
                              .definitions = {"<dl>", "</dl>"},
                              .term = {"<dt>", "</dt>"},
                              .definition = {"<dd>", "</dd>"},
                              .strong = {"<strong>", "</strong>"},
                              .emphasis = {"<em>", "</em>"},
                              .inline_code = {"<code>", "</code>"},
                              .line_break = "<br>",
                              .code_of = "<pre><code class=\"language-",
                              .code_of_rest = "\">",
                              .heading = {"<h", "</h"},
                              .heading_rest = ">",
                              .closes_heading_with_level = true,
                              .link = "<a href=\"",
                              .link_rest = "\">",
                              .link_close = "</a>",
                              .image = "<img src=\"",
                              .image_rest = "\" alt=\"",
                              .image_close = "\">",
                              .numbered_from = "<ol start=\"",
                              .numbered_from_rest = "\">",
                              .wants_uris = false};

constexpr Vocabulary kTei = {.paragraph = {"<p>", "</p>"},
                             .quote = {"<quote>", "</quote>"},
                             .code = {"<p><code>", "</code></p>"},  // a phrase: no div may hold it by itself
                             .bulleted = {"<list rend=\"ul\">", "</list>"},
                             .numbered = {"<list rend=\"ol\">", "</list>"},
                             .item = {"<item>", "</item>"},
                             .table = {"<table>", "</table>"},
                             .row = {"<row>", "</row>"},
                             .cell = {"<cell>", "</cell>"},
                             .header_cell = {"<cell role=\"head\">", "</cell>"},
                             .definitions = {"<list rend=\"dl\">", "</list>"},
                             .term = {"<item rend=\"dt\">", "</item>"},
                             .definition = {"<item rend=\"dd\">", "</item>"},
                             .strong = {"<hi rend=\"#b\">", "</hi>"},
                             .emphasis = {"<hi rend=\"#i\">", "</hi>"},
                             .inline_code = {"<hi rend=\"#t\">", "</hi>"},
                             .line_break = "<lb/>",
                             .code_of = {},
                             .code_of_rest = {},
                             .heading = {"<ab type=\"header\" rend=\"h", "</ab>"},
                             .heading_rest = "\">",
                             .closes_heading_with_level = false,
                             .link = "<ref target=\"",
                             .link_rest = "\">",
                             .link_close = "</ref>",
                             .image = "<p><graphic url=\"",
                             .image_rest = "\"><desc>",
                             .image_close = "</desc></graphic></p>",
                             .numbered_from = {},
                             .numbered_from_rest = {},
                             .wants_uris = true};

/// An address with the characters written in percent that no URI may hold: browsers take "[", "{" or
/// "|" in a query, XML's anyURI does not.
std::string as_uri(std::string_view address) {
  constexpr std::string_view kHex = "0123456789ABCDEF", kForbidden = "[]{}|\\^`<>\"";
  const std::size_t host = address.find("//");
  const std::size_t path = host == std::string_view::npos ? 0 : address.find_first_of("/?#", host + 2);
  std::string out(address.substr(0, path));  // a host may stand in brackets
  for (const char c : path == std::string_view::npos ? std::string_view() : address.substr(path)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && kForbidden.find(c) == std::string_view::npos) out += c;
    else out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

class MarkupWriter {
 public:
  MarkupWriter(const Vocabulary& words, const Blocks& page, const std::vector<Part>& outline)
      : words_(words), outline_(outline), lists_(page.doc.dom) {}

  std::string run() {
    for (const Part& part : outline_) {
      if (part.type == Part::Type::item) {
        add_item(part);
      } else {
        close_lists(lists_.leave());
        add_block(part);
      }
      before_ = &part;
    }
    close_lists(lists_.leave());
    close_quote();
    close_definitions();
    if (out_.ends_with('\n')) out_.pop_back();
    return std::move(out_);
  }

 private:
  void add_block(const Part& part) {
    const bool in_quote = part.type == Part::Type::quote;
    const bool is_defined = part.type == Part::Type::term || part.type == Part::Type::definition;
    if (!in_quote || !quote_open_ || before_->group != part.group) close_quote();
    if (!is_defined || before_ == nullptr || before_->list != part.list) close_definitions();
    switch (part.type) {
      case Part::Type::heading:
        add_heading(part);
        break;
      case Part::Type::code:
        add_code(part);
        break;
      case Part::Type::term:
        add_of_definitions(words_.term, part);
        break;
      case Part::Type::definition:
        add_of_definitions(words_.definition, part);
        break;
      case Part::Type::table:
        add_table(part);
        break;
      case Part::Type::image:
        add_image(part);
        break;
      case Part::Type::quote:
        if (!quote_open_) out_ += words_.quote.open;
        quote_open_ = true;
        add(words_.paragraph, part.spans);
        out_.pop_back();  // the closing tag stands on the same line
        return;
      default:
        add(words_.paragraph, part.spans);
    }
  }

  void close_quote() {
    if (!quote_open_) return;
    quote_open_ = false;
    out_.append(words_.quote.close).append("\n");
  }

  void add_code(const Part& part) {
    if (part.language.empty() || words_.code_of.empty()) out_ += words_.code.open;
    else out_.append(words_.code_of).append(part.language).append(words_.code_of_rest);
    for (const Span& span : part.spans) append_xml(span.text, out_);
    out_.append(words_.code.close).append("\n");
  }

  /// A term or a definition; parts of one definition are paragraphs in it.
  void add_of_definitions(const Element& element, const Part& part) {
    if (!definitions_open_) out_.append(words_.definitions.open).append("\n");
    if (definitions_open_ && before_->item == part.item && before_->type == part.type) {
      out_.resize(out_.size() - element.close.size() - 1);
      out_ += words_.paragraph.open;
      append_spans(part.spans);
      out_ += words_.paragraph.close;
      out_.append(element.close).append("\n");
    } else {
      add(element, part.spans);
    }
    definitions_open_ = true;
  }

  void close_definitions() {
    if (!definitions_open_) return;
    definitions_open_ = false;
    out_.append(words_.definitions.close).append("\n");
  }

  void add(const Element& element, const std::vector<Span>& spans) {
    out_ += element.open;
    append_spans(spans);
    out_.append(element.close).append("\n");
  }

  void add_heading(const Part& part) {
    const std::string level = std::to_string(std::clamp<int>(part.level, 1, 6));
    out_.append(words_.heading.open).append(level).append(words_.heading_rest);
    append_spans(part.spans);
    out_ += words_.heading.close;
    if (words_.closes_heading_with_level) out_.append(level).append(">");
    out_ += '\n';
  }

  void add_table(const Part& part) {
    out_.append(words_.table.open).append("\n");
    for (const Row& row : part.rows) {
      const Element& cell_element = row.is_header ? words_.header_cell : words_.cell;
      out_ += words_.row.open;
      for (const Cell& cell : row.cells) {
        out_ += cell_element.open;
        append_spans(cell);
        out_ += cell_element.close;
      }
      out_.append(words_.row.close).append("\n");
    }
    out_.append(words_.table.close).append("\n");
  }

  void add_image(const Part& part) {
    out_ += words_.image;
    append_address(part.address);
    out_ += words_.image_rest;
    append_xml(part.description, out_);
    out_.append(words_.image_close).append("\n");
  }

  void add_item(const Part& part) {
    close_quote();
    close_definitions();
    close_lists(lists_.enter(part));
    const bool goes_on = !lists_.opened() && part.item != 0 && items_.back() == part.item;
    if (goes_on) {
      out_ += words_.paragraph.open;
      append_spans(part.spans);
      out_ += words_.paragraph.close;
      return;
    }
    if (lists_.opened()) {
      numbered_.push_back(part.number > 0);
      items_.push_back(part.item);
      open_list(part.number);
    } else {
      out_ += words_.item.close;
      items_.back() = part.item;
    }
    out_ += '\n';
    out_ += words_.item.open;
    append_spans(part.spans);
  }

  /// `number` is that of its first item; 0: it has none.
  void open_list(std::uint16_t number) {
    if (number > 1 && !words_.numbered_from.empty()) {
      out_.append(words_.numbered_from).append(std::to_string(number)).append(words_.numbered_from_rest);
      return;
    }
    out_ += number > 0 ? words_.numbered.open : words_.bulleted.open;
  }

  void close_lists(std::size_t count) {
    for (; count > 0; --count) {
      out_.append(words_.item.close).append("\n");
      out_ += numbered_.back() ? words_.numbered.close : words_.bulleted.close;
      numbered_.pop_back();
      items_.pop_back();
      if (numbered_.empty()) out_ += '\n';
    }
  }

  void append_address(std::string_view address) { append_xml(words_.wants_uris ? as_uri(address) : address, out_); }

  void append_spans(const std::vector<Span>& spans) {
    for (const Span& span : spans) append_span(span);
  }

  void append_span(const Span& span) {
    const Element* const looks[] = {span.emphasis ? &words_.emphasis : nullptr, span.strong ? &words_.strong : nullptr,
                                    span.code ? &words_.inline_code : nullptr};
    if (!span.href.empty()) {
      out_ += words_.link;
      append_address(span.href);
      out_ += words_.link_rest;
    }
    for (const Element* look : looks)
      if (look) out_ += look->open;
    append_text(span.text);
    for (std::size_t i = std::size(looks); i-- > 0;)
      if (looks[i]) out_ += looks[i]->close;
    if (!span.href.empty()) out_ += words_.link_close;
  }

  /// Text with its newlines as line breaks.
  void append_text(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      append_xml(text.substr(at, end - at), out_);
      if (end < text.size()) out_ += words_.line_break;
      at = end + 1;
    }
  }

  const Vocabulary& words_;
  const std::vector<Part>& outline_;
  ListStack lists_;
  std::vector<bool> numbered_;        ///< of each open list
  std::vector<std::uint32_t> items_;  ///< the open item of each open list
  bool quote_open_ = false, definitions_open_ = false;
  const Part* before_ = nullptr;
  std::string out_;
};

void append_element(std::string_view name, std::string_view attributes, std::string_view text, std::string& out) {
  if (text.empty()) return;
  out.append("<").append(name).append(attributes).append(">");
  append_xml(text, out);
  out.append("</").append(name).append(">\n");
}

void append_file_description(const Article& article, std::string& out) {
  constexpr std::string_view kUnknown = "—";  // TEI demands a title and a publisher
  out += "<fileDesc>\n<titleStmt>\n";
  append_element("title", " type=\"main\"", article.title.empty() ? kUnknown : article.title, out);
  for (const std::string& author : article.authors) append_element("author", "", author, out);
  out += "</titleStmt>\n<publicationStmt>\n";
  append_element("publisher", "", article.site_name.empty() ? kUnknown : article.site_name, out);
  append_element("date", "", article.date, out);
  append_element("idno", "", article.id, out);
  out += "</publicationStmt>\n<sourceDesc>\n<bibl>\n";
  append_element("title", "", article.title.empty() ? kUnknown : article.title, out);
  append_element("idno", " type=\"URL\"", article.canonical_url.empty() ? article.url : article.canonical_url, out);
  out += "</bibl>\n</sourceDesc>\n</fileDesc>\n";
}

void append_profile(const Article& article, std::string& out) {
  if (article.language.empty() && article.tags.empty()) return;
  out += "<profileDesc>\n";
  if (!article.language.empty()) {
    out += "<langUsage><language ident=\"";
    append_xml(article.language, out);
    out += "\"/></langUsage>\n";
  }
  if (!article.tags.empty()) {
    out += "<textClass><keywords>\n";
    for (const std::string& tag : article.tags) append_element("term", "", tag, out);
    out += "</keywords></textClass>\n";
  }
  out += "</profileDesc>\n";
}

}  // namespace

std::string compose_html(const Blocks& page, const std::vector<Part>& outline) {
  return MarkupWriter(kHtml, page, outline).run();
}

std::string compose_tei(const Blocks& page, const std::vector<Part>& outline, const Article& article) {
  std::string out = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n";
  out += "<teiHeader>\n";
  append_file_description(article, out);
  append_profile(article, out);
  out += "</teiHeader>\n<text>\n<body>\n<div type=\"entry\">\n";
  out += MarkupWriter(kTei, page, outline).run();
  return out + "\n</div>\n</body>\n</text>\n</TEI>";
}

}  // namespace winnow
