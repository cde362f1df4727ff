// Podlint on a thread of its own, so that typing goes on while it works.

import { Failed, start } from "./module.js";

// Not as it comes in: then its host would have to say of what type it is, and not every one does.
const compiled = fetch("podlint.wasm")
  .then((response) => (response.ok ? response.arrayBuffer() : Promise.reject(new Error("podlint.wasm is not there"))))
  .then((bytes) => WebAssembly.compile(bytes));
compiled.catch(() => {});
let ask = null;

/** What the documentation says of fields, fetched when somebody first asks of one; without it the rest is told. */
let fields = null;

async function teach(module) {
  fields ??= fetch("fields.bin").then((response) => (response.ok ? response.arrayBuffer() : null), () => null);
  const bytes = await fields;
  if (bytes === null || module.isTaught) return;
  module.learn(new Uint8Array(bytes));
  module.isTaught = true;
}

self.onmessage = async ({ data: { id, question } }) => {
  try {
    ask ??= await start(await compiled);
    if (question.ask === "hover" || question.ask === "complete") await teach(ask);
    self.postMessage({ id, answer: ask(question) });
  } catch (error) {
    if (error instanceof Failed) ask = null;
    self.postMessage({ id, failure: error.message });
  }
};
