// Makes elements. What is given as text stays text: nothing of a manifest is ever markup.

/** An element with attributes, and texts or elements in it. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A text in which what stands between backticks is code. */
export function words(text) {
  const parts = text.split("`");
  // An odd backtick is one.
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, at) => (at % 2 === 1 ? element("code", {}, part) : part)).filter((part) => part !== "");
}

/** What podlint says in Markdown of a field: paragraphs, lists, links, code. All else is text as it is. */
export function prose(markdown) {
  const made = element("div", { class: "prose" });
  let list = null;
  let code = null;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) {
      if (code === null) made.append((code = element("pre")));
      else code = null;
    } else if (code !== null) {
      code.append(`${line}\n`);
    } else if (line.startsWith("- ")) {
      if (list === null) made.append((list = element("ul")));
      list.append(element("li", {}, ...inline(line.slice(2))));
    } else {
      list = null;
      if (line.trim() !== "") made.append(element("p", {}, ...inline(line.replace(/^#+ /, ""))));
    }
  }
  return made;
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|<(https:\/\/[^>\s]+)>|\[([^\]]+)\]\((https:\/\/[^)\s]+)\)|\\([^\w\s])/g;

function inline(line) {
  const made = [];
  let end = 0;
  for (const found of line.matchAll(INLINE)) {
    made.push(line.slice(end, found.index));
    end = found.index + found[0].length;
    const [, code, strong, address, label, target, escaped] = found;
    if (code !== undefined) made.push(element("code", {}, code));
    else if (strong !== undefined) made.push(element("strong", {}, strong));
    else if (escaped !== undefined) made.push(escaped);
    else made.push(element("a", { href: address ?? target, rel: "noopener noreferrer", target: "_blank" }, address ?? label));
  }
  made.push(line.slice(end));
  return made.filter((part) => part !== "");
}
