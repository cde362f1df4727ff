// The examples of the playground: some of examples/, and the directories of site/examples/, each opened as files of its names.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const SINGLE = [
  ["Several tiers in one pod", "examples/shop.yaml"],
  ["A misspelt field", "examples/worker.yaml"],
  ["Nothing to find", "examples/good/web.yaml"],
];

/** All of them, each a title and files, those that a reader looks at first in front. */
export async function examples(root) {
  const single = SINGLE.map(async ([title, path]) => ({
    title,
    files: [{ name: path.split("/").at(-1), text: await readFile(join(root, path), "utf8") }],
  }));
  const directory = join(root, "site/examples");
  const names = (await readdir(directory)).sort();
  const several = names.map(async (name) => ({ title: titled(name), files: await files(join(directory, name)) }));
  return Promise.all([...single, ...several]);
}

function titled(name) {
  const words = name.replaceAll("-", " ");
  return words[0].toUpperCase() + words.slice(1);
}

async function files(directory) {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  const read = paths.sort().map(async (path) => ({
    name: path.slice(directory.length + 1).replaceAll("\\", "/"),
    text: await readFile(path, "utf8"),
  }));
  return Promise.all(read);
}
