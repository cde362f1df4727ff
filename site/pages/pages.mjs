// All pages but the playground: the guide and the rules.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { frame } from "./frame.mjs";
import { render } from "./markdown.mjs";
import { list, rule } from "./rules.mjs";

/** The texts of all pages by their paths. `rules` is what the core says of its rules. */
export async function pages(root, rules) {
  const start = await readFile(join(root, "README.md"), "utf8");
  // In the order in which the start names them.
  const place = (name) => (start.includes(`(docs/${name})`) ? start.indexOf(`(docs/${name})`) : Infinity);
  const docs = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md")).sort((one, other) => place(one) - place(other));
  const sources = new Map([["README.md", "index.html"], ...docs.map((name) => [`docs/${name}`, `docs/${name.replace(/md$/, "html")}`])]);
  const all = new Map([
    ...sources,
    ["rules", "rules/index.html"],
    ...rules.map(({ entry }) => [`rules/${entry.name}.md`, `rules/${entry.name}.html`]),
  ]);
  const texts = new Map();
  for (const source of sources.keys()) texts.set(source, await readFile(join(root, source), "utf8"));
  const guide = [...sources].map(([source, page]) => ({ page, title: page === "index.html" ? "Start" : heading(texts.get(source)) }));

  const written = new Map();
  const put = (path, title, main) => written.set(path, frame({ path, title, guide, main }));
  for (const [source, path] of sources) {
    const title = heading(texts.get(source));
    put(path, title === "podlint" ? title : `${title} · podlint`, render(texts.get(source), { source, path, pages: all }));
  }
  put("rules/index.html", "Rules · podlint", list(rules, { source: "rules/README.md", path: "rules/index.html", pages: all }));
  for (const one of rules) {
    const path = `rules/${one.entry.name}.html`;
    put(path, `${one.entry.name} · podlint`, await rule(one, { source: `rules/${one.entry.name}.md`, path, pages: all }));
  }
  return written;
}

/** The title of a text. */
function heading(text) {
  return /^# (.*)$/m.exec(text)?.[1] ?? "podlint";
}
