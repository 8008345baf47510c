// The parts that need no editor.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findBinary, Surroundings } from '../src/binary';
import { foundFirst } from '../src/rules';
import { describe, Status } from '../src/status';

/** A machine that has the given programs. */
function machine(programs: string[], differs: Partial<Surroundings> = {}): Surroundings {
	return {
		platform: 'linux', search: '/usr/local/bin:/usr/bin', home: '/home/ann', folder: '/src/site', trusted: true,
		isProgram: file => programs.includes(file), ...differs,
	};
}

test('the program is found', () => {
	for (const [setting, on, program] of [
		['', machine(['/usr/bin/no403']), '/usr/bin/no403'],
		['', machine(['/usr/bin/no403', '/usr/local/bin/no403']), '/usr/local/bin/no403'],
		['/opt/no403', machine(['/opt/no403']), '/opt/no403'],
		[' /opt/no403 ', machine(['/opt/no403']), '/opt/no403'],
		['~/go/bin/no403', machine(['/home/ann/go/bin/no403']), '/home/ann/go/bin/no403'],
		['bin/no403', machine(['/src/site/bin/no403']), '/src/site/bin/no403'],
		['no403', machine(['/src/site/no403', '/usr/bin/no403']), '/src/site/no403'],
		['/opt/no403', machine(['/opt/no403'], { trusted: false, folder: undefined }), '/opt/no403'],
		['', machine(['C:\\bin\\no403.exe'], { platform: 'win32', search: 'C:\\Windows;C:\\bin' }), 'C:\\bin\\no403.exe'],
		['bin/no403.exe', machine(['C:\\src\\bin\\no403.exe'], { platform: 'win32', folder: 'C:\\src' }), 'C:\\src\\bin\\no403.exe'],
	] as const) {
		assert.deepEqual(findBinary(setting, on), { program }, setting);
	}
});

test('without a program, it is said why and what to do', () => {
	for (const [setting, on, problem] of [
		['', machine(['/opt/no403']), /^The program no403 is not on the PATH.*Install it, or say where/],
		['', machine(['no403', './no403', 'bin/no403'], { search: ':.:bin' }), /not on the PATH/],
		['/opt/no403', machine(['/usr/bin/no403']), /no program at \/opt\/no403\. Correct the setting, or empty it/],
		['bin/no403', machine(['/src/site/bin/no403'], { trusted: false }), /is not trusted\. Trust the workspace, or write an absolute path/],
		['bin/no403', machine(['/src/site/bin/no403'], { folder: undefined }), /no folder is open.*Write an absolute path/],
	] as const) {
		const found = findBinary(setting, on);
		assert.ok('problem' in found, setting);
		assert.match(found.problem, problem);
	}
});

test('the status is put into words', () => {
	const files = (...counts: [number, number, number][]): Status =>
		({ is: 'running', reading: false, files: counts.map(([errors, warnings, notes]) => ({ errors, warnings, notes })) });
	for (const [status, text, detail, severity] of [
		[{ is: 'off' }, 'no403', 'switched off by the setting no403.enable', 'information'],
		[{ is: 'missing', problem: 'Not there.' }, 'no403: not found', 'Not there.', 'error'],
		[{ is: 'starting' }, 'no403', 'starting', 'information'],
		[{ is: 'stopped' }, 'no403: stopped', 'The output says why.', 'error'],
		[files(), 'no403', 'no findings in the files that were read', 'information'],
		[files([1, 0, 0]), 'no403: 1 error', 'in 1 file', 'error'],
		[files([2, 1, 0], [0, 1, 1]), 'no403: 2 errors, 2 warnings, 1 note', 'in 2 files', 'error'],
		[files([0, 1, 0]), 'no403: 1 warning', 'in 1 file', 'warning'],
		[files([0, 0, 2]), 'no403: 2 notes', 'in 1 file', 'information'],
	] as [Status, string, string, string][]) {
		assert.deepEqual(describe(status), { text, detail, severity, busy: status.is === 'starting' });
	}
	assert.equal(describe({ is: 'running', reading: true, files: [] }).busy, true);
});

test('rules that a file breaks come first', () => {
	const rules = ['a', 'b', 'c'].map(rule => ({ rule, title: '' }));
	assert.deepEqual(foundFirst(rules, new Set(['c', 'unknown'])).map(r => r.rule), ['c', 'a', 'b']);
});

test('settings and commands are documented, and are what the server reads', () => {
	const read = (file: string) => readFileSync(file, 'utf8');
	const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(match => match[1]!).sort();
	const { version, contributes } = JSON.parse(read('package.json'));
	const settings = Object.keys(contributes.configuration.properties).sort();
	assert.deepEqual(names(read('README.md'), /^\| `(no403\..+?)` \|/gm), settings);
	assert.deepEqual(names(read('README.md'), /^\| (no403: .+?) \|/gm),
		contributes.commands.map((c: { category: string; title: string }) => `${c.category}: ${c.title}`).sort());
	assert.ok(read('CHANGELOG.md').includes(`## ${version}\n`));

	const server = names(read('../../lsp/settings.go'), /`json:"(\w+)"`/g);
	assert.deepEqual(names(read('../../docs/editors.md'), /^\| `(\w+)` \|/gm), server);
	const own = ['enable', 'path', 'args', 'trace.server'].map(name => 'no403.' + name);
	assert.deepEqual(settings.filter(name => !own.includes(name)), server.map(name => 'no403.' + name));
});
