// The HTML form of an explanation: a fixed page that holds the JSON form and draws it. The page loads
// nothing, so it opens from a file and can be sent by mail.

#include "pipeline/write/json_record.h"
#include "tools/explain/explanation.h"

namespace winnow::tools {
namespace {

constexpr std::string_view kHead =
#include "tools/explain/page_head.inc"
    ;
constexpr std::string_view kTail =
#include "tools/explain/page_tail.inc"
    ;

/// JSON as the contents of a script element: "</" and "<!--" must not stand in it.
std::string for_script(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (char c : json) {
    if (c == '<') out += "\\u003c";
    else out += c;
  }
  return out;
}

}  // namespace

std::string html_of(const Explanation& page, const std::vector<std::filesystem::path>& folders) {
  std::string json;
  write::JsonObject whole(json);
  write::JsonObject parents(whole.key("parents"));
  for (const std::filesystem::path& given : folders) {
    const std::filesystem::path folder = std::filesystem::absolute(given / "x").lexically_normal().parent_path();
    append_json_string(folder.parent_path().generic_string(), parents.key(folder.filename().string()));
  }
  parents.end();
  append_json(page, whole.key("page"));
  whole.end();
  std::string out(kHead);
  out += for_script(json);
  out += kTail;
  return out;
}

}  // namespace winnow::tools
