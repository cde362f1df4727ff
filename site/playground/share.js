// A link that holds the files: deflated, in the fragment, which browsers send to nobody.

import { wrongName } from "./files.js";

/** More is not read of a link: what is small as a link may be large when it is inflated. */
const MOST = 4 << 20;

async function through(bytes, stream) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    size += value.length;
    if (size > MOST) {
      await reader.cancel();
      throw new Error("the link holds more than is read");
    }
    parts.push(value);
  }
}

/** What is shared, as the fragment of a link. */
export async function fragment(shared) {
  const text = new TextEncoder().encode(JSON.stringify(shared));
  const bytes = new Uint8Array(await through(text, new CompressionStream("deflate-raw")));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return "#1" + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Whether a fragment is one that holds files, of whatever version. */
export const isShared = (fragment) => /^#\d/.test(fragment);

/** What a fragment holds; null if it holds nothing. */
export async function shared(fragment) {
  if (!isShared(fragment)) return null;
  if (!fragment.startsWith("#1")) throw new Error("the link is of another version of this page");
  const binary = atob(fragment.slice(2).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const text = new TextDecoder("utf-8", { fatal: true }).decode(
    await through(bytes, new DecompressionStream("deflate-raw")),
  );
  return checked(JSON.parse(text));
}

/** Links are written by anybody: nothing is taken from one that is not of its kind. */
function checked(value) {
  const isText = (one) => typeof one === "string";
  const isFile = (file) => isText(file?.name) && isText(file?.text) && wrongName(file.name, []) === null;
  if (!Array.isArray(value?.files) || value.files.length === 0 || !value.files.every(isFile)) {
    throw new Error("the link holds no files");
  }
  const chosen = (one) => (isText(one) ? one : null);
  return {
    files: value.files.map(({ name, text, was }) => (was === true ? { name, text, was } : { name, text })),
    versions: chosen(value.versions),
    profile: chosen(value.profile),
    rule: chosen(value.rule),
  };
}
