// Runs before the commands a newcomer types: a fresh clone has no node_modules, and one command must be enough.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const versionsIn = (path) =>
  Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages).flatMap(([name, { version, optional }]) =>
    // What is optional is for other machines, or installed here as well.
    name === '' || optional ? [] : [`${name}@${version}`],
  );

/** By what is in it and not by its date: a clone or a checkout of today may need nothing new. */
function isInstalled() {
  const installed = 'node_modules/.package-lock.json';
  if (!existsSync(installed)) return false;
  const versions = new Set(versionsIn(installed));
  return versionsIn('package-lock.json').every((version) => versions.has(version));
}

if (!isInstalled()) {
  console.error('Installing what is missing (npm ci); the first time this takes a minute or two …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
