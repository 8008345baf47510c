// A client on the reference implementation of the protocol.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import lsp from "vscode-languageserver-protocol/node";

export const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = process.env.NO403 ?? join(repository, "bin", "no403");
const patience = 60_000;

export class Client {
  // start runs the server on a copy of a directory of the repository.
  static start(t, example) {
    const client = new Client(example);
    t.after(() => client.stop());
    return client;
  }

  constructor(example) {
    this.dir = mkdtempSync(join(tmpdir(), "no403-"));
    cpSync(join(repository, example), this.dir, { recursive: true });
    this.server = spawn(program, ["lsp", "--stdio"], { cwd: this.dir, stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.server.on("exit", (code, signal) => resolve(signal ?? code)));
    this.connection = lsp.createProtocolConnection(
      new lsp.StreamMessageReader(this.server.stdout),
      new lsp.StreamMessageWriter(this.server.stdin),
    );
    this.published = []; // diagnostics that nobody has waited for
    this.registered = [];
    this.settings = {};
    this.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => {
      this.published.push(p);
      this.arrived?.();
    });
    this.connection.onRequest(lsp.RegistrationRequest.type, (p) => { this.registered.push(...p.registrations); });
    this.connection.onRequest(lsp.ConfigurationRequest.type, (p) => p.items.map((item) => this.settings[item.section] ?? null));
    this.connection.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {});
    this.connection.onError(() => {});
    this.connection.listen();
  }

  initialize(capabilities = {}) {
    return this.connection.sendRequest(lsp.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: this.uri(""), name: "test" }],
      capabilities: {
        workspace: {
          configuration: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          didChangeConfiguration: { dynamicRegistration: true },
          workspaceEdit: { documentChanges: true },
        },
        window: { workDoneProgress: true },
        ...capabilities,
      },
    }).then(async (result) => {
      await this.connection.sendNotification(lsp.InitializedNotification.type, {});
      return result;
    });
  }

  uri(name) { return pathToFileURL(join(this.dir, name)).href; }
  read(name) { return readFileSync(join(this.dir, name), "utf8"); }

  open(name, version, text = this.read(name)) {
    return this.connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), languageId: "terraform", version, text },
    });
  }

  change(name, version, ...contentChanges) {
    return this.connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), version }, contentChanges,
    });
  }

  save(name) {
    return this.connection.sendNotification(lsp.DidSaveTextDocumentNotification.type, { textDocument: { uri: this.uri(name) } });
  }

  // diagnostics waits for those of a file that are as they must be.
  async diagnostics(name, is) {
    const until = Date.now() + patience;
    for (;;) {
      const i = this.published.findIndex((p) => p.uri === this.uri(name) && is(p));
      if (i >= 0) {
        return this.published.splice(i, 1)[0];
      }
      if (Date.now() > until) {
        throw new Error(`no such diagnostics of ${name} among ${JSON.stringify(this.published)}`);
      }
      await new Promise((resolve) => { this.arrived = resolve; setTimeout(resolve, 1000); });
    }
  }

  // exit ends the session and returns the exit code.
  async exit() {
    await this.connection.sendRequest(lsp.ShutdownRequest.type);
    await this.connection.sendNotification(lsp.ExitNotification.type);
    return this.ended;
  }

  stop() {
    this.connection.dispose();
    this.server.kill();
    rmSync(this.dir, { recursive: true });
  }
}

export const version = (n) => (p) => p.version === n;
export const codes = (p) => p.diagnostics.map((d) => d.code).join(" ");
export { lsp };
