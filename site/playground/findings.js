// The list of findings: what, where, and what to do.

import { element, words } from "./element.js";

/** More are not listed: the editor marks them all. */
const MOST = 200;

/** Lists what was found. `on` has what is done: go to a place, fix. */
export function list(parent, findings, on) {
  const items = findings.slice(0, MOST).map((finding) => item(finding, on));
  if (findings.length > MOST) {
    items.push(element("li", { class: "more" }, `and ${findings.length - MOST} more`));
  }
  parent.replaceChildren(...items);
}

function item(finding, on) {
  const { line, column } = finding.range.start;
  const place = `${finding.path}:${line}:${column}`;
  return element(
    "li",
    { class: finding.level },
    element(
      "button",
      { type: "button", class: "go", onclick: () => on.go(finding.path, finding.range.start) },
      element("span", { class: "level" }, finding.level),
      element("span", { class: "message" }, ...words(finding.message)),
      element("span", { class: "place" }, place),
    ),
    ...labels(finding, on),
    ...finding.notes.map((note) => element("p", { class: "note" }, ...words(note))),
    finding.help ? element("p", { class: "help" }, ...words(finding.help)) : null,
    element(
      "p",
      { class: "acts" },
      finding.fix
        ? element("button", { type: "button", class: "fix", onclick: () => on.fix(finding) }, "Fix: ", ...words(finding.fix.title))
        : null,
      element("a", { href: `../rules/${encodeURIComponent(finding.rule)}.html` }, finding.rule),
    ),
  );
}

/** Other places that have to do with it. */
function labels(finding, on) {
  const elsewhere = finding.labels.filter((label) => label.message !== "");
  return elsewhere.map((label) =>
    element(
      "p",
      { class: "label" },
      element(
        "button",
        { type: "button", class: "go", onclick: () => on.go(label.path, label.range.start) },
        element("span", { class: "message" }, ...words(label.message)),
        element("span", { class: "place" }, `${label.path}:${label.range.start.line}`),
      ),
    ),
  );
}

/** What could not be done, where that can be said. */
export function problems(parent, all, on) {
  parent.replaceChildren(
    ...all.map((problem) => {
      const said = [problem.message, problem.help].filter(Boolean).flatMap((text) => words(`${text} `));
      if (!problem.path) return element("li", {}, ...said);
      const go = () => on.go(problem.path, { line: problem.line, column: problem.column });
      return element("li", {}, element("button", { type: "button", class: "go", onclick: go }, `${problem.path}:${problem.line} `, ...said));
    }),
  );
}

/** How many of each level there are, in words. */
export function summary({ errors, warnings, advice, suppressed, objects }) {
  const count = (number, one, many = `${one}s`) => (number === 0 ? null : `${number} ${number === 1 ? one : many}`);
  const parts = [count(errors, "error"), count(warnings, "warning"), count(advice, "advice", "advice")].filter(Boolean);
  const found = parts.length === 0 ? "Nothing found" : parts.join(", ");
  const left = count(suppressed, "finding left out by a comment", "findings left out by comments");
  return [`${found} in ${count(objects, "object") ?? "no object"}.`, left ? `${left}.` : null].filter(Boolean).join(" ");
}

/** What was not checked, and why. */
export function skipped(parent, all) {
  parent.hidden = all.length === 0;
  const [head, rest] = parent.children;
  head.textContent = all.length === 1 ? "1 not checked" : `${all.length} not checked`;
  rest.replaceChildren(
    ...all.map(({ path, document, reason, what }) => {
      const where = document === null || document === undefined ? path : `${path}, document ${document + 1}`;
      return element("li", {}, [where, reason, what].filter(Boolean).join(" · "));
    }),
  );
}
