// The playground: files on the left, what podlint says of them below, and their picture beside them.

import examples from "examples:all";

import { Core } from "./core.js";
import { Editor } from "./editor.js";
import { element } from "./element.js";
import { freeName } from "./files.js";
import * as findings from "./findings.js";
import { Picture, tell } from "./picture.js";
import { fragment, isShared, shared } from "./share.js";
import { Tabs } from "./tabs.js";

/** How long nothing is typed before podlint looks. */
const PAUSE = 120;

const at = (id) => document.getElementById(id);
const core = new Core("worker.js");
const editor = new Editor(at("editor"), { changed, ask: askOfPlace });
const tabs = new Tabs(at("tabs"), at("wrong"), { show, rename, close });
const picture = new Picture(at("picture"), at("drawn"));

/** Each with its name, its text, and the editor's state while another is shown. */
let files = [];
let active = 0;
let rule = null;
let last = [];
let counts = new Map();
let timer = null;
/** Whether what is shown was opened together and nobody has chosen a file yet. */
let isFresh = false;

function asked() {
  return {
    files: files.map(({ name, text, was }) => ({ name, text, was })),
    versions: at("versions").value,
    profile: at("profile").value,
    rule,
    today: new Date().toISOString().slice(0, 10),
  };
}

async function askOfPlace(ask, { line, column }) {
  const question = { ask, ...asked(), name: files[active].name, line, column };
  return (await core.whole()) ? core.ask(question).catch(() => null) : null;
}

function changed(text) {
  isFresh = false;
  files[active].text = text;
  later();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

async function check() {
  const from = performance.now();
  try {
    const answer = await core.ask({ ask: "check", pictures: true, ...asked() });
    if (answer !== null) told(answer);
    if (answer?.lacking) complete(answer);
  } catch (error) {
    at("summary").textContent = `podlint failed: ${error.message}`;
  }
  document.body.dataset.took = String(Math.round(performance.now() - from));
}

/** Checks again once all is there that the answer lacks. */
async function complete(answer) {
  if (await core.whole()) check();
  else told(answer, "could not be loaded");
}

/** Shows what was said, and what was not looked at, with the reason. */
function told({ refused, problems = [], lacking = [], report, pods, graph }, reason = "is being loaded") {
  last = report?.diagnostics ?? [];
  const left = lacking.map((what) => ({ message: `Not checked: ${what}. That part of podlint ${reason}.` }));
  findings.problems(at("problems"), [...left, ...(refused ? [{ message: refused }] : problems)], { go });
  findings.list(at("findings"), last, { go, fix });
  findings.skipped(at("skipped"), report?.summary.skipped ?? []);
  at("summary").textContent = report ? findings.summary(report.summary) : "Nothing was checked.";
  counts = new Map();
  for (const { path } of last) counts.set(path, (counts.get(path) ?? 0) + 1);
  tabs.show(files, active, counts);
  mark();
  if (isFresh) showFirst();
  const isBroken = last.some(({ category, rule }) => category === "syntax" || rule === "render-error");
  if (report) picture.take({ pods, graph }, isBroken);
}

/** Of files that were opened together the one with the first finding is shown. */
function showFirst() {
  isFresh = false;
  const index = files.findIndex(({ name, was }) => name === last[0]?.path && !was);
  if (index >= 0 && index !== active) show(index);
}

function mark() {
  const { name, was } = files[active];
  editor.mark(was ? [] : last.filter(({ path }) => path === name), fix);
}

function show(index) {
  isFresh = false;
  files[active].state = editor.state;
  active = index;
  const file = files[index];
  editor.show(file.state ?? editor.open(file.text));
  tabs.show(files, active, counts);
  mark();
}

/** Opens other files in the place of all. */
function open(opened) {
  files = opened.files.map((file) => ({ ...file }));
  rule = opened.rule ?? null;
  if (opened.versions !== undefined) choose(at("versions"), opened.versions);
  if (opened.profile !== undefined) choose(at("profile"), opened.profile);
  active = files.length - 1;
  // What is there now is what an example is about.
  const now = files.findIndex(({ was }) => !was);
  active = now < 0 ? 0 : now;
  editor.show(editor.open(files[active].text));
  at("moves").replaceChildren();
  picture.clear();
  last = [];
  counts = new Map();
  isFresh = true;
  tabs.show(files, active, counts);
  check();
}

function choose(select, value) {
  const known = [...select.options].some((option) => option.value === value);
  if (value && !known) select.append(element("option", { value }, value));
  select.value = value ?? select.options[0]?.value ?? "";
}

function rename(index, name) {
  files[index].name = name;
  tabs.show(files, active, counts);
  later();
}

function close(index) {
  files[active].state = editor.state;
  files.splice(index, 1);
  active = Math.min(index, files.length - 1);
  const file = files[active];
  editor.show(file.state ?? editor.open(file.text));
  tabs.show(files, active, counts);
  tabs.focus();
  check();
}

function add() {
  files.push({ name: freeName(files.map(({ name }) => name)), text: "" });
  show(files.length - 1);
  tabs.rename();
}

function go(path, place) {
  const index = files.findIndex(({ name, was }) => name === path && !was);
  if (index < 0) return;
  if (index !== active) show(index);
  editor.go(place);
}

/** Applies what a finding says is to be written, in whatever file that is. */
function fix({ fix: { edits } }) {
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const index = files.findIndex(({ name, was }) => name === path && !was);
    if (index < 0) continue;
    if (index !== active) show(index);
    editor.change(edits.filter((edit) => edit.path === path));
  }
  clearTimeout(timer);
  check();
}

async function split() {
  const said = at("drawn");
  try {
    if (!(await core.whole())) throw new Error("what takes pods apart could not be loaded");
    const answer = await core.ask({ ask: "split", ...asked(), name: files[active].name });
    if (answer === null) return;
    if (answer.refused) said.textContent = answer.refused;
    else if (answer.moves.length === 0) said.textContent = `Nothing in ${files[active].name} is to be split.`;
    else {
      editor.replace(answer.text);
      tell(at("moves"), answer.moves);
    }
  } catch (error) {
    said.textContent = `podlint failed: ${error.message}`;
  }
}

async function share() {
  const { today, ...lasting } = asked();
  history.replaceState(null, "", await fragment(lasting));
  let said = "The address of this page is the link.";
  try {
    await navigator.clipboard.writeText(location.href);
    said = "The link is copied.";
  } catch {
    // Without leave to write there the address bar has it.
  }
  at("shared").textContent = said;
}

/** What a link holds; the first example without one. */
async function start() {
  try {
    open((await shared(location.hash)) ?? examples[0]);
  } catch (error) {
    open(examples[0]);
    findings.problems(at("problems"), [{ message: `This link cannot be read: ${error.message}` }], { go });
  }
}

function press(pressed, ...others) {
  at(pressed).setAttribute("aria-pressed", "true");
  for (const other of others) at(other).setAttribute("aria-pressed", "false");
}

at("choices").addEventListener("submit", (event) => event.preventDefault());
at("example").append(...examples.map(({ title }, index) => element("option", { value: index }, title)));
at("example").addEventListener("change", ({ target }) => {
  if (target.value === "") return;
  history.replaceState(null, "", location.pathname + location.search);
  open(examples[target.value]);
  target.value = "";
});
at("versions").addEventListener("change", check);
at("profile").addEventListener("change", check);
at("share").addEventListener("click", share);
at("add").addEventListener("click", add);
at("split").addEventListener("click", split);
at("pods").addEventListener("click", () => (press("pods", "graph"), picture.choose("pods")));
at("graph").addEventListener("click", () => (press("graph", "pods"), picture.choose("graph")));
at("full").addEventListener("click", ({ target }) => {
  const full = target.getAttribute("aria-pressed") !== "true";
  target.setAttribute("aria-pressed", String(full));
  at("picture").classList.toggle("full", full);
});
addEventListener("hashchange", () => isShared(location.hash) && start());

const about = await core.ask({ ask: "about" });
const newest = about.versions.at(-1);
at("versions").append(
  element("option", { value: "" }, `${newest}, the newest`),
  element("option", { value: `${about.versions[0]}..${newest}` }, `all, ${about.versions[0]} to ${newest}`),
  ...about.versions.toReversed().map((version) => element("option", { value: version }, version)),
);
// Where nothing is chosen, a podlint.toml among the files may say.
const [first, ...larger] = about.profiles;
at("profile").append(
  element("option", { value: "" }, first),
  ...larger.map((name) => element("option", { value: name }, name)),
);
await start();
document.body.dataset.ready = "true";
