// The files of the playground: their names and texts, and which is shown.

/** What a file may be called: a path below the directory that all are in. */
export function wrongName(name, others) {
  if (name === "") return "A file needs a name.";
  if (name.length > 200) return "That name is too long.";
  if (name.startsWith("/") || name.split("/").some((part) => part === "" || part === "." || part === "..")) {
    return "A name is a path such as base/web.yaml, without . and ..";
  }
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f\\]/.test(name)) return "A name has no backslash and no control character.";
  if (others.includes(name)) return `There is a file ${name} already.`;
  return null;
}

/** A name that none has yet. */
export function freeName(others) {
  for (let number = 1; ; number++) {
    const name = number === 1 ? "new.yaml" : `new-${number}.yaml`;
    if (!others.includes(name)) return name;
  }
}
