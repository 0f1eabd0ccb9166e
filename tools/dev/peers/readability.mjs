// Mozilla's Readability on linkedom over JSON lines: {"id", "url", "html"} in, {"id", "title", "text"}
// out. `node readability.mjs NODE_MODULES`, the folder where npm installed both.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "x.js"));
const { Readability } = require("@mozilla/readability");
const { parseHTML } = require("linkedom");

const kBlock = /<(p|div|li|h[1-6]|tr|td|th|blockquote|pre|br|section|article|ul|ol|table)\b/gi;

/** The text with a line for each block-level element. */
function textOf(html) {
  const { document } = parseHTML(`<!doctype html><html><body>${html.replace(kBlock, "\n$&")}</body></html>`);
  return document.body.textContent.replace(/\s*\n\s*/g, "\n").trim();
}

for await (const line of createInterface({ input: process.stdin })) {
  const page = JSON.parse(line);
  const record = { id: page.id, title: null, text: "" };
  try {
    const article = new Readability(parseHTML(page.html).document).parse();
    if (article) Object.assign(record, { title: article.title, text: textOf(article.content) });
  } catch (error) {
    console.error(page.id, error.message); // an empty text scores as such
  }
  process.stdout.write(JSON.stringify(record) + "\n");
}
