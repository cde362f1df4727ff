// Tries what a client asks for instead of being told: opens a text, asks for its findings, types, is told to ask again, and
// asks for those of all files.
//
//   cd editors/tried && npm install && PODLINT=../../target/debug/podlint node pulled.mjs

import rpc from 'vscode-languageserver-protocol/node.js';
import { check, connection, end, folders, uri, write } from './client.mjs';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - {name: web, image: "registry.example.com/web:1.2", ports: [{name: http, containerPort: 8080}]}
`;
write(pod);

const told = new Map();
let asked = [];
connection.onNotification(rpc.PublishDiagnosticsNotification.type, (params) => { told.set(params.uri, params.diagnostics); });
connection.onRequest(rpc.DiagnosticRefreshRequest.type, () => {
  asked.forEach((done) => done());
  asked = [];
});
connection.listen();
const refreshed = () => new Promise((done) => { asked.push(done); });

const answer = await connection.sendRequest(rpc.InitializeRequest.type, {
  processId: process.pid, rootUri: null,
  workspaceFolders: folders,
  capabilities: { workspace: { diagnostics: { refreshSupport: true } }, textDocument: { diagnostic: {} } },
});
check('it can be asked', answer.capabilities.diagnosticProvider?.workspaceDiagnostics === true);
await connection.sendNotification(rpc.InitializedNotification.type, {});
const of = { textDocument: { uri: uri('web.yaml') } };
let looked = refreshed();
await connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, {
  textDocument: { ...of.textDocument, languageId: 'yaml', version: 1, text: pod },
});
const pull = (previousResultId) => connection.sendRequest(rpc.DocumentDiagnosticRequest.type, { ...of, previousResultId });
await pull();
await looked;
const first = await pull();
check('a text has its findings', first.items.some((one) => one.code === 'bare-pod'), first.items.map((one) => one.code).join(', '));
check('and is not told of', !told.has(uri('web.yaml')));
check('what the client has is not said again', (await pull(first.resultId)).kind === 'unchanged');
const type = async (version, name) => connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
  textDocument: { ...of.textDocument, version }, contentChanges: [{ text: pod.replace('name: http', `name: ${name}`) }],
});

const all = (previousResultIds = []) => connection.sendRequest(rpc.WorkspaceDiagnosticRequest.type, { previousResultIds });
await all();
looked = refreshed();
await type(2, 'web');
await pull();
await looked;
const items = (await all()).items;
const service = items.find((one) => one.uri === uri('service.yaml'));
check('what is not saved counts in other files', service?.items.some((one) => one.code === 'unresolved-port-name') === true);
const known = items.map(({ uri, resultId }) => ({ uri, value: resultId }));
check('all is known', (await all(known)).items.every((one) => one.kind === 'unchanged'));
check('nothing is told', [...told.values()].every((diagnostics) => diagnostics.length === 0));

await end();
