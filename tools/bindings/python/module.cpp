// The Python extension winnow._winnow: Cleaner and Article over the C++ ones. Functions that are easier
// in Python (many pages, drop-in functions) are in winnow/__init__.py.
//
// The GIL is released while a page is cleaned, so threads clean in parallel.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "pipeline/write/fields.h"
#include "pipeline/write/writer.h"
#include "tools/bindings/options_by_name.h"
#include "tools/installed_rules.h"
#include "tools/options_table.h"
#include "winnow/winnow.h"

namespace py = pybind11;

namespace winnow::python {
namespace {

constexpr int kHere = 0;  // an address inside this library

std::optional<std::string> or_none(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string json_of(const Article& article, write::Schema schema) {
  std::string json;
  write::make_writer({.schema = schema})->append(article, json);
  return json;
}

/// Raises winnow.Dropped with the Drop's members.
[[noreturn]] void raise_dropped(const Drop& drop) {
  const py::object dropped = py::module_::import("winnow").attr("Dropped");
  const py::object error =
      dropped(std::string(name(drop.reason)), std::string(drop.stage), drop.detail, drop.id, drop.url);
  PyErr_SetObject(dropped.ptr(), error.ptr());
  throw py::error_already_set();
}

Article clean(const Cleaner& cleaner, const py::bytes& page, std::string url, std::string content_type, Input input,
              std::string id) {
  Page in{.id = std::move(id),
          .url = std::move(url),
          .content_type = std::move(content_type),
          .bytes = page,
          .input = input};
  Outcome outcome = [&] {
    const py::gil_scoped_release release;
    return cleaner(std::move(in));
  }();
  if (!outcome) raise_dropped(outcome.error());
  return std::move(*outcome);
}

std::unique_ptr<Cleaner> make_cleaner(const std::vector<std::filesystem::path>& rules, const Options& options) {
  const py::gil_scoped_release release;
  return std::make_unique<Cleaner>(load_rules(rules.empty() ? std::vector{tools::rules_beside(&kHere)} : rules),
                                   options);
}

/// Converts a value of a record to Python; an absent value that can be null becomes None.
struct AsPython {
  bool can_be_null;

  py::object operator()(const std::string& text) const {
    return can_be_null ? py::cast(or_none(text)) : py::cast(text);
  }
  py::object operator()(const std::string* text) const { return (*this)(*text); }
  py::object operator()(const std::vector<std::string>* texts) const { return py::cast(*texts); }
  py::object operator()(const std::vector<BlockReport>*) const { return py::none(); }  // to_dict() has them
  template <class T>
  py::object operator()(const T& value) const {
    return py::cast(value);
  }
};

/// The type of a field, as the stubs write it.
std::string type_of(const write::Field& field) {
  switch (field.kind) {
    case write::FieldKind::text:
      return field.can_be_null ? "Optional[str]" : "str";
    case write::FieldKind::texts:
      return "list[str]";
    case write::FieldKind::fraction:
      return field.can_be_null ? "Optional[float]" : "float";
    case write::FieldKind::truth:
      return "Optional[bool]";
    case write::FieldKind::number:
      return "int";
    case write::FieldKind::blocks:
      break;
  }
  return "list[dict[str, Any]]";
}

bool is_property(const write::Field& field) {
  return field.presence != write::Presence::if_named && field.kind != write::FieldKind::blocks;
}

std::string doc_of(const write::Field& field) {
  std::string doc(field.about);
  if (!field.unit.empty()) doc.append(" ").append(field.unit).append(".");
  if (field.presence == write::Presence::if_asked) doc += " Where asked for.";
  return doc;
}

/// Calls f(member) for each member of an Article, or of a const one.
template <class A, class F>
void for_each_member(A& a, F&& f) {
  const auto each = [&f](auto&... members) { (f(members), ...); };
  each(a.canonical_url, a.type, a.title, a.authors, a.date, a.date_modified, a.language, a.language_score, a.site_name,
       a.description, a.image, a.tags, a.categories, a.agency, a.license, a.paywalled, a.next_page, a.single_page);
  each(a.id, a.url, a.confidence, a.text, a.text_from, a.markdown, a.html, a.tei, a.comments, a.rules_hit, a.carry,
       a.source.file, a.source.offset, a.source.length, a.source.line);
}

/// All that an article holds but the candidates of its fields: what pickle keeps, and what two equal ones share.
py::tuple state_of(const Article& article) {
  py::list state;
  for_each_member(article, [&](const auto& member) { state.append(py::cast(member)); });
  py::list blocks;
  for (const BlockReport& b : article.blocks)
    blocks.append(py::make_tuple(static_cast<int>(b.kind), static_cast<int>(b.label), b.kept, b.score, b.rule,
                                 b.rule_at, b.path, b.words, b.terms, b.text));
  state.append(blocks);
  return py::tuple(state);
}

Article article_of(const py::tuple& state) {
  Article article;
  std::size_t at = 0;
  for_each_member(article,
                  [&](auto& member) { member = state[at++].cast<std::remove_reference_t<decltype(member)>>(); });
  for (const py::handle each : state[at]) {
    const auto t = each.cast<py::tuple>();
    article.blocks.push_back({.kind = static_cast<Kind>(t[0].cast<int>()),
                              .label = static_cast<Label>(t[1].cast<int>()),
                              .kept = t[2].cast<bool>(),
                              .score = t[3].cast<float>(),
                              .rule = t[4].cast<std::string>(),
                              .rule_at = t[5].cast<std::string>(),
                              .path = t[6].cast<std::string>(),
                              .words = t[7].cast<std::size_t>(),
                              .terms = t[8].cast<std::vector<std::pair<std::string, float>>>(),
                              .text = t[9].cast<std::string>()});
  }
  return article;
}

void add_article(py::module_& module) {
  py::class_<Article> type(module, "Article", "A cleaned page. What the page does not say is None or [].");
  py::list stubs;  // for the tests: (name, type)
  for (const write::Field& field : write::fields()) {
    if (!is_property(field)) continue;
    type.def_property_readonly(
        std::string(field.name).c_str(),
        [row = &field](const Article& a) { return std::visit(AsPython{row->can_be_null}, row->value(a)); },
        doc_of(field).c_str());
    stubs.append(py::make_tuple(field.name, type_of(field)));
  }
  stubs.append(py::make_tuple("blocks", "list[dict[str, Any]]"));  // a property of __init__.py
  module.attr("_fields") = stubs;
  type.def("_to_json", &json_of);
  type.def(py::pickle(&state_of, &article_of));
  type.def("__copy__", [](const Article& a) { return Article(a); });
  type.def("__deepcopy__", [](const Article& a, const py::dict&) { return Article(a); });
  type.def("__eq__", [](const Article& a, const Article& b) { return state_of(a).equal(state_of(b)); });
  type.def("__eq__", [](const Article&, const py::object&) { return false; });
}

/// Sets the list with a given name when a walk over the table of options reaches it.
struct SetList {
  std::string_view name;
  py::handle value;
  bool found = false;

  void operator()(const tools::OptionRow& row, std::vector<std::string>& texts) {
    if (!row.by_name || row.name != name) return;
    texts = value.cast<std::vector<std::string>>();
    found = true;
  }
  template <class... Others>
  void operator()(const Others&...) {}
};

/// The names of the options with their types, as the stubs write them.
struct ListOptions {
  py::list& out;

  void operator()(const tools::OptionRow& row, bool&) const { add(row, row.name, "bool"); }
  void operator()(const tools::OptionRow& row, std::size_t&) const { add(row, row.name, "int"); }
  void operator()(const tools::OptionRow& row, std::vector<std::string>&) const { add(row, row.name, "Sequence[str]"); }
  template <class T>
  void operator()(const tools::OptionRow& row, T&, tools::Choices<T> choices) const {
    for (const auto& choice : choices) add(row, std::string(row.name) + "_" + std::string(choice.name), "bool");
  }

 private:
  void add(const tools::OptionRow& row, std::string_view name, const char* type) const {
    if (row.by_name) out.append(py::make_tuple(name, type));
  }
};

Options options_from(const py::kwargs& given) {
  Options options;
  for (const auto& [key, value] : given) {
    const auto name = key.cast<std::string>();
    SetList set{name, value};
    tools::for_each_option(options, set);
    if (!set.found && !tools::set_option(options, name, value.cast<std::size_t>()))
      throw py::type_error("there is no option '" + name + "'");
  }
  return options;
}

void add_cleaner(py::module_& module) {
  Options defaults;
  py::list stubs;  // for the tests: (name, type)
  tools::for_each_option(defaults, ListOptions{stubs});
  module.attr("_options") = stubs;
  py::class_<Cleaner>(module, "Cleaner", "Cleans pages. Thread-safe; make one and keep it.")
      .def(py::init([](const std::vector<std::filesystem::path>& rules, const py::kwargs& options) {
             return make_cleaner(rules, options_from(options));
           }),
           "Loads the rules.", py::arg("rules"))
      .def("clean", &clean, "The Article of a page, or raises Dropped.", py::arg("page"), py::arg("url"),
           py::arg("content_type"), py::arg("input"), py::arg("id"));
}

}  // namespace
}  // namespace winnow::python

PYBIND11_MODULE(_winnow, module) {
  using namespace winnow;
  module.attr("version") = std::string(version());
  py::enum_<Input>(module, "Input")
      .value("auto", Input::automatic)
      .value("html", Input::html)
      .value("text", Input::text);
  py::enum_<write::Schema>(module, "Schema")
      .value("native", write::Schema::native)
      .value("trafilatura", write::Schema::trafilatura)
      .value("datatrove", write::Schema::datatrove);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const RuleError& error) {
      PyErr_SetString(py::module_::import("winnow").attr("RuleError").ptr(), error.what());
    }
  });
  python::add_article(module);
  python::add_cleaner(module);
}
