// The language server, started and ended as the user wants it.
import { LogOutputChannel } from 'vscode';
import { Executable, LanguageClient, State } from 'vscode-languageclient/node';
import { Listener, newClient } from './client';
import { Status, Tally } from './status';

/** What a session is to do: run this, or only show that. */
export type Wanted = { run: Executable } | { show: Status };

/** A session has at most one server at a time. */
export class Session {
	private client: LanguageClient | undefined;
	private program = '';
	private turn: Promise<void> = Promise.resolve();

	constructor(private readonly output: LogOutputChannel, private readonly show: (status: Status) => void) { }

	/** The client of the server and the program that is run, if it runs. */
	get running(): { client: LanguageClient; program: string } | undefined {
		return this.client?.isRunning() ? { client: this.client, program: this.program } : undefined;
	}

	/** Ends the server, if there is one, and does what is wanted then. */
	restart(wanted: () => Wanted): Promise<void> {
		return this.inTurn(async () => {
			await this.stop();
			const next = wanted();
			if ('show' in next) {
				this.show(next.show);
			} else {
				await this.start(next.run);
			}
		});
	}

	/** Ends the server, if there is one. */
	end(): Promise<void> {
		return this.inTurn(() => this.stop());
	}

	/** Lets one start or end be over before the next begins. */
	private inTurn(act: () => Promise<void>): Promise<void> {
		return this.turn = this.turn.then(act).catch(error => this.output.error(String(error)));
	}

	private async start(run: Executable): Promise<void> {
		this.output.info(`starting ${[run.command, ...run.args ?? []].join(' ')}`);
		this.program = run.command;
		this.client = newClient(run, this.output, this.listener());
		try {
			await this.client.start();
		} catch {
			// The client has told the user, and the output why.
			this.output.error('The server did not start. It takes a version of no403 that has "no403 lsp".');
		}
	}

	private async stop(): Promise<void> {
		const client = this.client;
		this.client = undefined;
		await client?.dispose();
	}

	/** Shows what a client tells, as long as it is the one of this session. */
	private listener(): Listener {
		const files = new Map<string, Tally>();
		let reading = false;
		const running = () => this.client && this.show({ is: 'running', reading, files: [...files.values()] });
		return {
			found: (file, tally) => {
				files.delete(file);
				if (tally.errors + tally.warnings + tally.notes > 0) {
					files.set(file, tally);
				}
				running();
			},
			busy: is => {
				reading = is;
				running();
			},
			changed: state => {
				files.clear();
				reading = false;
				if (state === State.Running) {
					running();
				} else if (this.client) {
					this.show({ is: state === State.Starting ? 'starting' : 'stopped' });
				}
			},
		};
	}
}
