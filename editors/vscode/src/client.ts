// The client of the language server, as this extension sets it up.
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { commands, Diagnostic, DiagnosticSeverity, LogOutputChannel, Uri } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { Tally } from './status';

/** The name of the extension's settings, of what it finds, and of addresses of pages. */
export const id = 'no403';

/** What is linted, also where no extension knows the languages. */
export const documents: { scheme: string; language?: string; pattern?: string }[] = [
	...['terraform', 'terraform-vars', 'opentofu', 'opentofu-vars'].map(language => ({ scheme: 'file', language })),
	{ scheme: 'file', pattern: '**/*.{tf,tofu,tfvars}' },
	{ scheme: 'file', pattern: '**/*.{tf,tofu,tfvars}.json' },
	{ scheme: 'file', pattern: '**/.no403.hcl' },
];

/** What is told of the server. */
export interface Listener {
	/** A file has these findings now. */
	found(file: string, tally: Tally): void;
	/** The server begins or ends to read Terraform. */
	busy(is: boolean): void;
	/** The server runs, or does not any more. */
	changed(state: State): void;
}

/** How the server is run. */
export interface Run {
	program: string;
	args: readonly string[];
	folder: string | undefined;
}

/** Starts the server. It is killed when the signal says so. */
async function spawned(run: Run, signal: AbortSignal, output: LogOutputChannel): Promise<ChildProcess> {
	const child = spawn(run.program, run.args, { cwd: run.folder, signal, windowsHide: true });
	child.on('exit', code => output.info(`the server ended with exit code ${code}`));
	await once(child, 'spawn'); // or an error
	output.info(`the server is process ${child.pid}`);
	child.on('error', () => { }); // that it is killed
	return child;
}

/** Makes a client, which is to be started. The signal ends its server at once. */
export function newClient(run: Run, signal: AbortSignal, output: LogOutputChannel, listener: Listener): LanguageClient {
	let ran = false;
	const client: LanguageClient = new LanguageClient(id, id, () => spawned(run, signal, output), {
		documentSelector: documents,
		outputChannel: output,
		revealOutputChannelOn: RevealOutputChannelOn.Never,
		initializationFailedHandler: () => false, // that the client did not start is said once
		errorHandler: {
			// A program that ends before it has answered once would do so again.
			error: (...happened) => ran ? restarts.error(...happened) : { action: ErrorAction.Continue, handled: true },
			closed: () => ran && !signal.aborted ? restarts.closed() : { action: CloseAction.DoNotRestart, handled: true },
		},
		middleware: {
			handleDiagnostics(uri, diagnostics, next) {
				next(uri, diagnostics);
				listener.found(uri.toString(), tally(diagnostics));
			},
			handleWorkDoneProgress(token, params, next) {
				next(token, params);
				listener.busy(params.kind !== 'end');
			},
			window: {
				async showDocument(params, token, next) {
					const page = Uri.parse(params.uri);
					if (page.scheme !== id) {
						return next(params, token);
					}
					await commands.executeCommand('markdown.showPreview', page);
					return { success: true };
				},
			},
		},
	});
	const restarts = client.createDefaultErrorHandler();
	client.onDidChangeState(change => {
		ran ||= change.newState === State.Running;
		listener.changed(change.newState);
	});
	return client;
}

function tally(diagnostics: readonly Diagnostic[]): Tally {
	const count = (severity: DiagnosticSeverity) => diagnostics.filter(d => d.severity === severity).length;
	const errors = count(DiagnosticSeverity.Error), warnings = count(DiagnosticSeverity.Warning);
	return { errors, warnings, notes: diagnostics.length - errors - warnings };
}
