// Places as podlint says them, lines and columns in characters from 1, and as the editor counts, in UTF-16 units from 0.

/** Where a place is in a document. */
export function offset(doc, { line, column }) {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  let at = 0;
  for (let left = column - 1; left > 0 && at < text.length; left--) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return from + at;
}

/** The range between two places; at least a character, where there is one. */
export function range(doc, { start, end }) {
  const from = offset(doc, start);
  return { from, to: Math.max(from, offset(doc, end)) };
}

/** The place of an offset. */
export function place(doc, at) {
  const line = doc.lineAt(at);
  return { line: line.number, column: [...line.text.slice(0, at - line.from)].length + 1 };
}
