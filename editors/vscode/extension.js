// Starts `podlint server` for the manifests of a workspace.
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

async function start() {
  const command = vscode.workspace.getConfiguration('podlint').get('path') || 'podlint';
  const languages = ['yaml', 'helm', 'json'];
  client = new LanguageClient('podlint', 'podlint', { command, args: ['server'] }, {
    documentSelector: languages.map((language) => ({ scheme: 'file', language })),
    initializationOptions: { trusted: vscode.workspace.isTrusted },
  });
  try {
    await client.start();
  } catch {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `podlint: ${command} cannot be started. Install it, or say where it is.`, 'How to install it', 'Settings');
    if (choice === 'Settings') {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'podlint.path');
    } else if (choice) {
      await vscode.env.openExternal(vscode.Uri.parse('https://github.com/podlint/podlint/blob/main/docs/install.md'));
    }
  }
}

async function restart() {
  await client?.stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('podlint.restart', restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('podlint.path')) {
        return restart();
      }
    }));
  await start();
};

exports.deactivate = () => client?.stop();
