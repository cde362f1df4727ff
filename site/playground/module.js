// podlint's core as a module: a question in, an answer out (core/src/question.rs says which there are).

/** Podlint failed at a question; the module that did is of no more use. */
export class Failed extends Error {}

/** A module of compiled WebAssembly. */
export async function start(compiled) {
  const { exports } = await WebAssembly.instantiate(compiled, {});
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  function answered() {
    // A view is made anew each time: memory that grows leaves older ones empty.
    const bytes = new Uint8Array(exports.memory.buffer, exports.answered(), exports.length());
    return JSON.parse(decoder.decode(bytes));
  }

  function give(bytes) {
    const at = exports.take(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
  }

  /** Has it know what the documentation says of fields. */
  ask.learn = (bytes) => {
    give(bytes);
    exports.learn();
  };
  return ask;

  function ask(question) {
    give(encoder.encode(JSON.stringify(question)));
    try {
      exports.answer();
    } catch (trap) {
      throw new Failed(answered().failed ?? String(trap));
    }
    return answered();
  }
}
