// The pages of rules, each with links that open its examples in the playground.

import { fragment } from "../playground/share.js";
import { to } from "./frame.mjs";
import { escaped, inline, render } from "./markdown.mjs";

/** The page of a rule as HTML. */
export async function rule({ entry, sections, parameters }, env) {
  const parts = [`<h1><code>${entry.name}</code></h1>`, `<p class="lead">${inline(entry.summary, env)}</p>`, facts(entry, env)];
  for (const section of sections) {
    parts.push(await written(entry, section, env));
  }
  if (parameters.length > 0) {
    const one = ({ about, set }) => `<p>${inline(about, env)} In <code>podlint.toml</code>:</p>\n<pre><code>${escaped(set)}</code></pre>`;
    parts.push(`<h2 id="parameters">Parameters</h2>\n${parameters.map(one).join("\n")}`);
  }
  if (entry.references.length > 0) {
    const link = (address) => `<li><a href="${escaped(address)}" rel="noopener">${escaped(address)}</a></li>`;
    parts.push(`<h2 id="documentation">Documentation</h2>\n<ul>${entry.references.map(link).join("")}</ul>`);
  }
  return parts.join("\n");
}

/** What its front matter says. */
function facts(entry, env) {
  const server = { rejects: "rejects it", warns: "warns of it" }[entry.server];
  const [profile] = entry.profiles;
  const rows = [
    ["Category", `<a href="index.html#${entry.category}">${entry.category}</a>`],
    ["Level", entry.level],
    ["Profile", profile === "recommended" ? "recommended: on unless somebody says otherwise" : `${profile}, and those above it`],
    ["API server", server],
    ["Looks at", inline(entry["applies-to"], env)],
    ["Fix", entry.fix],
    ["Answers", entry.covers.map((check) => `<code>${escaped(check)}</code>`).join(", ")],
    ["Since", entry.since],
  ];
  const shown = rows.filter(([, value]) => value);
  return `<dl class="facts">${shown.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
}

async function written(entry, section, env) {
  const links = new Map();
  for (const example of section.examples) {
    links.set(example.line, await tryIt(entry, example, env));
  }
  const files = new Map(section.examples.flatMap(({ line, files }) => files.map((file) => [file.line, { file, first: line }])));
  const fence = (token) => {
    const known = files.get(section.line + token.map[0] + 1);
    if (known === undefined) return undefined;
    const { file, first } = known;
    const link = file.line === first ? links.get(first) : "";
    const name = token.info.includes("file=") ? `<span class="name">${escaped(file.name)}${file.was ? ", as it was" : ""}</span>` : "";
    return `<div class="example"><div class="head">${name}${link}</div><pre><code>${code(file)}</code></pre></div>\n`;
  };
  const title = `<h2 id="${section.title.toLowerCase().replaceAll(" ", "-")}">${escaped(section.title)}</h2>\n`;
  return title + render(section.text, { ...env, fence });
}

/** A text, with the lines marked that have a finding. */
function code({ text, flagged }) {
  const lines = text.replace(/\n$/, "").split("\n");
  const marked = lines.map((line, at) => (flagged.includes(at + 1) ? `<mark>${escaped(line)}</mark>` : escaped(line)));
  return marked.join("\n") + "\n";
}

async function tryIt(entry, { files }, { path }) {
  const held = files.map(({ name, text, was }) => (was ? { name, text, was } : { name, text }));
  const address = to(path, "playground/index.html") + (await fragment({ files: held, rule: entry.name }));
  return `<a class="try" href="${address}">Try it</a>`;
}

/** The list of all rules, by category. */
export function list(all, env) {
  const parts = ["<h1>Rules</h1>", `<p class="lead">${all.length} rules, by category. A level in the list is the worst that a finding has.</p>`];
  const categories = grouped(all);
  for (const [category, rules] of [...categories].sort(([one], [other]) => one.localeCompare(other))) {
    const row = ({ entry }) =>
      `<tr><td><a href="${entry.name}.html"><code>${entry.name}</code></a></td><td>${inline(entry.summary, env)}</td><td class="${entry.level}">${entry.level}</td><td>${entry.profiles[0]}</td></tr>`;
    parts.push(
      `<h2 id="${category}">${category}</h2>`,
      `<div class="wide"><table><thead><tr><th>Rule</th><th>Finds</th><th>Level</th><th>Profile</th></tr></thead><tbody>${rules.map(row).join("\n")}</tbody></table></div>`,
    );
  }
  return parts.join("\n");
}

function grouped(all) {
  const found = new Map();
  for (const one of all) found.set(one.entry.category, [...(found.get(one.entry.category) ?? []), one]);
  return found;
}
