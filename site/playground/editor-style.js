// How the editor looks. It stands in a shadow of its own, where its styles need no leave of the page's policy.

import { EditorView } from "@codemirror/view";

const severity = (color) => ({ borderLeft: `4px solid var(--${color})` });

export const appearance = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--back)", color: "var(--ink)", fontSize: "14px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--dim)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--chosen) 25%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--chosen)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--chosen)",
  },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--chosen) 60%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "6px",
    maxWidth: "32rem",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--chosen)", color: "var(--ink)" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "4px 8px" },
  ".cm-diagnosticSource": { opacity: "1", color: "var(--dim)", fontSize: "0.8rem" },
  ".cm-diagnosticAction": { backgroundColor: "var(--accent)", color: "var(--back)", borderRadius: "4px", border: "0" },
  ".cm-diagnostic-error": severity("error"),
  ".cm-diagnostic-warning": severity("warning"),
  ".cm-diagnostic-info": severity("advice"),
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--chosen)" },
  ".cm-textfield": { backgroundColor: "var(--back)", border: "1px solid var(--line)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--back)", border: "1px solid var(--line)" },
  ".prose": { padding: "4px 8px", maxHeight: "18rem", overflow: "auto", fontFamily: "var(--sans)" },
  ".prose p, .prose ul": { margin: "4px 0" },
  ".prose ul": { paddingLeft: "1.2em" },
  ".prose a": { color: "var(--accent)" },
});
