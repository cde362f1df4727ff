// Asks podlint, which runs in a worker. One question is worked at a time; of those that wait only the last of a kind counts,
// since what was typed before it is gone.

/** How long an answer may take. What takes longer is ended, and podlint begins anew. */
const PATIENCE = 20_000;

export class Core {
  #worker = null;
  #waiting = new Map();
  #asked = null;
  #next = 0;
  /** Whether the whole of podlint is there, once that is known; null while nobody has asked for it. */
  #whole = null;
  #settle = null;

  constructor(address) {
    this.address = address;
    this.#begin();
  }

  /** What podlint says to a question; null if another of its kind came before it was asked. */
  ask(question) {
    return new Promise((resolve, reject) => {
      this.#waiting.get(question.ask)?.resolve(null);
      this.#waiting.set(question.ask, { question, resolve, reject });
      this.#send();
    });
  }

  /** Has the whole of podlint loaded, if it is not; says whether it is there. Meanwhile it answers as far as it can. */
  whole() {
    this.#whole ??= new Promise((resolve) => {
      this.#settle = resolve;
      this.#worker.postMessage({});
    });
    return this.#whole;
  }

  #begin() {
    this.#settled(false);
    this.#worker = new Worker(this.address);
    this.#worker.onmessage = ({ data }) => (data.isWhole === undefined ? this.#take(data) : this.#settled(data.isWhole));
    this.#worker.onerror = (event) => this.#end(event.message || "the worker could not be loaded");
  }

  /** What could not be loaded may be asked for again. */
  #settled(isWhole) {
    this.#settle?.(isWhole);
    if (!isWhole) this.#whole = null;
  }

  #send() {
    if (this.#asked || this.#waiting.size === 0) return;
    const [kind, asked] = this.#waiting.entries().next().value;
    this.#waiting.delete(kind);
    this.#asked = { ...asked, id: this.#next++ };
    this.#asked.timer = setTimeout(() => {
      this.#worker.terminate();
      this.#begin();
      this.#end(`no answer within ${PATIENCE / 1000} seconds`);
    }, PATIENCE);
    this.#worker.postMessage({ id: this.#asked.id, question: asked.question });
  }

  #take({ id, answer, failure }) {
    if (id !== this.#asked?.id) return;
    if (failure !== undefined) return this.#end(failure);
    const { resolve, timer } = this.#asked;
    clearTimeout(timer);
    this.#asked = null;
    resolve(answer);
    this.#send();
  }

  #end(reason) {
    if (!this.#asked) return;
    const { reject, timer } = this.#asked;
    clearTimeout(timer);
    this.#asked = null;
    reject(new Error(reason));
    this.#send();
  }
}
