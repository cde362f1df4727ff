// Podlint on a thread of its own, so that typing goes on while it works: first what every manifest needs, and the whole of it
// once the page asks for that.

import { Failed, start } from "./module.js";

async function bytes(name) {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name} is not there`);
  return response.arrayBuffer();
}

// Not as it comes in: then its host would have to say of what type it is, and not every one does.
const compile = async (name) => WebAssembly.compile(await bytes(name));

let compiled = compile("podlint.wasm");
compiled.catch(() => {});
let ask = null;

/** Has the whole take the place of what was there; says whether it does. */
async function complete() {
  try {
    const whole = await compile("whole.wasm");
    ask = await start(whole);
    compiled = Promise.resolve(whole);
    return true;
  } catch {
    return false;
  }
}

/** What the documentation says of fields, fetched when somebody first asks of one; without it the rest is told. */
let fields = null;

async function teach(module) {
  fields ??= bytes("fields.bin").catch(() => null);
  const known = await fields;
  if (known === null || module.isTaught) return;
  module.learn(new Uint8Array(known));
  module.isTaught = true;
}

self.onmessage = async ({ data: { id, question } }) => {
  if (question === undefined) {
    self.postMessage({ isWhole: await complete() });
    return;
  }
  try {
    ask ??= await start(await compiled);
    if (question.ask === "hover" || question.ask === "complete") await teach(ask);
    self.postMessage({ id, answer: ask(question) });
  } catch (error) {
    if (error instanceof Failed) ask = null;
    self.postMessage({ id, failure: error.message });
  }
};
