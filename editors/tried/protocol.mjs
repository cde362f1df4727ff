// Tries the server with the client's side of VS Code's own libraries: opens, types, fixes, asks, cancels and ends.
//
//   cd editors/tried && npm install && PODLINT=../../target/debug/podlint node protocol.mjs

import rpc from 'vscode-languageserver-protocol/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { check, connection, end, folders, uri, write } from './client.mjs';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: "3"
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: "registry.example.com/web:1.2", ports: [{name: http, containerPort: 8080}]}
`;
write(text);

const told = new Map();
let waiting = [];
connection.onNotification(rpc.PublishDiagnosticsNotification.type, (params) => {
  told.set(params.uri, params);
  waiting = waiting.filter((one) => !one());
});
let registered = [];
connection.onRequest(rpc.RegistrationRequest.type, (params) => { registered.push(...params.registrations); });
connection.onRequest(rpc.ShowDocumentRequest.type, () => ({ success: true }));
connection.listen();

/// Waits until what was told holds.
const until = (holds) => new Promise((done) => {
  const look = () => holds() && (done(), true);
  if (!look()) waiting.push(look);
});
const codes = (name) => (told.get(uri(name))?.diagnostics ?? []).map((one) => one.code);

const answer = await connection.sendRequest(rpc.InitializeRequest.type, {
  processId: process.pid, rootUri: null,
  workspaceFolders: folders,
  capabilities: {
    workspace: { workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
    textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } } },
    window: { showDocument: { support: true } },
  },
});
check('it says what it can do', answer.capabilities.codeActionProvider !== undefined, answer.serverInfo?.version);
await connection.sendNotification(rpc.InitializedNotification.type, {});
await until(() => codes('web.yaml').length > 0);
check('a file that is not open is told of', codes('web.yaml').includes('wrong-type'), codes('web.yaml').join(', '));
check('files are watched', registered.some((one) => one.method === 'workspace/didChangeWatchedFiles'));

let document = TextDocument.create(uri('web.yaml'), 'yaml', 1, text);
await connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, {
  textDocument: { uri: document.uri, languageId: 'yaml', version: 1, text },
});
async function type(changes) {
  document = TextDocument.update(document, changes, document.version + 1);
  await connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: document.uri, version: document.version }, contentChanges: changes,
  });
}
const place = (word) => document.positionAt(document.getText().indexOf(word));
const of = { textDocument: { uri: document.uri } };

const actions = await connection.sendRequest(rpc.CodeActionRequest.type, {
  ...of, range: { start: place('"3"'), end: place('"3"') }, context: { diagnostics: [] },
});
check('there are actions', actions.length >= 3, actions.map((one) => one.title).join(' | '));
const changes = actions[0].edit.documentChanges[0];
check('against the version', changes.textDocument.version === document.version, String(changes.textDocument.version));
await type(changes.edits.map((edit) => ({ range: edit.range, text: edit.newText })));
check('the fix is applied', document.getText().includes('replicas: 3\n'));
await until(() => told.get(uri('web.yaml')).version === document.version && !codes('web.yaml').includes('wrong-type'));
check('the finding is gone', true);

const start = place('name: http');
await type([{ range: { start, end: { line: start.line, character: start.character + 10 } }, text: 'name: web' }]);
await until(() => codes('service.yaml').length > 0);
check('what is not saved counts in other files', codes('service.yaml').includes('unresolved-port-name'));

const symbols = await connection.sendRequest(rpc.DocumentSymbolRequest.type, of);
check('there are symbols', symbols.length > 0, symbols[0]?.name);
const hover = await connection.sendRequest(rpc.HoverRequest.type, { ...of, position: place('replicas') });
check('hover says what a field is', hover?.contents?.value?.length > 20, hover?.contents?.value?.split('\n')[0]);
const references = await connection.sendRequest(rpc.ReferencesRequest.type,
  { ...of, position: place('web, image'), context: { includeDeclaration: true } });
check('references are answered', Array.isArray(references) || references === null, String(references?.length));
const page = await connection.sendRequest(rpc.ExecuteCommandRequest.type,
  { command: 'podlint.explain', arguments: ['wrong-type'] });
check('a rule is explained', page.startsWith('# wrong-type'), page.split('\n')[0]);

const cancel = new rpc.CancellationTokenSource();
const taken = connection.sendRequest(rpc.HoverRequest.type, { ...of, position: place('kind') }, cancel.token);
cancel.cancel();
const ended = await taken.then(() => 'answered', (error) => `refused with ${error.code}`);
check('a request can be taken back', ['answered', 'refused with -32800'].includes(ended), ended);
const unknown = await connection.sendRequest('podlint/nothing').catch((error) => error.code);
check('what it does not know is refused', unknown === -32601, String(unknown));

await end();
