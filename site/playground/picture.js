// The picture beside the text. It is shown as an image, in which nothing can run, whatever a manifest says.

import { element, words } from "./element.js";

export class Picture {
  #parent;
  #said;
  #address = null;
  #shown = null;
  #drawings = { pods: null, graph: null };
  #titles = { pods: "", graph: "" };
  #kind = "pods";
  #isOld = false;

  constructor(parent, said) {
    this.#parent = parent;
    this.#said = said;
  }

  /** Takes new drawings. Where a text is broken, as it is while somebody types, what was drawn before stays. */
  take({ pods, graph }, isBroken) {
    const before = this.#drawings;
    this.#isOld = isBroken && ((!pods?.svg && before.pods !== null) || (!graph && before.graph !== null));
    if (!this.#isOld) {
      this.#drawings = { pods: pods?.svg ?? null, graph: graph ?? null };
      this.#titles = { pods: pods?.title ?? "", graph: "The objects, and what refers to what" };
    }
    this.leftOut = pods?.leftOut ?? 0;
    this.#draw();
  }

  /** Forgets what is drawn: other files are opened. */
  clear() {
    this.#drawings = { pods: null, graph: null };
  }

  /** Which of them is seen: `pods` or `graph`. */
  choose(kind) {
    this.#kind = kind;
    this.#draw();
  }

  #draw() {
    const svg = this.#drawings[this.#kind];
    const nothing = { pods: "There is no pod to draw.", graph: "Nothing refers to anything." }[this.#kind];
    const more = this.#kind === "pods" && this.leftOut > 0 ? `${this.leftOut} more pods are not drawn.` : "";
    const old = this.#isOld ? "This is as it was before a text could not be read." : "";
    this.#said.textContent = svg === null ? nothing : old || more;
    if (svg === this.#shown) return;
    this.#shown = svg;
    if (this.#address !== null) URL.revokeObjectURL(this.#address);
    this.#address = null;
    if (svg === null) return this.#parent.replaceChildren();
    this.#address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    this.#parent.replaceChildren(element("img", { src: this.#address, alt: this.#titles[this.#kind] }));
  }
}

/** Tells what was taken apart. */
export function tell(parent, moves) {
  const place = { stays: "stays", moves: "moves", both: "runs in both" };
  parent.replaceChildren(
    ...moves.map((move) =>
      element(
        "details",
        { open: true },
        element("summary", {}, element("strong", {}, `${move.from} → ${move.into}`)),
        element("p", {}, ...words(move.why)),
        element(
          "ul",
          {},
          ...move.parts.map((part) => element("li", {}, element("code", {}, part.name), ` ${place[part.place]}: `, ...words(part.why))),
          ...move.reasons.map((reason) => element("li", {}, ...words(`${reason.subject}: ${reason.text}`))),
        ),
      ),
    ),
  );
}
