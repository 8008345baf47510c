// What the protocol wants of a server, asked by its reference implementation.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Client, codes, lsp, repository, version } from "./client.js";

const bad = "testdata/rules/alias-missing/bad";
const mended = readFileSync(join(repository, "testdata/rules/alias-missing/good/main.tf"), "utf8");

test("a session from its beginning to its end", async (t) => {
  const client = Client.start(t, bad);
  const { capabilities, serverInfo } = await client.initialize({ general: { positionEncodings: ["utf-16"] } });
  assert.equal(serverInfo.name, "no403");
  assert.equal(capabilities.positionEncoding, "utf-16");
  assert.equal(capabilities.textDocumentSync.change, lsp.TextDocumentSyncKind.Incremental);
  await client.open("main.tf", 1);
  const found = await client.diagnostics("main.tf", version(1));
  assert.equal(codes(found), "alias-missing");
  const [diagnostic] = found.diagnostics;
  assert.ok(lsp.Diagnostic.is(diagnostic));
  assert.match(diagnostic.codeDescription.href, /\/docs\/rules\/alias-missing\.md$/);
  assert.ok(diagnostic.relatedInformation.length > 0);
  assert.deepEqual(client.registered.map((r) => r.method).sort(), ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"]);

  const hover = await client.connection.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: client.uri("main.tf") }, position: diagnostic.range.start });
  assert.ok(lsp.Hover.is(hover));
  assert.match(hover.contents.value, /\[alias-missing\]/);

  const actions = await client.connection.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri: client.uri("main.tf") }, range: diagnostic.range, context: { diagnostics: [diagnostic] },
  });
  assert.ok(actions.length >= 2 && actions.every(lsp.CodeAction.is));
  assert.ok(actions.every((a) => a.diagnostics.length === 1), "each action says what it is about");
  const explain = actions.find((a) => a.title === "Explain alias-missing");
  const page = await client.connection.sendRequest(lsp.ExecuteCommandRequest.type, explain.command);
  assert.match(page, /^# alias-missing\n/);

  const text = `# no403:ignore alias-missing it is known\n${client.read("main.tf")}`;
  await client.change("main.tf", 2, { text });
  const links = await client.connection.sendRequest(lsp.DocumentLinkRequest.type, { textDocument: { uri: client.uri("main.tf") } });
  assert.equal(links.length, 1);
  assert.ok(links.every(lsp.DocumentLink.is));
  assert.equal(await client.exit(), 0);
});

test("what is mended in the editor is gone, and what is broken again is back", async (t) => {
  const client = Client.start(t, bad);
  const broken = client.read("main.tf");
  await client.initialize();
  await client.open("main.tf", 1);
  assert.equal(codes(await client.diagnostics("main.tf", version(1))), "alias-missing");
  await client.change("main.tf", 2, { text: mended });
  assert.equal(codes(await client.diagnostics("main.tf", version(2))), "");
  await client.change("main.tf", 3, { text: broken });
  await client.save("main.tf");
  assert.equal(codes(await client.diagnostics("main.tf", version(3))), "alias-missing");
  assert.equal(await client.exit(), 0);
});

test("a finding is mended by an action", async (t) => {
  const client = Client.start(t, bad);
  await client.initialize();
  await client.open("main.tf", 1);
  const { diagnostics: [diagnostic] } = await client.diagnostics("main.tf", version(1));
  const actions = await client.connection.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri: client.uri("main.tf") }, range: diagnostic.range, context: { diagnostics: [diagnostic] },
  });
  const [change] = actions.find((a) => a.isPreferred).edit.documentChanges;
  assert.deepEqual(change.textDocument, { uri: client.uri("main.tf"), version: 1 });
  await client.change("main.tf", 2, ...change.edits.toReversed().map(({ range, newText }) => ({ range, text: newText })));
  assert.equal(codes(await client.diagnostics("main.tf", version(2))), "");
  assert.equal(await client.exit(), 0);
});

test("settings of the client", async (t) => {
  const client = Client.start(t, "testdata/rules/geo-restriction/bad");
  await client.initialize();
  await client.open("main.tf", 1);
  assert.equal(codes(await client.diagnostics("main.tf", version(1))), "");
  client.settings.no403 = { notes: true };
  await client.connection.sendNotification(lsp.DidChangeConfigurationNotification.type, { settings: null });
  await client.diagnostics("main.tf", (p) => codes(p) === "geo-restriction");
});

test("requests that nobody knows, before their time, or cancelled", async (t) => {
  const client = Client.start(t, bad);
  const { connection } = client;
  await assert.rejects(connection.sendRequest(lsp.ShutdownRequest.type), { code: lsp.ErrorCodes.ServerNotInitialized });
  await client.initialize();
  await assert.rejects(connection.sendRequest("textDocument/noSuchThing", {}), { code: lsp.ErrorCodes.MethodNotFound });
  await connection.sendNotification("$/noSuchThing", {});
  await connection.sendNotification("noSuchThing", {});
  await client.open("main.tf", 1);
  const source = new lsp.CancellationTokenSource();
  const hover = connection.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: client.uri("main.tf") }, position: { line: 0, character: 0 } }, source.token);
  source.cancel();
  await hover.catch((err) => assert.equal(err.code, lsp.LSPErrorCodes.RequestCancelled));
  await connection.sendRequest(lsp.ShutdownRequest.type);
  await assert.rejects(connection.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: client.uri("main.tf") }, position: { line: 0, character: 0 } }), { code: lsp.ErrorCodes.InvalidRequest });
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await client.ended, 0);
});

test("malformed messages", async (t) => {
  const client = Client.start(t, bad);
  await client.initialize();
  for (const noise of [
    "Content-Length: 1\r\n\r\n{", "Content-Length: 3\r\n\r\nfoo", "Content-Length: many\r\n\r\n", "Content-Length: 2\r\n\r\n{}",
    "Content-Length: 99999999999999999999\r\n\r\n", "noise\r\n\r\n\r\n", "\0\u00ff\r\n", "x".repeat(100_000),
  ]) {
    client.server.stdin.write(noise);
  }
  await client.open("main.tf", 1);
  assert.equal(codes(await client.diagnostics("main.tf", version(1))), "alias-missing");
  assert.equal(await client.exit(), 0);
});

test("an exit without shutdown, and a client that dies", async (t) => {
  const impolite = Client.start(t, bad);
  await impolite.initialize();
  await impolite.connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await impolite.ended, 1);

  const dying = Client.start(t, bad);
  await dying.initialize();
  await dying.open("main.tf", 1);
  dying.server.stdin.end("Content-Length: 1000\r\n\r\n{\"jsonrpc\"");
  assert.equal(await dying.ended, 1);
});

test("1,000 rapid edits", async (t) => {
  const client = Client.start(t, bad);
  const texts = [mended, client.read("main.tf")];
  await client.initialize();
  await client.open("main.tf", 1);
  const last = 1001;
  for (let n = 2; n <= last; n++) {
    // Every other edit is typed at the end, the others replace the text.
    if (n % 2 === 0) {
      await client.change("main.tf", n, { text: texts[0] });
    } else {
      const end = { line: texts[0].split("\n").length, character: 0 };
      await client.change("main.tf", n, { range: { start: { line: 0, character: 0 }, end }, text: texts[1] });
    }
  }
  const shown = await client.diagnostics("main.tf", version(last));
  for (const p of [...client.published.filter((p) => p.version > 1), shown]) {
    assert.equal(codes(p), p.version % 2 === 0 ? "" : "alias-missing", `version ${p.version}`);
  }
  assert.equal(await client.exit(), 0);
});
