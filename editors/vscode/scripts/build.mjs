// Bundles the extension into dist/, with the licences of what is in the bundle.
import { build } from 'esbuild';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { metafile } = await build({
	entryPoints: ['src/extension.ts'],
	outfile: 'dist/extension.js',
	bundle: true,
	minify: true,
	metafile: true,
	platform: 'node',
	target: 'node20',
	external: ['vscode'],
	legalComments: 'none', // they are in the notices
	logLevel: 'warning',
});

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
	const inPackage = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
	if (inPackage) {
		packages.add(inPackage[0]);
	}
}
const notices = [...packages].sort().map(directory => {
	const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
	const file = readdirSync(directory).find(f => /^licen[cs]e/i.test(f));
	if (!file) {
		throw new Error(`${name} comes without its licence`);
	}
	return `${name} ${version} (${license})\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
});
writeFileSync('dist/NOTICES.txt', 'The extension contains these packages.\n\n' + notices.join('\n----\n\n'));

// The licence of the extension is that of the repository.
if (existsSync('../../LICENSE')) {
	copyFileSync('../../LICENSE', 'LICENSE');
}
