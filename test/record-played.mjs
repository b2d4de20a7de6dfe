/**
 * Keeps a run that was played by hand as a recorded one: `node test/record-played.mjs <run folder> <sample>`. Only where its
 * materials lay is changed; what was asked, answered and concluded stays as it was.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const [run = '', sample = ''] = process.argv.slice(2)
const into = resolve(import.meta.dirname, '../evals/recorded', `${sample}-by-hand`)
const lines = readFileSync(join(run, 'journal.jsonl'), 'utf8')
const { incident } = JSON.parse(lines.slice(0, lines.indexOf('\n'))).event
const kept = lines
  .replaceAll(JSON.stringify(incident.folder), JSON.stringify(`materials/${sample}`))
  .replaceAll(`"name":${JSON.stringify(incident.name)}`, `"name":${JSON.stringify(sample)}`)
mkdirSync(into, { recursive: true })
writeFileSync(join(into, 'journal.jsonl'), kept)
