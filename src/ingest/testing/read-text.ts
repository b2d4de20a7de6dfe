import { chooseReader } from '../choose-reader.ts'
import { headOf } from '../folder/text-file.ts'
import { type DetectedFile, readDetected } from '../read-file.ts'
import type { ReadFile } from '../reader.ts'

/** Reads a text as a folder's only file would be read: detection, zone, records, accounting. For tests of formats. */
export function readText(text: string, day: string | null = '2031-04-07', path = 'file'): ReadFile {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const file = { path, lines, encoding: 'utf-8' }
  const chosen = chooseReader(headOf(file))
  if (!chosen) throw new RangeError('nothing reads this text')
  const detected: DetectedFile = { identity: { id: 'S1', path, bytes: text.length, sha256: '' }, file, ...chosen, notes: [] }
  const zone = chosen.reader.zoneOf(headOf(file)) ?? { name: 'UTC', basis: 'assumed-utc', support: '' }
  return readDetected(detected, { zone, day }, null)
}
