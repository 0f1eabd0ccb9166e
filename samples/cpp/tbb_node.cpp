// Winnow as a node of somebody else's flow graph: fetch → clean → store.
//
// A Cleaner is const and thread-safe, so a function_node with unlimited concurrency may hold a
// reference to one. Every page gives one Outcome, kept or dropped, and none is held back, so what
// stands behind the node sees as many messages as stood before it. Bound the pages in flight with a
// limiter_node, as here: a page takes up to Limits::max_tree_bytes while it is parsed.
//
//   tbb_node RULES PAGE…

#include <oneapi/tbb/flow_graph.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include <winnow/winnow.h>

namespace fg = oneapi::tbb::flow;

namespace {

/// Messages are copied at every edge, so they are pointers.
using PagePtr = std::shared_ptr<winnow::Page>;
using OutcomePtr = std::shared_ptr<const winnow::Outcome>;

PagePtr read_page(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return std::make_shared<winnow::Page>(
      winnow::Page{.id = file, .bytes = std::string(std::istreambuf_iterator<char>(in), {})});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: tbb_node RULES PAGE...\n";
    return 2;
  }
  const winnow::Cleaner cleaner(winnow::load_rules(argv[1]));

  fg::graph g;
  fg::input_node<PagePtr> fetch(g, [argv, next = 2, argc](oneapi::tbb::flow_control& control) mutable -> PagePtr {
    if (next < argc) return read_page(argv[next++]);
    control.stop();
    return {};
  });
  fg::limiter_node<PagePtr, int> admit(g, 8);
  fg::function_node<PagePtr, OutcomePtr> clean(g, fg::unlimited, [&cleaner](const PagePtr& page) {
    return std::make_shared<const winnow::Outcome>(cleaner(std::move(*page)));
  });
  fg::function_node<OutcomePtr, int> store(g, fg::serial, [](const OutcomePtr& page) {
    if (*page) std::cout << (*page)->id << ": " << (*page)->title << "\n";
    else std::cout << page->error().id << ": dropped, " << winnow::name(page->error().reason) << "\n";
    return 1;  // lets the next page in
  });
  fg::make_edge(fetch, admit);
  fg::make_edge(admit, clean);
  fg::make_edge(clean, store);
  fg::make_edge(store, admit.decrementer());
  fetch.activate();
  g.wait_for_all();
}
