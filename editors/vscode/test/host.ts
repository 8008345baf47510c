// As much of VS Code's interface as the extension and the language client use.
// What is only named, but not used, is an empty class.
import { minimatch } from 'minimatch';
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { URI } from 'vscode-uri';

type Listener = (event: unknown) => unknown;

class EventEmitter {
	private readonly listeners = new Set<Listener>();
	readonly event = (listener: Listener, self?: unknown, disposables?: Disposable[]) => {
		const bound = listener.bind(self);
		this.listeners.add(bound);
		const disposable = new Disposable(() => this.listeners.delete(bound));
		disposables?.push(disposable);
		return disposable;
	};
	fire(event?: unknown) {
		this.listeners.forEach(listener => listener(event));
	}
	dispose() {
		this.listeners.clear();
	}
}

class Disposable {
	constructor(readonly dispose: () => unknown = () => undefined) { }
	static from(...all: Disposable[]) {
		return new Disposable(() => all.forEach(one => one.dispose()));
	}
}

class Position {
	constructor(readonly line: number, readonly character: number) { }
}

class Range {
	constructor(readonly start: Position, readonly end: Position) { }
}

class Diagnostic {
	code?: string | { value: string; target: URI };
	source?: string;
	constructor(readonly range: Range, readonly message: string, readonly severity: number) { }
}

class CodeAction {
	command?: { command: string; arguments: unknown[] };
	constructor(readonly title: string, readonly kind: unknown) { }
}

class CodeActionKind {
	static readonly Empty = new CodeActionKind('');
	static readonly QuickFix = new CodeActionKind('quickfix');
	constructor(readonly value: string) { }
	append(part: string): CodeActionKind {
		return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
	}
}

class CancellationTokenSource {
	readonly token = { isCancellationRequested: false, onCancellationRequested: new EventEmitter().event };
	cancel() { }
	dispose() { }
}

/** A file that is open in the editor. */
export class Document {
	readonly uri: URI;
	readonly languageId: string;
	version = 1;
	private text: string;

	constructor(file: string, languageId: string) {
		this.uri = URI.file(file);
		this.languageId = languageId;
		this.text = readFileSync(file, 'utf8');
	}
	getText() {
		return this.text;
	}
	/** Replaces the first occurrence of a text, and returns what has changed. */
	replace(old: string, by: string) {
		const from = this.text.indexOf(old);
		const at = (offset: number) => {
			const lines = this.text.slice(0, offset).split('\n');
			return new Position(lines.length - 1, lines.at(-1)!.length);
		};
		const change = { range: new Range(at(from), at(from + old.length)), rangeOffset: from, rangeLength: old.length, text: by };
		this.text = this.text.replace(old, by);
		this.version++;
		return change;
	}
}

interface Filter {
	scheme?: string;
	language?: string;
	pattern?: string;
}

/** An editor that a test looks at and acts on. */
export class Host {
	/** The settings of the user, by their whole names. */
	readonly settings: Record<string, unknown> = {};
	/** What has been shown in the words of the extension. */
	readonly messages: string[] = [];
	/** The lines of the output. */
	readonly output: string[] = [];
	/** Calls of commands of VS Code itself. */
	readonly executed: unknown[][] = [];
	readonly diagnostics = new Map<string, Diagnostic[]>();
	readonly status = { text: '', detail: '', busy: false };
	/** Providers that the client has registered, by what registers them. */
	readonly providers = new Map<string, Record<string, (...args: unknown[]) => unknown>>();
	trusted = true;
	/** Chooses among what is offered. */
	pick: (labels: string[]) => string | undefined = () => undefined;

	private readonly documents: Document[] = [];
	private readonly commands = new Map<string, (...args: unknown[]) => unknown>();
	private readonly events = new Map<string, EventEmitter>();
	private readonly subscriptions: Disposable[] = [];
	private extension: { activate(context: unknown): Promise<void>; deactivate(): Promise<void> } | undefined;

	constructor(private readonly folder: string) { }

	/** Loads a bundle and activates it. */
	async activate(bundle: string) {
		const load = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
		const original = load._load;
		const api = this.api();
		load._load = (request, ...rest) => request === 'vscode' ? api : original.call(Module, request, ...rest);
		try {
			const require = Module.createRequire(bundle);
			delete require.cache[require.resolve(bundle)];
			this.extension = require(bundle);
		} finally {
			load._load = original;
		}
		await this.extension!.activate({ subscriptions: this.subscriptions });
	}

	async close() {
		await this.extension?.deactivate();
		this.subscriptions.forEach(one => one.dispose());
	}

	open(file: string, language: string): Document {
		const document = new Document(path.join(this.folder, file), language);
		this.documents.push(document);
		this.emitter('onDidOpenTextDocument').fire(document);
		return document;
	}

	edit(document: Document, old: string, by: string) {
		this.emitter('onDidChangeTextDocument').fire({ document, contentChanges: [document.replace(old, by)] });
	}

	/** Changes a setting of the user. */
	set(name: string, value: unknown) {
		this.settings[name] = value;
		this.emitter('onDidChangeConfiguration').fire({ affectsConfiguration: (of: string) => (name + '.').startsWith(of + '.') });
	}

	command(name: string, ...args: unknown[]): unknown {
		const own = this.commands.get(name);
		if (own) {
			return own(...args);
		}
		this.executed.push([name, ...args]);
		return undefined;
	}

	private emitter(name: string): EventEmitter {
		let emitter = this.events.get(name);
		if (!emitter) {
			this.events.set(name, emitter = new EventEmitter());
		}
		return emitter;
	}

	/** A part of the interface: what it lacks are events, and functions that register something. */
	private part(members: Record<string, unknown>) {
		return new Proxy(members, {
			get: (target, name: string) => name in target ? target[name]
				: /^on(Did|Will)/.test(name) ? this.emitter(name).event
					: (...args: unknown[]) => {
						this.providers.set(name, args.at(-1) as never);
						return new Disposable(() => this.providers.delete(name));
					},
		});
	}

	private get<T>(section: string | undefined, name: string, otherwise: T): unknown {
		return this.settings[section ? `${section}.${name}` : name] ?? otherwise;
	}

	/** The settings below a name, as an object. */
	private section(prefix: string): unknown {
		const section: Record<string, unknown> = {};
		for (const [name, value] of Object.entries(this.settings)) {
			if (name.startsWith(prefix + '.')) {
				section[name.slice(prefix.length + 1)] = value;
			}
		}
		return prefix in this.settings ? this.settings[prefix] : section;
	}

	private api() {
		const empty = new Map<string | symbol, unknown>();
		const folder = { uri: URI.file(this.folder), name: 'folder', index: 0 };
		const say = async (message: string, ...rest: unknown[]) => {
			this.messages.push(message);
			return this.pick(rest.filter(one => typeof one === 'string'));
		};
		const log = (line: unknown) => this.output.push(String(line));
		const host = this;
		const api: Record<string | symbol, unknown> = {
			version: '1.91.0', Uri: URI, EventEmitter, Disposable, Position, Range, Diagnostic, CodeAction, CodeActionKind, CancellationTokenSource,
			DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
			LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
			LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
			env: this.part({ appName: 'test', language: 'en', openExternal: async (uri: URI) => this.executed.push(['openExternal', uri.toString()]) }),
			commands: this.part({
				registerCommand: (name: string, run: () => unknown) => {
					if (this.commands.has(name)) {
						throw new Error(`command ${name} is registered twice`);
					}
					this.commands.set(name, run);
					return new Disposable(() => this.commands.delete(name));
				},
				executeCommand: async (name: string, ...args: unknown[]) => this.command(name, ...args),
			}),
			languages: this.part({
				match: (selector: Filter | Filter[], document: Document) => [selector].flat().some(f =>
					(!f.scheme || f.scheme === document.uri.scheme) && (!f.language || f.language === document.languageId)
					&& (!f.pattern || minimatch(document.uri.fsPath, f.pattern, { dot: true }))) ? 10 : 0,
				createLanguageStatusItem: () => Object.assign(this.status, { dispose() { } }),
				createDiagnosticCollection: () => ({
					set: (uri: URI, found: Diagnostic[]) => this.diagnostics.set(uri.toString(), found),
					get: (uri: URI) => this.diagnostics.get(uri.toString()),
					clear: () => this.diagnostics.clear(),
					dispose: () => this.diagnostics.clear(),
				}),
			}),
			window: this.part({
				get activeTextEditor() {
					return host.documents.length ? { document: host.documents.at(-1) } : undefined;
				},
				visibleTextEditors: [], tabGroups: this.part({ all: [] }),
				createOutputChannel: () => this.part({
					logLevel: 3, trace: log, debug: log, info: log, warn: log, error: log, append: log, appendLine: log, show() { }, dispose() { },
				}),
				showErrorMessage: say, showWarningMessage: say, showInformationMessage: say,
				showQuickPick: async (items: { label: string }[]) => {
					const label = this.pick(items.map(item => item.label));
					return items.find(item => item.label === label);
				},
				withProgress: async (_: unknown, task: (...args: unknown[]) => unknown) => task({ report() { } }, new CancellationTokenSource().token),
			}),
			workspace: this.part({
				get isTrusted() {
					return host.trusted;
				},
				workspaceFolders: [folder], getWorkspaceFolder: () => folder, textDocuments: this.documents, notebookDocuments: [],
				getConfiguration: (section?: string) => ({
					get: (name: string, otherwise?: unknown) => section ? this.get(section, name, otherwise) : this.section(name),
				}),
				createFileSystemWatcher: () => this.part({ dispose() { } }),
			}),
		};
		return new Proxy(api, {
			get: (target, name) => {
				if (name in target) {
					return target[name];
				}
				if (!empty.has(name)) {
					empty.set(name, class { });
				}
				return empty.get(name);
			},
		});
	}
}
