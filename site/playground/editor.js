// The editor: a state for each file, findings in the text, what is known of a field, and what could stand at a place.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { appearance } from "./editor-style.js";
import { prose } from "./element.js";
import { offset, place, range } from "./places.js";

// Colours are variables of style.css, so that light and dark are its concern alone.
const highlighting = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--text-value)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: "var(--value)" },
  { tag: [tags.comment, tags.meta], color: "var(--dim)" },
]);

const SEVERITY = { error: "error", warning: "warning", advice: "info" };

export class Editor {
  #view;
  #extensions;

  /** In an element. `changed` is called after each change of the text, `ask` asks podlint of a place. */
  constructor(parent, { changed, ask }) {
    const told = hoverTooltip(async (view, at) => {
      const answer = await ask("hover", place(view.state.doc, at));
      if (!answer?.at) return null;
      const { from, to } = range(view.state.doc, answer.at);
      return { pos: from, end: to, create: () => ({ dom: prose(answer.text) }) };
    });
    this.#extensions = [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of("  "),
      bracketMatching(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      syntaxHighlighting(highlighting),
      yaml(),
      told,
      autocompletion({ override: [(context) => complete(context, ask)] }),
      EditorView.lineWrapping,
      appearance,
      EditorView.contentAttributes.of({ "aria-label": "Manifest; Escape and then Tab leaves the editor" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(update.state.doc.toString());
      }),
      // Tab indents; right after Escape the editor leaves it to the browser, so that nobody is held here.
      keymap.of([
        ...completionKeymap,
        ...lintKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
    ];
    const root = parent.attachShadow({ mode: "open" });
    this.#view = new EditorView({ parent: root, root, state: this.open("") });
  }

  /** A state for a text. */
  open(text) {
    return EditorState.create({ doc: text, extensions: this.#extensions });
  }

  /** The state that is shown. */
  get state() {
    return this.#view.state;
  }

  /** Shows another one. */
  show(state) {
    this.#view.setState(state);
  }

  focus() {
    this.#view.focus();
  }

  /** Marks findings in the text. */
  mark(findings, fix) {
    const { doc } = this.state;
    const marks = findings.map((finding) => ({
      ...range(doc, finding.range),
      severity: SEVERITY[finding.level] ?? "error",
      source: finding.rule,
      message: [finding.message, ...(finding.help ? [finding.help] : [])].join("\n"),
      actions: finding.fix ? [{ name: "Fix", apply: () => fix(finding) }] : [],
    }));
    this.#view.dispatch(setDiagnostics(this.state, marks));
  }

  /** Goes to a place. */
  go(at) {
    const anchor = offset(this.state.doc, at);
    this.#view.dispatch({
      selection: EditorSelection.cursor(anchor),
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    this.#view.focus();
  }

  /** Changes the text, as one step that can be undone. */
  change(edits) {
    const { doc } = this.state;
    const changes = edits.map((edit) => ({ ...range(doc, edit.range), insert: edit.text }));
    this.#view.dispatch({ changes, userEvent: "input.fix" });
  }

  /** Puts a text in the place of the whole. */
  replace(text) {
    this.#view.dispatch({ changes: { from: 0, to: this.state.doc.length, insert: text }, userEvent: "input.split" });
  }
}

async function complete(context, ask) {
  if (!context.explicit && !context.matchBefore(/[\w./-]+$/)) return null;
  const { doc } = context.state;
  const offered = await ask("complete", place(doc, context.pos));
  if (!Array.isArray(offered) || offered.length === 0) return null;
  const from = offset(doc, offered[0].at.start);
  const alike = offered.filter((offer) => offset(doc, offer.at.start) === from);
  return {
    from,
    to: offset(doc, offered[0].at.end),
    options: alike.map((offer, at) => ({
      label: offer.label,
      detail: offer.detail,
      type: offer.sort,
      apply: offer.text,
      boost: -Math.min(at, 99),
      info: offer.about ? () => prose(offer.about) : undefined,
    })),
  };
}
