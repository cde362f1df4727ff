// Markdown to HTML, with headings that can be linked to, and links that lead within the site or to the repository.

import { posix } from "node:path";

import markdownIt from "markdown-it";

const REPOSITORY = "https://github.com/podlint/podlint";

/** What a heading is called in links, as GitHub has it. */
export function anchor(heading) {
  const words = heading.toLowerCase().replace(/[^\p{Letter}\p{Number}\s_-]/gu, "");
  return words.trim().replace(/\s/g, "-");
}

/** A heading's own words. */
const textOf = (token) => token.children.map(({ content }) => content).join("");

function renderer() {
  // What is HTML in a page stays text.
  const markdown = markdownIt({ html: false });
  const rules = markdown.renderer.rules;
  rules.heading_open = (tokens, at, options, env, self) => {
    const known = (env.anchors ??= new Map());
    const name = anchor(textOf(tokens[at + 1]));
    const count = known.get(name) ?? 0;
    known.set(name, count + 1);
    tokens[at].attrSet("id", count === 0 ? name : `${name}-${count}`);
    return self.renderToken(tokens, at, options);
  };
  rules.link_open = (tokens, at, options, env, self) => {
    tokens[at].attrSet("href", target(tokens[at].attrGet("href"), env));
    return self.renderToken(tokens, at, options);
  };
  rules.table_open = () => '<div class="wide"><table>\n';
  rules.table_close = () => "</table></div>\n";
  const fence = rules.fence;
  rules.fence = (tokens, at, options, env, self) => {
    const own = env.fence?.(tokens[at]);
    return own ?? fence(tokens, at, options, env, self);
  };
  return markdown;
}

/** Where a link of a file of the repository leads: to a page of the site, or else to the repository. */
function target(link, { source, pages }) {
  if (/^[a-z]+:/.test(link) || link.startsWith("#")) return link;
  const [path, ...rest] = link.split("#");
  const meant = posix.join(posix.dirname(source), path);
  const behind = rest.length > 0 ? `#${rest.join("#")}` : "";
  const page = pages.get(meant);
  if (page === undefined) return `${REPOSITORY}/blob/main/${meant}${behind}`;
  return posix.relative(posix.dirname(pages.get(source)), page) + behind;
}

const markdown = renderer();

/** Markdown of a file of the repository as HTML. `env` has `source`, its path, `pages`, from paths to pages, and `fence`. */
export function render(text, env) {
  return markdown.render(text, env);
}

/** A line of Markdown. */
export function inline(text, env) {
  return markdown.renderInline(text, env);
}

export const escaped = (text) => markdown.utils.escapeHtml(text);
