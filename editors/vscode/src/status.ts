// How the extension is doing, in words.

/** How many findings a file has. */
export interface Tally {
	errors: number;
	warnings: number;
	notes: number;
}

/** How the extension is doing. */
export type Status =
	| { is: 'off' }
	| { is: 'missing'; problem: string }
	| { is: 'starting' }
	| { is: 'stopped' }
	| { is: 'running'; reading: boolean; files: readonly Tally[] };

/** What is shown of it. */
export interface Words {
	text: string;
	detail: string;
	severity: 'information' | 'warning' | 'error';
	busy: boolean;
}

/** Puts a status into words. */
export function describe(status: Status): Words {
	const quiet: Words = { text: 'no403', detail: '', severity: 'information', busy: false };
	switch (status.is) {
		case 'off':
			return { ...quiet, detail: 'switched off by the setting no403.enable' };
		case 'missing':
			return { ...quiet, text: 'no403: not found', detail: status.problem, severity: 'error' };
		case 'starting':
			return { ...quiet, detail: 'starting', busy: true };
		case 'stopped':
			return { ...quiet, text: 'no403: stopped', detail: 'The output says why.', severity: 'error' };
		case 'running':
			return { ...quiet, ...findings(status.files), busy: status.reading };
	}
}

function findings(files: readonly Tally[]): Pick<Words, 'text' | 'detail' | 'severity'> {
	if (files.length === 0) {
		return { text: 'no403', detail: 'no findings in the files that were read', severity: 'information' };
	}
	const sum = (of: keyof Tally) => files.reduce((n, file) => n + file[of], 0);
	const errors = sum('errors'), warnings = sum('warnings'), notes = sum('notes');
	const parts = [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')];
	return {
		text: 'no403: ' + parts.filter(part => part !== '').join(', '),
		detail: 'in ' + plural(files.length, 'file'),
		severity: errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'information',
	};
}

function plural(n: number, what: string): string {
	return n === 0 ? '' : n === 1 ? `1 ${what}` : `${n} ${what}s`;
}
