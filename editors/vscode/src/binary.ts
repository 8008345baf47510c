// Finds the program that is run. It is always an absolute path: no working
// directory decides what runs.
import * as path from 'node:path';

/** What matters of the machine and the workspace. */
export interface Surroundings {
	platform: NodeJS.Platform;
	/** The value of PATH. */
	search: string;
	home: string;
	/** The first folder of the workspace, if there is one. */
	folder: string | undefined;
	/** Whether the user trusts the workspace. */
	trusted: boolean;
	/** Tells whether there is a file that may be run. */
	isProgram(file: string): boolean;
}

/** The program, or a sentence that says why there is none and what to do. */
export type Binary = { program: string } | { problem: string };

/** Finds what the setting no403.path means. */
export function findBinary(setting: string, on: Surroundings): Binary {
	const { isAbsolute, join, resolve } = on.platform === 'win32' ? path.win32 : path.posix;
	const wanted = setting.trim();
	if (wanted === '') {
		return onPath(on);
	}
	let file = wanted;
	if (/^~[/\\]/.test(wanted)) {
		file = join(on.home, wanted.slice(2));
	} else if (!isAbsolute(wanted)) {
		if (on.folder === undefined) {
			return { problem: `no403.path is "${wanted}", but no folder is open that it could start from. Write an absolute path.` };
		}
		if (!on.trusted) {
			return { problem: `no403.path is "${wanted}", a program of a workspace that is not trusted. Trust the workspace, or write an absolute path.` };
		}
		file = resolve(on.folder, wanted);
	}
	if (!on.isProgram(file)) {
		return { problem: `no403.path is "${wanted}", but there is no program at ${file}. Correct the setting, or empty it to take no403 from the PATH.` };
	}
	return { program: file };
}

/** Looks in the directories of PATH, of which relative ones do not count. */
function onPath(on: Surroundings): Binary {
	const { delimiter, isAbsolute, join } = on.platform === 'win32' ? path.win32 : path.posix;
	const name = on.platform === 'win32' ? 'no403.exe' : 'no403';
	for (const directory of on.search.split(delimiter)) {
		const file = join(directory, name);
		if (isAbsolute(directory) && on.isProgram(file)) {
			return { program: file };
		}
	}
	return { problem: 'The program no403 is not on the PATH that VS Code has. Install it, or say where it is in the setting no403.path.' };
}
