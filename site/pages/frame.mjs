// What all pages of the guide have around what they say.

import { posix } from "node:path";

import { escaped } from "./markdown.mjs";

/** The pages that are listed at the side of all, by their groups. */
function side(guide, path) {
  const item = ({ page, title }) => {
    const here = page === path ? ' aria-current="page"' : "";
    return `<li><a href="${to(path, page)}"${here}>${escaped(title)}</a></li>`;
  };
  return `<ul>${guide.map(item).join("")}</ul>`;
}

/** The way from a page to another. */
export function to(from, page) {
  return posix.relative(posix.dirname(from), page);
}

/** A whole page. */
export function frame({ path, title, guide, main }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${to(path, "shared.css")}">
<link rel="stylesheet" href="${to(path, "style.css")}">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<a class="brand" href="${to(path, "index.html")}">podlint</a>
<nav aria-label="Site">
<a href="${to(path, "playground/index.html")}">Playground</a>
<a href="${to(path, "rules/index.html")}">Rules</a>
<a href="https://github.com/podlint/podlint" rel="noopener">Source</a>
</nav>
</header>
<div class="columns">
<nav class="side" aria-label="Guide">${side(guide, path)}</nav>
<main id="main">
${main}
</main>
</div>
</body>
</html>
`;
}
