// Opens a page of findings, as the program writes it, in Chromium: node tests/report.mjs chromium podlint

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { browse } from "./browser.mjs";

const [program, podlint] = process.argv.slice(2);
const work = await mkdtemp(join(tmpdir(), "podlint-report-"));
const report = join(work, "report.html");
/** Many pods, so that most of the page is out of view, with markup in a name. */
const pods = Array.from({ length: 300 }, (_, number) =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${number}}\nspec: {containers: [{name: a, image: a, "<img src=x onerror=alert(1)>": b}]}\n`,
);
await writeFile(join(work, "pods.yaml"), pods.join(""));
const asked = ["check", "pods.yaml", "--select", "unknown-field,bare-pod", "--output", `html=${report}`, "--exit-zero", "--quiet"];
await promisify(execFile)(resolve(podlint), asked, { cwd: work });

const count = (selector) => `document.querySelectorAll("${selector}").length`;
const opened = async (page) => {
  await page.open(pathToFileURL(report).href);
  await page.until('document.readyState === "complete" && document.querySelector("article")');
};
const browser = await browse(program);
try {
  const page = await browser.page();
  await page.size(1000, 800);
  await opened(page);
  const all = await page.say(count("article"));
  assert.ok(all >= 600, `${all} findings`);
  // What is seen is set, and nothing else.
  const set = await page.say(count("article dl"));
  assert.ok(set > 0 && set < all / 2, `${set} of ${all} are set`);
  assert.ok(await page.say('document.querySelector("article h3 a").href.includes("/rules/")'));
  assert.ok(await page.say('document.querySelector("article h3 code").textContent.length > 0'));
  const last = '[...document.querySelectorAll("article")].at(-1)';
  assert.match(await page.say(`${last}.textContent`), /error unknown-field `/);
  await page.say(`${last}.scrollIntoView()`);
  await page.until(`${last}.querySelector("dl")`, "the last is set where it is seen");
  const isSeen = "(({ top, bottom }) => bottom > 0 && top < innerHeight)(one.getBoundingClientRect())";
  for (const top of [1400, 9000]) {
    await page.say(`scrollTo(0, ${top})`);
    await page.until(`[...document.querySelectorAll("article")].every((one) => one.querySelector("dl") || !${isSeen})`, "all that is seen is set");
  }
  // Filters and the order.
  const choose = (id, value) =>
    page.say(`(() => { const field = document.getElementById("${id}"); field.value = "${value}"; field.dispatchEvent(new Event("change")); field.dispatchEvent(new Event("input")); })()`);
  await choose("order", "rule");
  assert.deepEqual(await page.say('[...document.querySelectorAll("section.group:not([hidden]) > h2")].map((heading) => heading.textContent)'), ["bare-pod", "unknown-field"]);
  await choose("search", "p299");
  await page.until(`${count("article:not([hidden])")} === 2`, "the findings of one pod");
  assert.equal(await page.say(count("article img, article script")), 0);
  await page.say('dispatchEvent(new Event("beforeprint"))');
  assert.equal(await page.say(count("article dl")), all);
  assert.deepEqual(page.wrong, []);
  // Where scripts are off, all of it can be read.
  await page.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.open("about:blank");
  await opened(page);
  assert.equal(await page.say(count("article dl")), 0);
  assert.match(await page.say('document.querySelector("article").innerText'), /^in Pod p0, /m);
} finally {
  await browser.close();
  await rm(work, { recursive: true });
}
console.log("the page of findings is set, filtered, printed and read");
