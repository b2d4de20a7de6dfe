/**
 * Records the lesson that comes with Inquest: a run of the built-in analyst on a sample, its journal under evals/recorded/.
 * To be made again when the journal's schema changes: `npm run lesson`.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const sample = 'bulky-waste-booking'
const root = resolve(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'inquest-lesson-'))
const run = join(work, 'run')
execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), 'demo', sample, '--out', run, '--quiet'])
// Where the sample lay on this machine is nobody's business: within the package it is always the same place.
const journal = readFileSync(join(run, 'journal.jsonl'), 'utf8').replaceAll(join(root, 'materials'), 'materials')
mkdirSync(join(root, 'evals/recorded', sample), { recursive: true })
writeFileSync(join(root, 'evals/recorded', sample, 'journal.jsonl'), journal)
rmSync(work, { recursive: true })
