// Whether links lead somewhere: those within the site, and those to the published site that pages and reports have.

import { posix } from "node:path";

const ATTRIBUTE = /\s(?:href|src)="([^"]*)"/g;

/** The links of pages that lead to no page or no part of one, a line each. `pages` are texts by path, `others` more paths. */
export function broken(pages, others, home) {
  const parts = new Map([...pages].map(([path, text]) => [path, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))]));
  const found = [];
  for (const [path, text] of pages) {
    for (const [, written] of text.matchAll(ATTRIBUTE)) {
      const link = written.replaceAll("&amp;", "&");
      if (!leads(link, path)) found.push(`${path}: ${link}`);
    }
  }
  return found;

  function leads(link, from) {
    const within = link.startsWith(`${home}/`) ? link.slice(home.length + 1) : link;
    if (/^[a-z]+:/.test(within)) return true;
    const [path, part] = within.split("#");
    const meant = within === link ? posix.join(posix.dirname(from), path) : path;
    const whole = meant === "" || meant.endsWith("/") ? `${meant}index.html` : meant;
    const page = path === "" && within === link ? from : whole;
    if (others.has(page)) return true;
    return parts.has(page) && (part === undefined || part === "" || parts.get(page).has(part));
  }
}
