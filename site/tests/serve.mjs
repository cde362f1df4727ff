// A static host for a directory, on a port of this machine alone.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a directory below a path, as the published site is; gives the address, what was asked for, and the paths that are not served. */
export async function serve(directory) {
  const asked = [];
  const withheld = new Set();
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    asked.push(pathname + search);
    const path = normalize(decodeURIComponent(pathname)).replace(/^\/podlint\//, "/");
    try {
      if (withheld.has(path)) throw new Error(path);
      const text = await readFile(join(directory, path));
      response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
      response.end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/podlint/`, asked, withheld, close: () => server.close() };
}
