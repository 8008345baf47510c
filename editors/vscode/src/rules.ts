// The rules, as the program lists them.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A rule as it is offered to be explained. */
export interface Rule {
	rule: string;
	title: string;
}

/** Asks the program for its rules. It fails when the program does. */
export async function listRules(program: string): Promise<Rule[]> {
	const { stdout } = await promisify(execFile)(program, ['rules', '--format', 'json'], { maxBuffer: 16 << 20 });
	return JSON.parse(stdout) as Rule[];
}

/** Puts those first that have a finding in the file that the user looks at. */
export function foundFirst(rules: readonly Rule[], found: ReadonlySet<string>): Rule[] {
	return [...rules.filter(r => found.has(r.rule)), ...rules.filter(r => !found.has(r.rule))];
}
