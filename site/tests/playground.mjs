// Uses the playground as people do, in Chromium: node tests/playground.mjs chromium [directory for screenshots]

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { browse } from "./browser.mjs";
import { serve } from "./serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [program, screenshots] = process.argv.slice(2);
const good = await readFile(join(here, "../../examples/good/web.yaml"), "utf8");

const TEXT = 'document.querySelector("#editor").shadowRoot.querySelector(".cm-content").cmTile.view.state.doc.toString()';
const found = (rule) => `[...document.querySelectorAll("#findings li")].find((item) => item.querySelector(".acts a").textContent === "${rule}")`;
const SUMMARY = 'document.querySelector("#summary").textContent';
const DRAWN = 'document.querySelector("#picture img")?.src';
const FOCUS = '(({ id, role, localName }) => id || role || localName)(document.activeElement)';

/** The example of that title, by the menu. */
const example = (page, title) =>
  page.say(`(() => {
    const menu = document.querySelector("#example");
    menu.value = [...menu.options].find(({ label }) => label === "${title}").value;
    menu.dispatchEvent(new Event("change"));
  })()`);

/** The things that Tab comes to, from the top of the page to one. */
async function tabTo(page, wanted, most = 40) {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.press("Tab");
    const focus = await page.say(FOCUS);
    const outline = await page.say(`getComputedStyle(document.activeElement).outlineStyle`);
    // From the last thing on the page Tab leads out of it; the editor shows the focus within.
    assert.ok(outline !== "none" || focus === "editor" || focus === "body", `the focus on ${focus} is not seen`);
    if (focus === wanted) return;
  }
  assert.fail(`Tab does not come to ${wanted}`);
}

/** Opens the playground anew. */
async function start(page, host) {
  await page.open("about:blank");
  await page.open(`${host.address}playground/index.html`);
  await page.until("document.body?.dataset.took", "the first findings");
}

const trials = {
  async "a fault is typed, found, and fixed by a click, and the picture follows"(page) {
    await example(page, "Nothing to find");
    await page.until(`${SUMMARY}.startsWith("Nothing found in ")`);
    const before = await page.say(DRAWN);
    const lines = good.split("\n");
    const line = lines.findIndex((text) => text.includes("image:"));
    await tabTo(page, "editor");
    await page.press("Ctrl+Home", ...Array(line).fill("ArrowDown"), "Home", ...Array(lines[line].trimStart().startsWith("- ") ? 5 : 3).fill("ArrowRight"));
    const from = performance.now();
    await page.press("Delete");
    await page.until(found("unknown-field"));
    console.log(`  found ${Math.round(performance.now() - from)} ms after it was typed`);
    await page.until(`${DRAWN} !== "${before}"`, "another picture");
    const broken = await page.say(DRAWN);
    await page.click(`${found("unknown-field")}.querySelector(".fix")`);
    await page.until(`${SUMMARY}.startsWith("Nothing found in ")`);
    assert.equal(await page.say(TEXT), good);
    await page.until(`${DRAWN} !== "${broken}"`, "another picture");
    assert.ok(await page.say('(async (image) => { await image.decode(); return image.naturalWidth > 100 })(document.querySelector("#picture img"))'));
  },

  async "a pod is split at a click"(page) {
    await example(page, "Several tiers in one pod");
    await page.until(found("independent-tiers"));
    const before = await page.say(DRAWN);
    await page.click('document.querySelector("#split")');
    await page.until('document.querySelector("#moves details")');
    await page.until(`!${found("independent-tiers")} && ${DRAWN} !== "${before}"`, "the tiers taken apart");
    assert.match(await page.say(TEXT), /kind: StatefulSet/);
    // One step, which can be taken back.
    await tabTo(page, "editor");
    await page.press("Ctrl+z");
    await page.until(found("independent-tiers"));
  },

  async "a chart and an overlay are rendered, and what refers to what is drawn"(page) {
    await example(page, "A chart");
    await page.until(`${found("wrong-type")}?.textContent.includes("templates/deployment.yaml:7")`);
    // While a text is broken, what was drawn before stays.
    const whole = await page.say(DRAWN);
    await page.say('document.querySelector("#editor").shadowRoot.querySelector(".cm-content").focus()');
    await page.press("Ctrl+End");
    await page.type("res");
    await page.until('document.querySelector("#drawn").textContent.includes("could not be read")');
    assert.equal(await page.say(DRAWN), whole);
    await page.press("Ctrl+z");
    await page.until('document.querySelector("#drawn").textContent === ""');
    await example(page, "An overlay");
    await page.until(`${found("unknown-field")}?.textContent.includes("overlay/replicas.yaml:6")`);
    const pods = await page.say(DRAWN);
    await page.click('document.querySelector("#graph")');
    await page.until(`${DRAWN} !== "${pods}"`, "the other picture");
    await page.click('document.querySelector("#pods")');
    // A click leads to the place, in another file too.
    await page.click(`${found("unknown-field")}.querySelector(".go")`);
    await page.until('document.querySelector("[aria-selected=true]").textContent.startsWith("overlay/replicas.yaml")');
  },

  async "what the module that is loaded first lacks is said, and loaded"(page, { host, browser }) {
    const other = await browser.page();
    host.withheld.add("/playground/whole.wasm");
    await start(other, host);
    await example(other, "A chart");
    await other.until('document.querySelector("#problems").textContent.includes("kustomizations and deliveries are rendered to. That part of podlint could not be loaded")');
    host.withheld.clear();
    await example(other, "A chart");
    await other.until(found("wrong-type"));
    assert.equal(await other.say('document.querySelector("#problems").textContent'), "");
    // The browser says so as well.
    assert.ok(other.wrong.every((text) => text.includes("whole.wasm")), other.wrong.join(" "));
    await other.open("about:blank");
  },

  async "versions and profiles"(page) {
    await example(page, "Nothing to find");
    await page.until(`${SUMMARY}.startsWith("Nothing found in ")`);
    for (const [id, value, expected] of [
      ["profile", "all", "warning"],
      ["profile", "", "Nothing found"],
      ["versions", "1.24", "Nothing found"],
    ]) {
      await page.say(`(() => { const menu = document.querySelector("#${id}"); menu.value = "${value}"; menu.dispatchEvent(new Event("change")); })()`);
      await page.until(`${SUMMARY}.includes("${expected}")`);
    }
    await page.say('document.querySelector("#versions").value = ""');
  },

  async "everything is done by keyboard"(page) {
    await example(page, "Nothing to find");
    await page.say("document.activeElement.blur()");
    await tabTo(page, "tab");
    await tabTo(page, "add");
    await page.press("Enter");
    await page.type("more.yaml");
    await page.press("Enter");
    const tabs = '[...document.querySelectorAll("[role=tab]")].map((tab) => tab.firstChild.textContent)';
    assert.deepEqual(await page.say(tabs), ["web.yaml", "more.yaml"]);
    await page.press("ArrowLeft", "F2");
    await page.type("../web.yaml");
    await page.press("Enter");
    assert.match(await page.say('document.querySelector("#wrong").textContent'), /without \. and \.\./);
    await page.press("Escape");
    await page.press("ArrowRight", "Delete");
    assert.deepEqual(await page.say(tabs), ["web.yaml"]);
    // Tab stays in the editor, until Escape lets it go.
    await tabTo(page, "editor");
    await page.press("Ctrl+End", "Tab");
    assert.equal(await page.say(FOCUS), "editor");
    await page.press("Escape", "Tab");
    assert.notEqual(await page.say(FOCUS), "editor");
    await page.press("Shift+Tab", "Ctrl+a");
    await page.type("apiVersion: v1\nkind: Pod\nsp");
    await page.press("Ctrl+ ");
    await page.until('document.querySelector("#editor").shadowRoot.querySelector(".cm-tooltip-autocomplete")');
    // The list takes no key in its first moments, so that nobody chooses what is not yet seen.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.until('document.querySelector("#editor").shadowRoot.querySelector(".cm-completionInfo")?.textContent.includes("desired behavior")', "the documentation of the field");
    await page.press("Enter");
    await page.until(`${TEXT}.includes("\\nspec:")`, "a completion");
    // The way past all of it keeps what was typed.
    await page.say('document.querySelector(".skip").click()');
    await page.until('document.activeElement.id === "findings-title"');
    assert.match(await page.say(TEXT), /spec:/);
  },

  async "a link holds the files, and nothing is sent"(page, { host, browser }) {
    await example(page, "A chart");
    await page.until(found("wrong-type"));
    await page.click('document.querySelector("#share")');
    await page.until("location.hash.length > 100");
    const address = await page.say("location.href");
    const other = await browser.page();
    await other.open(address);
    await other.until(found("wrong-type"));
    assert.equal(await other.say('document.querySelectorAll("[role=tab]").length'), 4);
    await other.open("about:blank");
    await other.open(`${address.slice(0, -60)}`);
    await other.until('document.querySelector("#problems")?.textContent.includes("cannot be read")');
    const paths = new Set(host.asked.map((path) => path.replace("/podlint/", "")));
    assert.ok(![...paths].some((path) => /[?#]/.test(path)), [...paths].join(" "));
    assert.deepEqual(other.wrong, []);
  },

  async "a page of a rule opens its examples"(page, { host }) {
    await page.open(`${host.address}rules/host-port.html`);
    // Before its style is there all stands elsewhere.
    await page.until('document.readyState === "complete" && document.querySelector("a.try")');
    await page.click('document.querySelector("a.try")');
    await page.until(found("host-port"));
    await start(page, host);
  },

  async "without a network, and with markup in a manifest"(page) {
    await page.send("Network.enable");
    await page.send("Network.emulateNetworkConditions", { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await page.say('document.querySelector("#editor").shadowRoot.querySelector(".cm-content").focus()');
    await page.press("Ctrl+a");
    const name = '"<img src=x onerror=alert(1)></text><script>alert(2)</script>"';
    await page.type(`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: ${name}\n      imge: ${name}`);
    await page.until(found("unknown-field"));
    const made = '#findings img, #findings script, #problems img, #moves img, #tabs img, body > img, body > script';
    assert.equal(await page.say(`document.querySelectorAll("${made}").length`), 0);
    await page.say('(async (image) => { await image.decode(); })(document.querySelector("#picture img"))');
    await page.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  },

  async "two widths, light and dark"(page) {
    await example(page, "Several tiers in one pod");
    await page.until(found("independent-tiers"));
    const box = (id) => page.say(`(({ left, right, top, bottom }) => ({ left, right, top, bottom }))(document.querySelector("${id}").getBoundingClientRect())`);
    for (const [name, width, height] of [["wide", 1360, 900], ["narrow", 390, 844]]) {
      await page.size(width, height);
      const [editor, picture] = [await box("#editor"), await box("#picture")];
      if (name === "wide") assert.ok(picture.left >= editor.right, "the picture is beside the text");
      else assert.ok(picture.top >= editor.bottom, "the picture is below the text");
      assert.ok(await page.say("document.scrollingElement.scrollWidth <= innerWidth"), `${name}: it scrolls sideways`);
      for (const scheme of ["light", "dark"]) {
        await page.colors(scheme);
        const contrast = await page.say(`(${least})()`);
        assert.ok(contrast >= 4.5, `${name}, ${scheme}: a contrast of ${contrast}`);
        if (screenshots) await page.picture(join(screenshots, `${name}-${scheme}.png`));
      }
    }
    await page.size(1360, 900);
    await page.colors("light");
  },
};

/** The least contrast of texts in the page to what is behind them. */
function least() {
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const all = [...document.querySelectorAll("body *")].filter(({ childNodes }) => [...childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim()));
  return Math.min(
    ...all.map((element) => {
      const [one, other] = [light(getComputedStyle(element).color), light(behind(element))];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }),
  );
}

if (screenshots) await mkdir(screenshots, { recursive: true });
const host = await serve(join(here, "../out"));
const browser = await browse(program);
let failed = 0;
try {
  const page = await browser.page();
  await page.size(1360, 900);
  await start(page, host);
  console.log(`the first findings ${Math.round(await page.say("performance.now()"))} ms after the page was asked for, ${await page.say("document.body.dataset.took")} ms of them podlint's`);
  for (const [title, trial] of Object.entries(trials)) {
    console.log(title);
    try {
      await trial(page, { host, browser });
      assert.deepEqual(page.wrong, []);
    } catch (error) {
      failed += 1;
      page.wrong.length = 0;
      console.log(`  failed: ${error.stack}`);
      await start(page, host);
    }
  }
} finally {
  await browser.close();
  host.close();
}
console.log(`${Object.keys(trials).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
