// Chromium without a window, driven through a pipe by the DevTools protocol.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts the program; `page` opens a page in it. */
export async function browse(program) {
  const profile = await mkdtemp(join(tmpdir(), "podlint-browser-"));
  const flags = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check"];
  // Pages of our own alone are opened; in containers there are no namespaces for a sandbox, and little shared memory.
  flags.push("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", `--user-data-dir=${profile}`, "about:blank");
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [, , , to, from] = child.stdio;
  const waiting = new Map();
  const listening = [];
  let next = 1;
  let rest = "";
  from.setEncoding("utf8");
  from.on("data", (text) => {
    const parts = (rest + text).split("\0");
    rest = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      const { resolve, reject } = waiting.get(message.id) ?? {};
      waiting.delete(message.id);
      if (message.error) reject?.(new Error(`${message.error.message} ${message.error.data ?? ""}`));
      else if (message.id) resolve?.(message.result);
      else for (const hear of listening) hear(message);
    }
  });
  child.on("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("the browser is gone"));
  });
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return {
    async page() {
      const { targetId } = await send("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      return new Page((method, params) => send(method, params, sessionId), (hear) =>
        listening.push((message) => message.sessionId === sessionId && hear(message)),
      ).start();
    },
    async close() {
      const gone = new Promise((resolve) => child.on("exit", resolve));
      await send("Browser.close").catch(() => child.kill());
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Keys that are no characters, by what they do. */
const KEYS = { Tab: 9, Enter: 13, Escape: 27, End: 35, Home: 36, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Delete: 46, F2: 113, F8: 119, " ": 32 };

const HELD = { Alt: 1, Ctrl: 2, Shift: 8 };

class Page {
  /** What went wrong in the page: what it threw, and what its policy kept from it. */
  wrong = [];

  constructor(send, hear) {
    this.send = send;
    hear(({ method, params }) => {
      if (method === "Runtime.exceptionThrown") this.wrong.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      if (method === "Log.entryAdded" && params.entry.level === "error") this.wrong.push(`${params.entry.text} ${params.entry.url ?? ""}`);
    });
  }

  async start() {
    for (const domain of ["Page", "Runtime", "Log"]) await this.send(`${domain}.enable`);
    return this;
  }

  /** What an expression comes to in the page. */
  async say(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true. The bound is for what never comes, not for how long it takes. */
  async until(expression, what = expression) {
    const end = Date.now() + 120_000;
    // Between two pages there is none to ask.
    const isGone = ({ message }) => /navigated|context|closed/.test(message);
    const holds = () => this.say(`Boolean(${expression})`).catch((error) => (isGone(error) ? false : Promise.reject(error)));
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`never: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async open(address) {
    await this.send("Page.navigate", { url: address });
  }

  async size(width, height) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  }

  async colors(scheme) {
    await this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  }

  /** Presses a key, or keys one after the other. */
  async press(...keys) {
    for (const key of keys) {
      const held = key.split("+");
      const name = held.pop();
      const modifiers = held.reduce((all, one) => all | HELD[one], 0);
      const code = { key: name, code: name, windowsVirtualKeyCode: KEYS[name] ?? name.toUpperCase().charCodeAt(0), modifiers };
      const text = name === "Enter" ? "\r" : undefined;
      await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, ...code });
      await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...code });
    }
  }

  async type(text) {
    await this.send("Input.insertText", { text });
  }

  /** Clicks with the mouse in the middle of what an expression gives. */
  async click(expression) {
    const { x, y } = await this.say(`(() => {
      const at = ${expression};
      at.scrollIntoView({ block: "center" });
      const { left, top, width, height } = at.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    })()`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
  }

  async picture(path) {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    await writeFile(path, Buffer.from(data, "base64"));
  }
}
