// The bundled extension in an editor that is made for it, with the program.
// NO403 may name a program that is built already, NO403_BUNDLE another bundle.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { URI } from 'vscode-uri';
import { Host } from './host';

const repository = path.resolve('../..');
const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'no403-vscode-')));
const folder = path.join(scratch, 'site');
const program = process.env['NO403'] ?? path.join(scratch, 'no403');
const search = process.env['PATH'];

let host: Host;

before(() => {
	if (process.env['NO403'] === undefined) {
		execFileSync('go', ['build', '-o', program, './cmd/no403'], { cwd: repository, stdio: 'inherit' });
	}
	cpSync(path.join(repository, 'examples/broken-site'), folder, { recursive: true });
});

beforeEach(() => {
	host = new Host(folder);
	host.settings['no403.path'] = program;
});

afterEach(async () => {
	await host.close();
	process.env['PATH'] = search;
});

after(() => rmSync(scratch, { recursive: true }));

/** Waits until something is so. */
async function until(what: string, so: () => boolean) {
	for (const end = Date.now() + 20_000; !so();) {
		assert.ok(Date.now() < end, `${what}: in vain; status ${JSON.stringify(host.status)}, output:\n${host.output.join('\n')}`);
		await new Promise(resolve => setTimeout(resolve, 10));
	}
}

const activate = () => host.activate(path.resolve(process.env['NO403_BUNDLE'] ?? 'dist/extension.js'));
const rules = (file: string) => (host.diagnostics.get(URI.file(path.join(folder, file)).toString()) ?? [])
	.map(d => typeof d.code === 'object' ? d.code.value : d.code);

test('findings come, follow what is typed, and can be explained', async () => {
	host.open('bucket.tf', 'terraform');
	const cdn = host.open('cdn.tf', 'plaintext'); // no extension knows the language
	await activate();
	await until('findings', () => rules('cdn.tf').length > 0 && rules('bucket.tf').length > 0);
	assert.deepEqual(rules('cdn.tf'), ['alias-missing']);
	assert.deepEqual(rules('bucket.tf'), ['s3-policy-names-another']);
	assert.equal(host.status.text, 'no403: 2 errors');
	assert.equal(host.status.detail, 'in 2 files');
	assert.equal(host.diagnostics.get(cdn.uri.toString())![0]!.source, 'no403');

	host.pick = labels => {
		assert.equal(labels[0], 'alias-missing'); // what the file breaks comes first
		assert.ok(labels.length > 30);
		return labels[0];
	};
	await host.command('no403.explainRule');
	const page = URI.parse('no403:/rules/alias-missing.md');
	await until('page', () => host.executed.length > 0);
	assert.deepEqual(host.executed.map(call => String(call)), ['markdown.showPreview,' + page.toString()]);
	const text = await host.providers.get('registerTextDocumentContentProvider')!['provideTextDocumentContent']!(page, { isCancellationRequested: false });
	assert.match(String(text), /^# /);

	host.edit(cdn, '["www.${var.domain}"]', '["www.${var.domain}", var.domain]');
	await until('the finding to vanish', () => rules('cdn.tf').length === 0);
	assert.equal(host.status.text, 'no403: 1 error');
	assert.deepEqual(host.messages, []);
});

test('settings reach the server', async () => {
	host.settings['no403.variableFiles'] = ['absent.tfvars'];
	host.open('cdn.tf', 'terraform');
	await activate();
	const complaints = () => host.diagnostics.get(URI.file(path.join(folder, 'absent.tfvars')).toString()) ?? [];
	await until('complaint', () => complaints().length > 0);
	host.set('no403.variableFiles', []);
	await until('the complaint to vanish', () => complaints().length === 0);
});

test('switching off ends the server, switching on starts one', async () => {
	host.open('cdn.tf', 'terraform');
	await activate();
	await until('findings', () => rules('cdn.tf').length > 0);
	host.set('no403.enable', false);
	await until('silence', () => host.diagnostics.size === 0 && host.status.detail.includes('no403.enable'));
	host.set('no403.enable', true);
	await until('findings again', () => rules('cdn.tf').length > 0);
});

test('without the program, the user is told what to do', async () => {
	delete host.settings['no403.path'];
	process.env['PATH'] = scratch + '/nothing';
	host.pick = labels => labels[0];
	await activate();
	assert.equal(host.status.text, 'no403: not found');
	assert.equal(host.messages.length, 1);
	assert.match(host.messages[0]!, /not on the PATH.*Install it.*no403\.path/);
	await until('instructions', () => String(host.executed).includes('docs/editors.md#the-program'));
	await host.command('no403.explainRule');
	assert.match(host.messages[1]!, /does not run/);

	process.env['PATH'] = path.dirname(program);
	host.open('cdn.tf', 'terraform');
	await host.command('no403.restart');
	await until('findings', () => rules('cdn.tf').length > 0);
});

test('a server that dies is started again', async () => {
	host.open('cdn.tf', 'terraform');
	await activate();
	await until('findings', () => rules('cdn.tf').length > 0);
	const server = host.output.map(line => /^the server is process (\d+)$/.exec(line)?.[1]).find(id => id);
	process.kill(Number(server), 'SIGKILL');
	await until('its end', () => host.output.includes('the server ended with exit code null'));
	await until('findings again', () => host.status.text !== 'no403' && rules('cdn.tf').length > 0);
});

test('a program that is no server is started once, and named', async () => {
	host.settings['no403.path'] = '/bin/false';
	await activate();
	assert.equal(host.status.text, 'no403: stopped');
	assert.equal(host.output.filter(line => line === 'starting /bin/false').length, 1);
	assert.equal(host.messages.length, 1, host.messages.join('\n'));
	host.open('cdn.tf', 'terraform');
	host.set('no403.path', program);
	await until('findings', () => rules('cdn.tf').length > 0);
});

test('a program that never answers can be replaced', async () => {
	host.settings['no403.path'] = path.join(scratch, 'mute');
	writeFileSync(path.join(scratch, 'mute'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
	const activated = activate();
	await until('start', () => host.status.busy);
	host.open('cdn.tf', 'terraform');
	host.set('no403.path', program);
	await until('findings', () => rules('cdn.tf').length > 0);
	await activated;
});

test('a program of a workspace that is not trusted does not run', async () => {
	host.settings['no403.path'] = './no403';
	host.trusted = false;
	await activate();
	assert.equal(host.status.text, 'no403: not found');
	assert.match(host.status.detail, /not trusted/);
});
