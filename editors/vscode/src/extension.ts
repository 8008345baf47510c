// The extension: settings, commands and what is shown to the user.
import * as fs from 'node:fs';
import * as os from 'node:os';
import { commands, Diagnostic, env, ExtensionContext, languages, LanguageStatusSeverity, Uri, window, workspace } from 'vscode';
import { findBinary } from './binary';
import { documents, id } from './client';
import { foundFirst, listRules } from './rules';
import { Session, Wanted } from './session';
import { describe, Status } from './status';

const installation = Uri.parse('https://github.com/no403/no403/blob/main/docs/editors.md#the-program');

/** The session of this window. */
let session: Session | undefined;

/** Called by VS Code when Terraform is there for the first time. */
export async function activate(context: ExtensionContext): Promise<void> {
	const output = window.createOutputChannel(id, { log: true });
	const item = languages.createLanguageStatusItem(id, documents);
	item.name = id;
	const show = (status: Status) => {
		const words = describe(status);
		item.text = words.text;
		item.detail = words.detail;
		item.busy = words.busy;
		item.severity = { information: LanguageStatusSeverity.Information, warning: LanguageStatusSeverity.Warning, error: LanguageStatusSeverity.Error }[words.severity];
		item.command = status.is === 'missing'
			? { command: 'no403.restart', title: 'Look again' }
			: { command: 'no403.showOutput', title: 'Output' };
		if (status.is === 'missing') {
			output.error(status.problem);
			void offerHelp(status.problem);
		}
	};
	const s = session = new Session(output, show);
	const restart = () => s.restart(wanted);
	context.subscriptions.push(
		output,
		item,
		commands.registerCommand('no403.restart', restart),
		commands.registerCommand('no403.showOutput', () => output.show()),
		commands.registerCommand('no403.explainRule', () => explainRule(s)),
		workspace.onDidChangeConfiguration(change =>
			['enable', 'path', 'args'].some(name => change.affectsConfiguration(`${id}.${name}`)) ? restart() : undefined),
		workspace.onDidGrantWorkspaceTrust(restart),
	);
	await restart();
}

/** Called by VS Code when the window closes. */
export async function deactivate(): Promise<void> {
	await session?.end();
	session = undefined;
}

/** Reads the settings. In a workspace that is not trusted, VS Code leaves out what it says of those that restrictedConfigurations names. */
function wanted(): Wanted {
	const settings = workspace.getConfiguration(id);
	if (!settings.get('enable', true)) {
		return { show: { is: 'off' } };
	}
	const folder = workspace.workspaceFolders?.find(f => f.uri.scheme === 'file')?.uri.fsPath;
	const binary = findBinary(settings.get('path', ''), {
		platform: process.platform,
		search: process.env['PATH'] ?? '',
		home: os.homedir(),
		folder,
		trusted: workspace.isTrusted,
		isProgram,
	});
	if ('problem' in binary) {
		return { show: { is: 'missing', problem: binary.problem } };
	}
	return { run: { program: binary.program, args: ['lsp', ...settings.get<string[]>('args', [])], folder } };
}

function isProgram(file: string): boolean {
	try {
		fs.accessSync(file, fs.constants.X_OK);
		return fs.statSync(file).isFile();
	} catch {
		return false;
	}
}

/** Says that there is no program, and leads to what can be done. */
async function offerHelp(problem: string): Promise<void> {
	const install = 'How to Install', open = 'Open Settings';
	switch (await window.showErrorMessage(problem, install, open)) {
		case install:
			await env.openExternal(installation);
			break;
		case open:
			await commands.executeCommand('workbench.action.openSettings', `${id}.path`);
			break;
	}
}

/** Lets the user choose a rule, those that the open file breaks first, and has the server show its page. */
async function explainRule(of: Session): Promise<void> {
	const running = of.running;
	if (running === undefined) {
		await window.showWarningMessage('no403 does not run. Its output says why.');
		return;
	}
	const file = window.activeTextEditor?.document.uri;
	const broken = new Set(file === undefined ? [] : (running.client.diagnostics?.get(file) ?? []).map(ruleOf));
	const rules = foundFirst(await listRules(running.program), broken);
	const chosen = await window.showQuickPick(
		rules.map(r => ({ label: r.rule, description: broken.has(r.rule) ? 'in this file' : '', detail: r.title })),
		{ placeHolder: 'A rule', matchOnDetail: true });
	if (chosen !== undefined) {
		await commands.executeCommand('no403.explain', chosen.label);
	}
}

/** The rule that a finding is of. */
function ruleOf(finding: Diagnostic): string {
	return String(typeof finding.code === 'object' ? finding.code.value : finding.code);
}
