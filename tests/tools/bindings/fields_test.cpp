// The table of a record's fields: complete, and the same wherever fields are named.

#include "pipeline/write/fields.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>
#include <utility>

#include "pipeline/write/writer.h"
#include "tests/support/temp_folder.h"
#include "tools/options_table.h"

namespace winnow::write {
namespace {

Article full_article() {
  Article a;
  for (std::string* text :
       {&a.id,          &a.url,       &a.canonical_url, &a.type,     &a.title,  &a.date,    &a.date_modified,
        &a.language,    &a.site_name, &a.description,   &a.image,    &a.agency, &a.license, &a.next_page,
        &a.single_page, &a.text,      &a.text_from,     &a.markdown, &a.html,   &a.tei,     &a.source.file})
    *text = "x";
  for (std::vector<std::string>* texts : {&a.authors, &a.tags, &a.categories, &a.comments}) *texts = {"x", "y"};
  a.paywalled = true;
  a.blocks.resize(1);
  return a;
}

/// True if a field's value is this very member of the article.
bool is_value(const Article& article, const void* member) {
  for (const Field& field : fields()) {
    const Value value = field.value(article);
    if (const auto* text = std::get_if<const std::string*>(&value); text && *text == member) return true;
    if (const auto* texts = std::get_if<const std::vector<std::string>*>(&value); texts && *texts == member)
      return true;
  }
  return false;
}

TEST(Fields, HoldWhatTheySayTheyHold) {
  std::set<std::string_view> names;
  const Article article = full_article();
  for (const Field& field : fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_EQ(field.value(article).index(), static_cast<std::size_t>(field.kind)) << field.name;
    EXPECT_FALSE(is_absent(field.value(article))) << field.name;
    EXPECT_TRUE(field.about.ends_with('.')) << field.name;
  }
}

/// Does not compile once Metadata has one more member: give it a row in fields.cpp, and a name here.
TEST(Fields, HaveEachMemberOfMetadata) {
  const Article article = full_article();
  const Metadata& metadata = article;
  const auto& [canonical_url, type, title, authors, date, date_modified, language, language_score, site_name,
               description, image, tags, categories, agency, license, paywalled, next_page, single_page, candidates] =
      metadata;
  for (const std::string* text : {&canonical_url, &type, &title, &date, &date_modified, &language, &site_name,
                                  &description, &image, &agency, &license, &next_page, &single_page})
    EXPECT_TRUE(is_value(article, text));
  for (const std::vector<std::string>* texts : {&authors, &tags, &categories}) EXPECT_TRUE(is_value(article, texts));
  EXPECT_TRUE(find_field("language_score") && find_field("paywalled"));
}

TEST(Fields, StandInTheRecordInTheirOrder) {
  std::string record;
  make_writer({})->append(full_article(), record);
  simdjson::dom::parser parser;
  simdjson::dom::object object = parser.parse(record);
  auto member = object.begin();
  for (const Field& field : fields()) {
    if (field.presence == Presence::if_named) continue;
    ASSERT_NE(member, object.end()) << field.name;
    EXPECT_EQ((*member).key, field.name);
    ++member;
  }
  EXPECT_EQ(member, object.end());
}

TEST(Fields, AreNullOrNotAsTheySay) {
  std::string record;
  std::vector<std::string> names = field_names(Schema::native);
  make_writer({.fields = names})->append({}, record);
  simdjson::dom::parser parser;
  const simdjson::dom::element root = parser.parse(record);
  for (const Field& field : fields()) {
    if (field.presence == Presence::if_asked || field.presence == Presence::if_set) continue;
    const simdjson::dom::element value = root[field.name];
    EXPECT_EQ(value.is_null(), field.can_be_null && field.kind != FieldKind::texts) << field.name;
  }
}

TEST(Fields, AreTheColumnsOfCsv) {
  std::string header, expected;
  make_writer({.format = Format::csv})->begin(header);
  for (const Field& field : fields())
    if (field.presence == Presence::always) expected.append(expected.empty() ? "" : ",").append(field.name);
  EXPECT_EQ(header, expected + "\r\n");
}

/// "/* One field: … */" of the C interface, and what stands before it about options and lists.
/// Compares the options of the table with the names that the header lists.
struct CompareOptions {
  const std::set<std::string, std::less<>>& names;
  void check(const tools::OptionRow& row) const { EXPECT_EQ(names.contains(row.name), row.by_name) << row.name; }
  void operator()(const tools::OptionRow& row, bool&) const { check(row); }
  void operator()(const tools::OptionRow& row, std::size_t&) const { check(row); }
  void operator()(const tools::OptionRow&, std::vector<std::string>&) const {}
  template <class Value>
  void operator()(const tools::OptionRow& row, Value&, tools::Choices<Value> choices) const {
    for (const auto& choice : choices)
      EXPECT_TRUE(names.contains(std::string(row.name) + "_" + std::string(choice.name))) << choice.name;
  }
};

TEST(Fields, AndOptionsAreNamedInTheHeaderForC) {
  const std::string header = contents_of(WINNOW_SOURCE_DIR "/pipeline/include/winnow/c.h");
  const auto comment = [&](const std::string& from) {
    const std::size_t begin = header.find(from);
    std::set<std::string, std::less<>> words = {""};
    std::string word;
    for (const char c : header.substr(begin, header.find("*/", begin) - begin)) {
      if (c == '_' || (c >= 'a' && c <= 'z')) word += c;
      else words.insert(std::exchange(word, ""));
    }
    return words;
  };
  const auto texts = comment("/* One field: "), lists = comment("/* Item `index` of a list: "),
             options = comment("/* Sets an option: ");
  for (const Field& field : fields()) {
    if (field.presence == Presence::if_named) continue;
    EXPECT_EQ(texts.contains(field.name), field.kind == FieldKind::text) << field.name;
    EXPECT_EQ(lists.contains(field.name), field.kind == FieldKind::texts) << field.name;
  }
  Options defaults;
  tools::for_each_option(defaults, CompareOptions{options});
}

TEST(Formats, HaveANameAnExtensionAndAWriterEach) {
  std::set<std::string_view> names, extensions;
  for (const FormatRow& row : formats()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(extensions.insert(row.extension).second) << row.extension;
    EXPECT_EQ(&row_of(row.format), &row);
    Options options;
    ask_for_what_is_written({.format = row.format}, options);
    EXPECT_EQ(options.markdown || options.html || options.tei, row.asks_for != nullptr) << row.name;
    std::string out;
    row.make({.format = row.format})->append(full_article(), out);
    EXPECT_FALSE(out.empty()) << row.name;
  }
}

}  // namespace
}  // namespace winnow::write
