// The language server, started and ended as the user wants it.
import { LogOutputChannel } from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';
import { Listener, newClient, Run } from './client';
import { Status, Tally } from './status';

/** What a session is to do: run this, or only show that. */
export type Wanted = { run: Run } | { show: Status };

/** A session has at most one server at a time. */
export class Session {
	private server: { client: LanguageClient; program: string; kill: AbortController } | undefined;
	private turn: Promise<void> = Promise.resolve();

	constructor(private readonly output: LogOutputChannel, private readonly show: (status: Status) => void) { }

	/** The client of the server and the program that is run, if it runs. */
	get running(): { client: LanguageClient; program: string } | undefined {
		return this.server?.client.isRunning() ? this.server : undefined;
	}

	/** Ends the server, if there is one, and does what is wanted then. */
	restart(wanted: () => Wanted): Promise<void> {
		this.abandon();
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
		this.abandon();
		return this.inTurn(() => this.stop());
	}

	/** Lets one start or end be over before the next begins. */
	private inTurn(act: () => Promise<void>): Promise<void> {
		return this.turn = this.turn.then(act).catch(error => this.output.error(String(error)));
	}

	private async start(run: Run): Promise<void> {
		this.output.info(`starting ${run.program}`); // arguments may be secrets
		const kill = new AbortController();
		const client = newClient(run, kill.signal, this.output, this.listener(kill.signal));
		this.server = { client, program: run.program, kill };
		try {
			await client.start();
		} catch {
			// The client has told the user, and the output why.
			if (!kill.signal.aborted) {
				this.output.error('The server did not start. It takes a version of no403 that has "no403 lsp".');
			}
		}
	}

	private async stop(): Promise<void> {
		const server = this.server;
		this.server = undefined;
		if (server?.client.isRunning()) {
			await server.client.dispose().catch(error => this.output.error(String(error)));
		}
		server?.kill.abort();
	}

	/** Gives up a server that does not answer yet, and may never do. */
	private abandon(): void {
		if (this.server?.client.isRunning() === false) {
			this.server.kill.abort();
			this.server = undefined;
		}
	}

	/** Shows what a client tells, until its server is ended here. */
	private listener(of: AbortSignal): Listener {
		const files = new Map<string, Tally>();
		let reading = false;
		const show = (status: Status) => this.server?.kill.signal === of && this.show(status);
		const running = () => show({ is: 'running', reading, files: [...files.values()] });
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
				} else {
					show({ is: state === State.Starting ? 'starting' : 'stopped' });
				}
			},
		};
	}
}
