import { gzipSync } from 'node:zlib'
import type { Random } from '../queueing/index.ts'
import type { Emitted, Entry } from './emitters/index.ts'
import type { FileSpec, Untidy } from './scenario/scenario.ts'
import type { TimeOfDay } from './scenario/time-of-day.ts'

export interface WrittenFile {
  readonly bytes: Uint8Array
  /** Records that a perfect reader would find; a cut last record is not one. */
  readonly records: number
  /** As text, for looking things up in it. */
  readonly text: string
}

/** A file's content as bytes, with the untidiness asked for. */
export function writeUntidy(emitted: Emitted, untidy: Untidy, random: Random, at: (time: TimeOfDay) => number): WrittenFile {
  const { text, records } = emitted.kind === 'document' ? emitted : joined(emitted.entries, untidy, random, at)
  const ended = untidy.crlf ? text.replaceAll('\n', '\r\n') : text
  const plain = Buffer.from(ended, untidy.latin1 ? 'latin1' : 'utf8')
  // No name and no time in the header, so that the same text gives the same bytes.
  return { bytes: untidy.gzip ? compressed(plain, untidy.gzipMembers) : plain, records, text }
}

function compressed(plain: Buffer, members: number): Buffer {
  const length = Math.max(1, Math.ceil(plain.length / members))
  const parts = Array.from({ length: members }, (_, i) => plain.subarray(i * length, (i + 1) * length))
  return Buffer.concat(parts.map((part) => gzipSync(part, { level: 9 })))
}

/** The piece of a log that one of its rotated files holds; heads are in each. Documents are never cut. */
export function pieceOf(
  emitted: Emitted,
  { from, until }: Pick<FileSpec, 'from' | 'until'>,
  at: (time: TimeOfDay) => number
): Emitted {
  if (emitted.kind === 'document' || (from === undefined && until === undefined)) return emitted
  const [first, end] = [from === undefined ? -Infinity : at(from), until === undefined ? Infinity : at(until)]
  return { kind: 'lines', entries: emitted.entries.filter((entry) => entry.at === null || (entry.at >= first && entry.at < end)) }
}

function joined(
  entries: readonly Entry[],
  untidy: Untidy,
  random: Random,
  at: (time: TimeOfDay) => number
): { text: string; records: number } {
  const gaps = untidy.gaps.map(({ from, until }) => [at(from), at(until)] as const)
  const lost = (time: number): boolean => gaps.some(([from, until]) => time >= from && time < until)
  const kept = entries.filter((entry) => entry.at === null || !lost(entry.at))
  const repeated = kept.flatMap((entry) =>
    entry.record && untidy.duplicateShare > 0 && random.chance(untidy.duplicateShare) ? [entry, entry] : [entry]
  )
  const records = repeated.filter(({ record }) => record).length
  const text = `${repeated.map((entry) => entry.text).join('\n')}\n`
  if (!untidy.cutLastLine) return { text, records }
  const last = repeated.at(-1)?.text ?? ''
  return { text: text.slice(0, text.length - 1 - Math.ceil(last.length * 0.6)), records: records - 1 }
}
