// Podlint on a thread of its own, so that typing goes on while it works.

import { Failed, start } from "./module.js";

// Not as it comes in: then its host would have to say of what type it is, and not every one does.
const compiled = fetch("podlint.wasm")
  .then((response) => (response.ok ? response.arrayBuffer() : Promise.reject(new Error("podlint.wasm is not there"))))
  .then((bytes) => WebAssembly.compile(bytes));
compiled.catch(() => {});
let ask = null;

self.onmessage = async ({ data: { id, question } }) => {
  try {
    ask ??= await start(await compiled);
    self.postMessage({ id, answer: ask(question) });
  } catch (error) {
    if (error instanceof Failed) ask = null;
    self.postMessage({ id, failure: error.message });
  }
};
