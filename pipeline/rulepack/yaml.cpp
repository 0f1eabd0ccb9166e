// The strict reader of yaml.h, over libyaml's events: they come with the place of every scalar, tell
// quoted scalars from plain ones and show each duplicate key. libyaml is the reference parser in C
// and reads the packs in a tenth of the instructions that yaml-cpp takes (28 to 287 million, a third
// of a start-up). Anchors and aliases are refused: a reader must see all of a rule in one place.

#include "pipeline/rulepack/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <new>
#include <numeric>
#include <sstream>
#include <unordered_set>

#include "pipeline/base/files.h"

namespace winnow {
namespace {

enum class Shape : std::uint8_t { nothing, scalar, list, map };

constexpr std::string_view name(Shape shape) noexcept {
  constexpr std::string_view names[] = {"nothing", "a single value", "a list", "a map"};
  return names[static_cast<std::size_t>(shape)];
}

/// Line and column from 1.
struct Place {
  int line = 1, column = 1;
};

Place place_of(const yaml_mark_t& mark) noexcept {
  return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

[[noreturn]] void fail_at(std::string_view file, Place place, std::string_view what) {
  std::string message(file);
  message += ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + ": ";
  throw RuleError(message.append(what));
}

std::string in_quotes(std::string_view text) { return std::string(1, '\'').append(text) + '\''; }

std::string listed(const std::vector<std::string_view>& names) {
  std::string out;
  for (std::string_view one : names) out.append(out.empty() ? "" : ", ").append(one);
  return out;
}

/// "no such key 'wehn'; did you mean 'when'? Allowed: id, when, do, why".
std::string not_among(std::string_view what, std::string_view word, const std::vector<std::string_view>& allowed) {
  std::string out = std::string(what) + ' ' + in_quotes(word);
  if (const std::string near = nearest_name(word, allowed); !near.empty())
    out += "; did you mean " + in_quotes(near) + '?';
  return out + (out.back() == '?' ? " Allowed: " : "; allowed: ") + listed(allowed);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

bool is_decimal(std::string_view digits) noexcept {
  if (!digits.empty() && digits.front() == '-') digits.remove_prefix(1);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  const auto all_digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!all_digits(digits.substr(0, whole)) || (whole > 1 && digits.front() == '0')) return false;
  return whole == digits.size() || all_digits(digits.substr(whole + 1));
}

}  // namespace

struct YamlNode {
  struct Member {
    std::string key;
    Place place;
    const YamlNode* value = nullptr;
  };
  const std::string* file = nullptr;
  Place place;
  Shape shape = Shape::nothing;
  bool is_plain = true;  ///< a scalar without quotes
  std::string scalar;
  std::vector<const YamlNode*> items;
  std::vector<Member> members;

  [[noreturn]] void fail(std::string_view what) const { fail_at(*file, place, what); }
  void expect(Shape wanted) const {
    if (shape != wanted)
      fail("found " + std::string(name(shape)) + " where " + std::string(name(wanted)) + " is needed");
  }
  const Member* member(std::string_view key) const {
    expect(Shape::map);
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
    return found == members.end() ? nullptr : &*found;
  }
};

namespace {

/// A file's nodes; addresses stay.
struct Nodes {
  std::string file;
  std::deque<YamlNode> all;
};

std::string_view text_of(const yaml_char_t* value, std::size_t length) {
  return {reinterpret_cast<const char*>(value), length};  // yaml_char_t is unsigned char
}

/// Whether brackets are open within each other deeper than rules have any use for: libyaml reads them in the square of
/// their depth. Brackets in texts are few enough to be counted with them.
bool is_nested_too_deep(std::string_view text) noexcept {
  constexpr int kDeepest = 1000;
  int depth = 0;
  for (const char c : text) {
    depth += (c == '[' || c == '{') - (c == ']' || c == '}');
    if (depth < 0) depth = 0;
    if (depth > kDeepest) return true;
  }
  return false;
}

/// The events of one file, one at a time.
class Events {
 public:
  Events(std::string_view text, std::string_view file) : text_(text), file_(file) {
    if (is_nested_too_deep(text)) fail_at(file, {}, "brackets are nested too deep");
    if (!yaml_parser_initialize(&parser_)) throw std::bad_alloc();
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const yaml_char_t*>(text.data()), text.size());
  }
  ~Events() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// Valid until the next call. Throws RuleError where the file is no YAML.
  const yaml_event_t& next() {
    yaml_event_delete(&event_);
    event_ = {};
    if (!yaml_parser_parse(&parser_, &event_)) fail();
    return event_;
  }

 private:
  [[noreturn]] void fail() const {
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    const Place place =
        parser_.error == YAML_READER_ERROR ? place_at(parser_.problem_offset) : place_of(parser_.problem_mark);
    std::string what = parser_.problem;
    if (parser_.context) what.append(" ").append(parser_.context);
    fail_at(file_, place, what);
  }
  /// libyaml counts lines behind its reader; what the reader refuses has an offset only.
  Place place_at(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const auto line = std::count(before.begin(), before.end(), '\n');
    return {static_cast<int>(line) + 1, static_cast<int>(before.size() - before.rfind('\n') - 1) + 1};
  }

  std::string_view text_, file_;
  yaml_parser_t parser_;
  yaml_event_t event_{};
};

/// Builds the tree from libyaml's events.
class Builder {
 public:
  explicit Builder(Nodes& nodes) : nodes_(nodes) {}

  void take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (root_) fail_at(nodes_.file, place_of(event.start_mark), "a second document; a rule file has one");
        break;
      case YAML_ALIAS_EVENT:
        refuse_alias(event.start_mark);
      case YAML_SCALAR_EVENT:
        take_scalar(event.start_mark, event.data.scalar);
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(event.start_mark, event.data.sequence_start.anchor, Shape::list);
        break;
      case YAML_MAPPING_START_EVENT:
        open(event.start_mark, event.data.mapping_start.anchor, Shape::map);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        open_.pop_back();
        break;
      default:
        break;
    }
  }

  const YamlNode* root() const { return root_; }

 private:
  template <class Scalar>
  void take_scalar(const yaml_mark_t& mark, const Scalar& scalar) {
    if (scalar.anchor) refuse_alias(mark);
    const std::string_view value = text_of(scalar.value, scalar.length);
    const bool is_plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && !scalar.tag;
    if (is_plain && is_null(value)) {
      add(mark, Shape::nothing);
    } else if (takes_key()) {
      add_key(mark, value);
    } else {
      YamlNode& node = add(mark, Shape::scalar);
      node.scalar = value;
      node.is_plain = is_plain;
    }
  }
  /// The core schema of YAML 1.2, section 10.3.2.
  static bool is_null(std::string_view plain) noexcept {
    return plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
  }
  /// Inside a map whose last member has its value, the next event is a key.
  bool takes_key() const {
    return !open_.empty() && open_.back()->shape == Shape::map &&
           (open_.back()->members.empty() || open_.back()->members.back().value);
  }
  void add_key(const yaml_mark_t& mark, std::string_view key) {
    for (const auto& member : open_.back()->members) {
      if (member.key == key)
        fail_at(nodes_.file, place_of(mark),
                "key " + in_quotes(key) + " stands twice, first on line " + std::to_string(member.place.line));
    }
    open_.back()->members.push_back({std::string(key), place_of(mark), nullptr});
  }
  YamlNode& add(const yaml_mark_t& mark, Shape shape) {
    if (takes_key()) fail_at(nodes_.file, place_of(mark), "a key must be a word");
    YamlNode& node = nodes_.all.emplace_back();
    node.file = &nodes_.file;
    node.place = place_of(mark);
    node.shape = shape;
    if (open_.empty()) root_ = &node;
    else if (open_.back()->shape == Shape::map) give_to_key(open_.back()->members.back(), node);
    else open_.back()->items.push_back(&node);
    return node;
  }
  static void give_to_key(YamlNode::Member& member, YamlNode& node) {
    member.value = &node;
    if (node.shape == Shape::nothing) node.place = member.place;
  }
  void open(const yaml_mark_t& mark, const yaml_char_t* anchor, Shape shape) {
    if (anchor) refuse_alias(mark);
    open_.push_back(&add(mark, shape));
  }
  [[noreturn]] void refuse_alias(const yaml_mark_t& mark) const {
    fail_at(nodes_.file, place_of(mark), "anchors and aliases (& and *) are not allowed; quote a text that begins so");
  }

  Nodes& nodes_;
  std::vector<YamlNode*> open_;
  const YamlNode* root_ = nullptr;
};

}  // namespace

Yaml Yaml::parse(std::string_view text, std::string file) {
  auto nodes = std::make_shared<Nodes>();
  nodes->file = std::move(file);
  Builder builder(*nodes);
  Events events(text, nodes->file);
  for (bool done = false; !done;) {
    const yaml_event_t& event = events.next();
    builder.take(event);
    done = event.type == YAML_STREAM_END_EVENT;
  }
  if (!builder.root()) fail_at(nodes->file, {}, "the file is empty");
  return Yaml({nodes, builder.root()});
}

Yaml Yaml::load(const std::filesystem::path& file) {
  const auto text = contents_of(file);
  if (!text) throw RuleError(file.string() + ": cannot be read");
  return parse(*text, file.string());
}

bool Yaml::is_map() const { return node_->shape == Shape::map; }
bool Yaml::is_list() const { return node_->shape == Shape::list; }
bool Yaml::is_scalar() const { return node_->shape == Shape::scalar; }

const Yaml& Yaml::keys(std::initializer_list<std::string_view> allowed) const {
  return keys(std::vector<std::string_view>(allowed));
}

const Yaml& Yaml::keys(const std::vector<std::string_view>& allowed) const {
  node_->expect(Shape::map);
  for (const auto& member : node_->members) {
    if (std::find(allowed.begin(), allowed.end(), member.key) == allowed.end())
      fail_at(*node_->file, member.place, not_among("unknown key", member.key, allowed));
  }
  return *this;
}

bool Yaml::has(std::string_view key) const { return node_->member(key) != nullptr; }

Yaml Yaml::at(std::string_view key) const {
  const auto* member = node_->member(key);
  if (!member) fail("the key " + in_quotes(key) + " is missing");
  return sharing(member->value);
}

std::vector<std::pair<std::string, Yaml>> Yaml::members() const {
  node_->expect(Shape::map);
  std::vector<std::pair<std::string, Yaml>> out;
  for (const auto& member : node_->members) out.emplace_back(member.key, sharing(member.value));
  return out;
}

std::vector<Yaml> Yaml::items() const {
  node_->expect(Shape::list);
  std::vector<Yaml> out;
  for (const YamlNode* item : node_->items) out.push_back(sharing(item));
  return out;
}

std::string Yaml::text() const {
  node_->expect(Shape::scalar);
  return node_->scalar;
}

bool Yaml::boolean() const {
  const std::string value = text();
  if (!node_->is_plain || (value != "true" && value != "false"))
    fail("found " + in_quotes(value) + " where true or false is needed");
  return value == "true";
}

std::int64_t Yaml::integer(std::int64_t low, std::int64_t high) const {
  const std::string value = text();
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  const bool read = node_->is_plain && is_decimal(value) && error == std::errc{} && end == value.data() + value.size();
  if (!read || out < low || out > high)
    fail("found " + in_quotes(value) + " where a whole number from " + std::to_string(low) + " to " +
         std::to_string(high) + " is needed");
  return out;
}

double Yaml::number(double low, double high) const {
  const std::string value = text();
  double out = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  const bool read = node_->is_plain && is_decimal(value) && error == std::errc{};
  if (!read || out < low || out > high) {
    std::ostringstream range;
    range << low << " to " << high;
    fail("found " + in_quotes(value) + " where a number from " + range.str() + " is needed");
  }
  return out;
}

std::vector<std::string> Yaml::texts() const {
  if (is_scalar()) return {text()};
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  for (const Yaml& item : items()) {
    out.push_back(item.text());
    if (!seen.insert(out.back()).second) item.fail("'" + out.back() + "' stands twice in this list");
  }
  return out;
}

std::size_t Yaml::one_of(std::initializer_list<std::string_view> allowed) const {
  return one_of(std::vector<std::string_view>(allowed));
}

std::size_t Yaml::one_of(const std::vector<std::string_view>& allowed) const {
  const std::string value = text();
  const auto found = std::find(allowed.begin(), allowed.end(), value);
  if (found == allowed.end()) fail(not_among("unknown value", value, allowed));
  return static_cast<std::size_t>(found - allowed.begin());
}

std::string Yaml::place() const {
  return *node_->file + ':' + std::to_string(node_->place.line) + ':' + std::to_string(node_->place.column);
}

int Yaml::line() const noexcept { return node_->place.line; }

void Yaml::fail(std::string_view what) const { node_->fail(what); }

std::string nearest_name(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view nearest;
  std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;  // farther is no misspelling
  for (std::string_view one : known) {
    if (const std::size_t distance = edit_distance(word, one); distance < best) {
      best = distance;
      nearest = one;
    }
  }
  return std::string(nearest);
}

std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace winnow
