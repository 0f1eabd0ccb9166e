// The Python extension winnow._winnow: Cleaner and Article over the C++ ones. What is more at home in
// Python (many pages, drop-in functions) stands in winnow/__init__.py.
//
// The GIL is released while a page is cleaned, so threads clean in parallel.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <optional>
#include <string>
#include <utility>

#include "winnow/winnow.h"
#include "pipeline/write/writer.h"
#include "tools/installed_rules.h"
#include "tools/bindings/options_by_name.h"

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
  const py::object error = dropped(std::string(name(drop.reason)), std::string(drop.stage), drop.detail, drop.id, drop.url);
  PyErr_SetObject(dropped.ptr(), error.ptr());
  throw py::error_already_set();
}

Article clean(const Cleaner& cleaner, const py::bytes& page, std::string url, std::string content_type,
              Input input, std::string id) {
  Page in{.id = std::move(id), .url = std::move(url), .content_type = std::move(content_type), .bytes = page, .input = input};
  Outcome outcome = [&] {
    const py::gil_scoped_release release;
    return cleaner(std::move(in));
  }();
  if (!outcome) raise_dropped(outcome.error());
  return std::move(*outcome);
}

std::unique_ptr<Cleaner> make_cleaner(const std::vector<std::filesystem::path>& rules, const Options& options) {
  const py::gil_scoped_release release;
  return std::make_unique<Cleaner>(load_rules(rules.empty() ? std::vector{tools::rules_beside(&kHere)} : rules), options);
}

/// Declares a read-only property that is None where the page has no such thing.
void add_text(py::class_<Article>& type, const char* name, std::string Article::*member, const char* doc) {
  type.def_property_readonly(name, [member](const Article& a) { return or_none(a.*member); }, doc);
}

void add_article(py::module_& module) {
  py::class_<Article> type(module, "Article", "A cleaned page. What the page does not say is None or [].");
  type.def_readonly("text", &Article::text, "The article's text; a blank line between paragraphs.");
  add_text(type, "id", &Article::id, "The name given to the page.");
  add_text(type, "url", &Article::url, "The address given for the page.");
  add_text(type, "canonical_url", &Article::canonical_url, "The address the page gives for itself.");
  add_text(type, "type", &Article::type, "article, listing, forum, product, documentation, service, collection.");
  add_text(type, "title", &Article::title, "The headline.");
  add_text(type, "date", &Article::date, "Publication, ISO 8601.");
  add_text(type, "date_modified", &Article::date_modified, "Last change, ISO 8601.");
  add_text(type, "language", &Article::language, "BCP 47.");
  add_text(type, "site_name", &Article::site_name, "The paper or site.");
  add_text(type, "description", &Article::description, "The page's own summary.");
  add_text(type, "image", &Article::image, "Address of the main image.");
  add_text(type, "source", &Article::agency, "The credited agency.");
  add_text(type, "license", &Article::license, "Address or name of the licence.");
  add_text(type, "next_page", &Article::next_page, "Address of the article's next page.");
  add_text(type, "markdown", &Article::markdown, "The text as Markdown, where asked for.");
  add_text(type, "html", &Article::html, "The text as HTML, where asked for.");
  add_text(type, "tei", &Article::tei, "The text as TEI, where asked for.");
  type.def_readonly("authors", &Article::authors, "Names.");
  type.def_readonly("tags", &Article::tags, "The page's own keywords.");
  type.def_readonly("categories", &Article::categories, "The sections that the page puts itself in.");
  type.def_readonly("comments", &Article::comments, "Readers' comments, where asked for.");
  type.def_readonly("paywalled", &Article::paywalled, "Whether the page says that it is behind a paywall.");
  type.def_readonly("confidence", &Article::confidence, "Expected word F1 of the text, 0 to 1.");
  type.def_readonly("language_score", &Article::language_score, "0 to 1.");
  type.def("_to_json", &json_of);
}

Options options_from(const py::kwargs& given) {
  Options options;
  for (const auto& [key, value] : given) {
    const auto name = key.cast<std::string>();
    if (name == "languages") options.languages = value.cast<std::vector<std::string>>();
    else if (!tools::set_option(options, name, value.cast<std::size_t>()))
      throw py::type_error("there is no option '" + name + "'");
  }
  return options;
}

void add_cleaner(py::module_& module) {
  py::class_<Cleaner>(module, "Cleaner", "Cleans pages. Thread-safe; make one and keep it.")
      .def(py::init([](const std::vector<std::filesystem::path>& rules, const py::kwargs& options) {
             return make_cleaner(rules, options_from(options));
           }),
           "Loads the rules.", py::arg("rules"))
      .def("clean", &clean, "The Article of a page, or raises Dropped.", py::arg("page"), py::arg("url"), py::arg("content_type"), py::arg("input"), py::arg("id"));
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
