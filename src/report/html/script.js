"use strict";
const list = document.getElementById("findings");
const all = [...list.querySelectorAll("article")];
const groups = [...list.querySelectorAll("section.group")];
const home = new Map(all.map((one) => [one, one.parentNode]));
const texts = new Map();
const levels = [...document.querySelectorAll("input[name=level]")];
const rule = document.getElementById("rule");
const search = document.getElementById("search");
const order = document.getElementById("order");
const shown = document.getElementById("shown");
const pages = new Map([...document.querySelectorAll("td a")].map((link) => [link.textContent, link.href]));
let byRule = [];
function made(name, ...parts) {
  const element = document.createElement(name);
  element.append(...parts);
  return element;
}
function prose(sentence) {
  const parts = sentence.split("`");
  return parts.map((part, at) => {
    if (at % 2 === 0) return part;
    return at + 1 === parts.length ? "`" + part : made("code", part);
  });
}
function set(one) {
  const [heading, , notes] = one.children;
  if (notes.localName !== "p") return;
  const name = one.dataset.rule;
  const level = made("span", one.className);
  level.className = "level";
  const page = made("a", name);
  page.href = pages.get(name) ?? "";
  const message = heading.textContent.slice(one.className.length + name.length + 2);
  heading.replaceChildren(level, " ", pages.has(name) ? page : name, " ", ...prose(message));
  const list = made("dl");
  for (const line of notes.textContent.trimEnd().split("\n")) {
    const [word] = line.split(" ", 1);
    list.append(made("dt", word), made("dd", ...prose(line.slice(word.length + 1))));
  }
  notes.replaceWith(list);
}
function text(one) {
  if (!texts.has(one)) {
    const all = home.get(one).firstElementChild.textContent + " " + one.textContent;
    texts.set(one, all.replaceAll("`", "").toLowerCase());
  }
  return texts.get(one);
}
function filter() {
  const on = new Set(levels.filter((box) => box.checked).map((box) => box.value));
  const words = search.value.replaceAll("`", "").toLowerCase().split(" ").filter((word) => word);
  let count = 0;
  for (const one of all) {
    let fits = on.has(one.className);
    if (fits) fits = [one.dataset.rule, ""].includes(rule.value);
    if (fits) fits = words.every((word) => text(one).includes(word));
    one.hidden = !fits;
    if (fits) count += 1;
  }
  for (const group of [...groups, ...byRule]) {
    group.hidden = !group.querySelector("article:not([hidden])");
  }
  shown.textContent = count === all.length ? String(count) : count + " of " + all.length;
}
function arrange() {
  for (const group of byRule) group.remove();
  byRule = [];
  if (order.value === "object") {
    for (const one of all) home.get(one).append(one);
  } else {
    const sections = new Map();
    for (const one of all) {
      const name = one.dataset.rule;
      if (!sections.has(name)) {
        const section = document.createElement("section");
        section.className = "group";
        const heading = document.createElement("h2");
        heading.textContent = name;
        section.append(heading);
        sections.set(name, section);
      }
      sections.get(name).append(one);
    }
    byRule = [...sections.keys()].sort().map((name) => sections.get(name));
    list.append(...byRule);
  }
  filter();
}
function move(step) {
  const open = all.filter((one) => !one.hidden);
  if (order.value === "rule") open.sort((a, b) => a.compareDocumentPosition(b) === 2 ? 1 : -1);
  const at = open.indexOf(document.activeElement);
  const next = open[Math.min(Math.max(at + step, 0), open.length - 1)];
  if (next) {
    next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}
let waiting = 0;
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filter, 120);
});
for (const box of levels) box.addEventListener("change", filter);
rule.addEventListener("change", filter);
order.addEventListener("change", arrange);
document.addEventListener("keydown", (event) => {
  if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
  if ([event.ctrlKey, event.metaKey, event.altKey].includes(true)) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "j") move(1);
  if (event.key === "k") move(-1);
});
document.getElementById("filters").hidden = false;
list.addEventListener("contentvisibilityautostatechange", ({ target, skipped }) => {
  if (skipped) return;
  if (target.localName === "article") set(target);
});
all.filter((one) => one.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).forEach(set);
addEventListener("beforeprint", () => all.forEach(set));
