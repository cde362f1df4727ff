// The bar of files, by mouse and by keyboard.

import { element } from "./element.js";
import { wrongName } from "./files.js";

/** What a tab is called: of two files of a name one stood so before. */
export function title(file) {
  return file.was ? `${file.name} (as it was)` : file.name;
}

export class Tabs {
  #bar;
  #wrong;
  #on;
  #files = [];
  #active = 0;
  #isNaming = false;

  /** In a bar, with a place to say what is wrong with a name. `on` has what is done: show, rename, close. */
  constructor(bar, wrong, on) {
    this.#bar = bar;
    this.#wrong = wrong;
    this.#on = on;
    bar.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Shows these files; `counts` are how many findings each has. */
  show(files, active, counts = new Map()) {
    const held = this.#bar.contains(document.activeElement);
    this.#files = files;
    this.#active = active;
    // Whoever types a name is not disturbed by what is found meanwhile.
    if (this.#isNaming) return;
    this.#bar.replaceChildren(...files.map((file, at) => this.#tab(file, at, counts.get(file.name) ?? 0)));
    if (held) this.focus();
  }

  focus() {
    this.#bar.querySelector("[aria-selected=true]")?.focus();
  }

  #tab(file, at, count) {
    const chosen = at === this.#active;
    const tab = element(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(chosen),
        "aria-controls": "editor",
        tabindex: chosen ? 0 : -1,
        onclick: () => this.#on.show(at),
        ondblclick: () => this.rename(),
      },
      title(file),
      count > 0 && !file.was ? element("span", { class: "count", "aria-label": `, ${count} found` }, String(count)) : null,
    );
    if (!chosen || this.#files.length === 1) return tab;
    const close = element(
      "button",
      { type: "button", class: "close", tabindex: -1, "aria-hidden": "true", title: "Close (Delete)", onclick: () => this.#on.close(at) },
      "×",
    );
    return element("span", { class: "tab", role: "presentation" }, tab, close);
  }

  #key(event) {
    if (event.target.getAttribute("role") !== "tab") return;
    const last = this.#files.length - 1;
    const to = {
      ArrowLeft: this.#active === 0 ? last : this.#active - 1,
      ArrowRight: this.#active === last ? 0 : this.#active + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) this.#on.show(to);
    else if (event.key === "F2") this.rename();
    else if (event.key === "Delete" && last > 0) this.#on.close(this.#active);
    else return;
    event.preventDefault();
    if (event.key !== "F2") this.focus();
  }

  /** Has the name of the file that is shown typed. */
  rename() {
    const tab = this.#bar.querySelector("[aria-selected=true]");
    const file = this.#files[this.#active];
    const others = this.#files.filter((other) => other !== file && Boolean(other.was) === Boolean(file.was)).map(({ name }) => name);
    const field = element("input", { value: file.name, "aria-label": "Name of the file", spellcheck: "false", size: "24" });
    let over = false;
    const end = (name) => {
      if (over) return;
      const wrong = name === null ? null : wrongName(name, others);
      this.#wrong.hidden = wrong === null;
      this.#wrong.textContent = wrong ?? "";
      if (wrong !== null) return;
      over = true;
      this.#isNaming = false;
      this.#on.rename(this.#active, name ?? file.name);
      this.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") end(field.value.trim());
      else if (event.key === "Escape") end(null);
      else return;
      event.preventDefault();
    });
    // Whoever goes elsewhere keeps a name that can be one.
    field.addEventListener("blur", () => end(wrongName(field.value.trim(), others) === null ? field.value.trim() : null));
    this.#isNaming = true;
    tab.replaceWith(field);
    field.focus();
    field.select();
  }
}
