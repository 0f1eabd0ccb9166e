#pragma once
// Pages that repeat one construct until they have a given size, a shape a construct: elements, attributes, names of
// meta tags, rel, JSON-LD, references, lines of dumps, charsets. None is made with a weakness of the program in sight;
// what costs more than its size shows as the size grows.

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/hostile_pages.h"
#include "winnow/winnow.h"

namespace winnow::testing {

struct HostileShape {
  std::string name;
  std::string page;
  Input input = Input::html;
};

class ShapeMaker {
 public:
  explicit ShapeMaker(std::size_t bytes) : bytes_(bytes) {}

  std::vector<HostileShape> run() {
    add_elements();
    add_head();
    add_markup();
    add_json_ld();
    add_text();
    add_bytes();
    return std::move(out_);
  }

 private:
  /// `unit` over and over; each # in it becomes the number of the repetition.
  std::string fill(std::string_view unit) const {
    std::string out;
    for (std::size_t i = 0; out.size() < bytes_; ++i)
      for (const char c : unit) c == '#' ? out += std::to_string(i) : out += c;
    return out;
  }
  void add(const std::string& name, std::string page, Input input = Input::html) {
    out_.push_back({name, std::move(page), input});
  }
  void add_each(std::string_view kind, const std::vector<std::string>& units, const std::string& before = "",
                const std::string& behind = "", Input input = Input::html) {
    for (const std::string& unit : units) add(std::string(kind) + ": " + unit, before + fill(unit) + behind, input);
  }

  void add_elements() {
    for (const std::string_view tag :
         {"a",      "article",  "b",     "blockquote", "button", "caption",  "code",     "dd",   "div",
          "figure", "font",     "form",  "h1",         "h2",     "iframe",   "li",       "main", "math",
          "nav",    "noscript", "ol",    "option",     "p",      "pre",      "q",        "ruby", "section",
          "select", "span",     "svg",   "table",      "td",     "template", "textarea", "time", "title",
          "tr",     "ul",       "video", "x-card",     "xmp"}) {
      const std::string open = "<" + std::string(tag), close = "</" + std::string(tag) + ">";
      add("element: " + open, fill(open + ">x "));
      add("element, closed: " + open, fill(open + " class=c# id=i#>word # here" + close));
      add("element, ended only: " + open, "<p>" + fill(close + "x"));
    }
  }

  void add_head() {
    for (const std::string_view key : {"og:title",
                                       "og:site_name",
                                       "og:description",
                                       "og:image",
                                       "og:url",
                                       "article:published_time",
                                       "article:tag",
                                       "article:author",
                                       "article:section",
                                       "author",
                                       "date",
                                       "keywords",
                                       "description",
                                       "twitter:creator",
                                       "parsely-tags",
                                       "news_keywords",
                                       "dcterms.date",
                                       "citation_author",
                                       "robots",
                                       "source"}) {
      add("meta: " + std::string(key),
          "<head>" + fill("<meta property='" + std::string(key) + "' content='Ann Lee # 2020-01-0#'>"));
      add("meta, made-up keys: " + std::string(key),
          "<head>" + fill("<meta name='x#" + std::string(key) + "' content='By Ann Lee-#'>"));
    }
    add_each("head",
             {"<title>Title # - Site</title>", "<link rel=canonical href=/a#>", "<link rel=next href=?page=#>",
              "<link rel=license href=/l#>", "<base href=/b#/>", "<style>p{}</style>", "<script>var a#=1;</script>",
              "<meta charset=x#>", "<!-- # -->", "<noscript><img src=#></noscript>"},
             "<head>");
  }

  void add_markup() {
    add_each("markup",
             {"<a rel=tag href=/t/#>tag#</a>",
              "<a rel='category tag' href=/c/#>cat#</a>",
              "<a rel=author href=/u/#>Ann Lee</a>",
              "<a href=/author/ann-#>Ann Lee</a>",
              "<a href=/tag/t#>t#</a>",
              "<a href='https://creativecommons.org/licenses/by/#'>cc</a>",
              "<time datetime=2020-01-01>1 Jan</time>",
              "<time>#</time>",
              "<span itemprop=author>Ann Lee</span>",
              "<span itemprop=datePublished content=2020-01-02></span>",
              "<p class=byline>By Ann Lee and Bo Day #</p>",
              "<p class='date'>3 May 20#</p>",
              "<p>Updated: 3 May 2020, Published: 4 May 2020</p>",
              "<p>von Ann Lee</p>",
              "<ol class=breadcrumb><li><a href=/#>Home</a></ol>",
              "<sup><a href='#n#'>1</a></sup>",
              "<img src=/#.jpg alt=x#>",
              "<img class=emoji alt=x>",
              "<span hidden>x</span> y",
              "<span style='display:none;display:block'>x</span>",
              "<p style='clip:rect(0,0,0,0)'>x</p>",
              "<h1>Heading #</h1>",
              "<h2 class=kicker>k#</h2>",
              "<h1><span class=kicker>k</span>Title #</h1>",
              "<p>Copyright # All rights reserved</p>",
              "<p>Sign up for our newsletter</p>",
              "<div class='related share comment'>x</div>",
              "<ul><li>x<ul><li>y</ul></ul>",
              "<table><tr><td>x<td>y</table>",
              "<dl><dt>a<dd>b</dl>",
              "<br>",
              "<hr>x",
              "x<wbr>",
              "<p>x</p>\n\n\n",
              "<input value=#>",
              "<a href=#><div>x</div></a>",
              "<template shadowrootmode=open>x</template>",
              "<math alttext='a#'></math>",
              "<script type=math/tex>x</script>",
              "<img class=latex alt='a+#'>",
              "<span class=katex-html>x</span>",
              "<mjx-a></mjx-a><mjx-b>x</mjx-b>",
              "<p>\xE2\x80\x9Cquote\xE2\x80\x9D\xE2\x80\x94 Ann Lee</p>"},
             "<h1>Title of the page</h1>");
    add("attribute: class", "<p class='" + fill("share# ") + "'>x");
    add("attribute: style", "<p style='" + fill("display:none;") + "'>x");
    add("attribute: href", "<a href='/" + fill("../a#/") + "'>x</a>");
    add("attribute: datetime", "<time datetime='" + fill("2020-01-") + "'>x</time>");
    add("attribute: srcset", "<img srcset='" + fill("/a#.jpg #w, ") + "'>");
    add("attribute: content", "<meta property=og:title content='" + fill("Title # ") + "'>");
    add("attribute: keywords", "<meta name=keywords content='" + fill("k#, ") + "'>");
    add("attribute: author", "<meta name=author content='" + fill("Ann Lee and ") + "'>");
    add("attributes", "<p " + fill("a#=1 ") + ">x");
  }

  void add_json_ld() {
    const std::string open = "<script type=application/ld+json>", close = "</script>";
    add("JSON-LD: scripts", fill(open + "{\"@type\":\"NewsArticle\",\"headline\":\"T #\"}" + close));
    add("JSON-LD: empty scripts", fill(open + "{}" + close));
    for (const std::string member :
         {"{\"@type\":\"NewsArticle\",\"headline\":\"T\",\"author\":\"Ann Lee\"},",
          "{\"@type\":\"Person\",\"@id\":\"##\",\"name\":\"Ann #\"},",
          "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":\"n#\"}]},",
          "{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"p\"}]},", "[", "{\"a\":", "\"x\\u0301\",", "/* */",
          "{\"@type\":[\"NewsArticle\",\"Article\"],\"keywords\":[\"a\",\"b\"]},"})
      add("JSON-LD: " + member, "<h1>T</h1>" + open + "[" + fill(member) + "{}]" + close);
    for (const std::string_view key : {"headline", "author", "keywords", "articleBody", "datePublished", "image"}) {
      add("JSON-LD, list of " + std::string(key), open + "{\"@type\":\"NewsArticle\",\"" + std::string(key) + "\":[" +
                                                      fill("\"Ann Lee #\",") + "\"x\"]}" + close);
      add("JSON-LD, long " + std::string(key),
          open + "{\"@type\":\"NewsArticle\",\"" + std::string(key) + "\":\"" + fill("Ann Lee &amp; ") + "\"}" + close);
    }
  }

  void add_text() {
    add_each("dump",
             {"x\n",
              "Ann Lee\n",
              "By Ann Lee\n",
              "3 May 2020\n",
              "Title of line #\n",
              "Home | News | Sport #\n",
              "\n",
              " \n",
              "# heading\n",
              "* item\n",
              "1. item\n",
              "> quote\n",
              "```\n",
              "| a | b |\n",
              "[text](http://a.example/#) ",
              "![x](y.jpg)\n",
              "**bold** ",
              "_",
              "[",
              "](",
              "~~~~\n",
              "---\n",
              "\t",
              "word ",
              "word, word. ",
              "Tags: a, b, c\n",
              "#tag ",
              "http://a.example/#\n",
              "ann@a.example\n",
              "Theo TTXVN\n",
              "(AP) -- ",
              "\xE3\x80\x82",
              "\xE5\xAD\x97",
              "\xE0\xB8\x81",
              "\xF0\x9F\x98\x80",
              "\xCC\xA3\xCC\x81",
              "e\xCC\x81",
              "\xC2\xAD",
              "\xE2\x80\x8B",
              "\xEF\xBF\xBD",
              "A sentence that is long enough to be one of the text, and ends here.\n",
              "a line of a text that was wrapped at some sixty columns or\n"},
             "", "", Input::text);
  }

  void add_bytes() {
    add_each("references",
             {"&amp;", "&#x301;", "&#769;&#803;", "&nbsp;", "&notit;", "&#0;", "&#x110000;", "&lt;p&gt;", "&", "&#",
              "&shy;"},
             "<p>a");
    add_each("bytes",
             {"\xFF",
              "\xC3",
              "\xE2\x80",
              "\x1B$B",
              "\x1B(B",
              "\x80",
              "\xA4\xA2",
              "~{",
              "\x81\x30\x81\x30",
              std::string(1, '\0'),
              "\x01",
              "\r",
              "<",
              ">",
              "\"",
              "'",
              "</",
              "<!",
              "<?",
              "<![CDATA[",
              "-->",
              "<a "},
             "<p>");
    add("charset: UTF-16", "\xFF\xFE" + fill(std::string("<\0p\0>\0x\0", 8)));
    for (const std::string_view charset :
         {"iso-2022-jp", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr", "windows-1258", "utf-7", "hz-gb-2312"})
      add("charset: " + std::string(charset),
          "<meta charset=" + std::string(charset) + "><p>" + fill("\xA4\xCB\xE3 a"));
  }

  std::size_t bytes_;
  std::vector<HostileShape> out_;
};

inline std::vector<HostileShape> hostile_shapes(std::size_t bytes) { return ShapeMaker(bytes).run(); }

}  // namespace winnow::testing
