// Resolving references and comparing sites.

#include <gtest/gtest.h>

#include "pipeline/base/urls.h"

namespace winnow {
namespace {

TEST(Urls, AreResolvedByTheStandard) {
  struct Case {
    std::string_view reference, want;
  };
  for (const auto& [reference, want] : {
           Case{"https://x.example/a", "https://x.example/a"},
           Case{"https://x.example:443/a", "https://x.example/a"},
           Case{"http://x.example:443/a", "http://x.example:443/a"},
           Case{"//x.example/a", "https://x.example/a"},
           Case{"/a", "https://example.org/a"},
           Case{"c", "https://example.org/a/c"},
           Case{"../c", "https://example.org/c"},
           Case{"../../../c", "https://example.org/c"},
           Case{"./c/./d", "https://example.org/a/c/d"},
           Case{"?p=2", "https://example.org/a/b?p=2"},
           Case{"#top", "https://example.org/a/b#top"},
           Case{" c d ", "https://example.org/a/c%20d"},
           Case{"mailto:a@example.org", ""},
           Case{"javascript:void(0)", ""},
           Case{"data:text/plain,x", ""},
           Case{"", ""},
       })
    EXPECT_EQ(resolve_url("https://example.org/a/b?x=1#y", reference), want) << reference;
  EXPECT_EQ(resolve_url("", "/a"), "");
  EXPECT_EQ(resolve_url("https://example.org", "a"), "https://example.org/a");
}

TEST(Urls, SitesAreComparedByTheirOwnPartOfTheHost) {
  EXPECT_TRUE(same_site("https://www.example.org/a", "http://news.example.org/b"));
  EXPECT_TRUE(same_site("https://www.example.co.uk/a", "https://m.example.co.uk"));
  EXPECT_FALSE(same_site("https://one.co.uk/a", "https://two.co.uk/a"));
  EXPECT_FALSE(same_site("https://example.org", "https://example.com"));
  EXPECT_FALSE(same_site("", ""));
  EXPECT_FALSE(same_site("/a", "/a"));
  EXPECT_EQ(host_of("https://user@WWW.Example.org:8080/a"), "example.org");
  EXPECT_EQ(path_of("https://example.org"), "/");
  EXPECT_EQ(path_of("https://example.org/a?b#c"), "/a?b");
}

TEST(Urls, SitesAreRegistrableDomains) {
  struct Case {
    std::string_view url, site;
  };
  for (const auto& [url, site] : {
           Case{"https://www.news.example.com/a/b", "example.com"},
           Case{"http://news.example.co.uk:80/", "example.co.uk"},
           Case{"https://example.org", "example.org"},
           Case{"https://News.Example.ORG.VN/a", "example.org.vn"},
           Case{"https://a.gazeta.info.pl/x", "gazeta.info.pl"},  // a suffix of a registry
           Case{"https://a.t-online.de/x", "t-online.de"},        // a short second label that is none
           Case{"https://mill.github.io/x", "github.io"},         // no registry runs it
           Case{"https://co.uk/", "co.uk"},                       // a suffix has no registrable domain
           Case{"https://www.example.unlisted", "example.unlisted"},
           Case{"https://nachrichten.m\xC3\xBChle.example/", "m\xC3\xBChle.example"},
           Case{"http://localhost:8080/", "localhost"},
           Case{"http://192.0.2.1:8080/a", "192.0.2.1"},
           Case{"http://[2001:db8::1]:80/a", "[2001:db8::1]"},
           Case{"no address", ""},
           Case{"/a?from=https://example.org/", ""},
       })
    EXPECT_EQ(site_of(url), site) << url;
}

TEST(Urls, HostsStandBetweenUserAndPort) {
  EXPECT_EQ(host_in("https://user:word@WWW.Example.org:8080/a@b"), "WWW.Example.org");
  EXPECT_EQ(host_in("//example.org/a"), "");
  EXPECT_EQ(host_in(""), "");
  EXPECT_EQ(host_of("http://[2001:DB8::1]/"), "[2001:db8::1]");
}

}  // namespace
}  // namespace winnow
