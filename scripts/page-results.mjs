// Reads Vitest's JSON report and prints one line for the page's tests, as scripts/test.sh keeps them:
// name, passed, failed, ignored; apart by tabs. Called with the report's path and Vitest's exit status.
import { existsSync, readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
const passed = report.numPassedTests ?? 0;
const ignored = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
// A file that does not even load fails without having a failed test.
const failed = Math.max(report.numFailedTests ?? 0, status === '0' ? 0 : 1);
console.log(['ui (vitest)', passed, failed, ignored].join('\t'));
