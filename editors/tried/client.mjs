// What the scripts for the protocol have in common: a folder with manifests, a server, and what is checked.

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import rpc from 'vscode-languageserver-protocol/node.js';

const folder = mkdtempSync(join(tmpdir(), 'podlint-'));
export const uri = (name) => pathToFileURL(join(folder, name)).href;
export const folders = [{ uri: pathToFileURL(folder).href, name: 'k8s' }];

/// Writes a workload, and a Service that sends to its port `http`.
export function write(workload) {
  writeFileSync(join(folder, 'web.yaml'), workload);
  writeFileSync(join(folder, 'service.yaml'), `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
`);
}

let failed = false;
export function check(what, holds, seen = '') {
  failed ||= !holds;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${seen && ': '}${seen}`);
}

const child = spawn(process.env.PODLINT ?? 'podlint', ['server'], { stdio: ['pipe', 'pipe', 'inherit'] });
export const connection = rpc.createProtocolConnection(
  new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));

/// Ends the server, and the script with what came of it.
export async function end() {
  await connection.sendRequest(rpc.ShutdownRequest.type);
  await connection.sendNotification(rpc.ExitNotification.type);
  const code = await new Promise((done) => child.on('exit', done));
  check('it ends', code === 0, String(code));
  rmSync(folder, { recursive: true });
  process.exit(failed ? 1 : 0);
}
