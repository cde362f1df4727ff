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

  constructor(parent, said) {
    this.#parent = parent;
    this.#said = said;
  }

  /** Takes new drawings. */
  take({ pods, graph }) {
    this.#drawings = { pods: pods?.svg ?? null, graph: graph ?? null };
    this.#titles = { pods: pods?.title ?? "", graph: "The objects, and what refers to what" };
    this.leftOut = pods?.leftOut ?? 0;
    this.#draw();
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
    this.#said.textContent = svg === null ? nothing : more;
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
