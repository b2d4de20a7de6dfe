import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { LineStream, TextFile } from '../reader.ts'
import { linesOfFile, surveyFile } from './line-source.ts'
import { type NotText, notesOfText, spreadOver, textOf } from './text-file.ts'
import { unpackToFile } from './unpack.ts'

/** A text file as far as it must be known before it is read: its beginning, and how to get at the rest. */
export interface OpenText {
  /** The whole file when it is small, else its first lines. */
  readonly sample: TextFile
  /** Of a file that is not kept: lines from its beginning to its end, so many as the sample has. Null when the sample is all of it. */
  readonly spread: TextFile | null
  readonly notes: string[]
  /** The whole file in memory. Null when it is too large for that. */
  whole(): Promise<TextFile | null>
  /** Its lines one after the other; null when they are better held. */
  stream(): LineStream | null
  /** Where the file lies unpacked, when an engine may count its lines as we do; null otherwise. */
  readonly plainPath: string | null
  /** Takes away what was unpacked for it. */
  close(): Promise<void>
}

/** Up to this size a file is kept from the first look to its reading. */
const keptBytes = 4 << 20
/** Above this size lines are read one after the other where the format allows. */
const heldBytes = 32 << 20
/** A document that must be held whole takes about ten times its size. */
const mostBytes = 256 << 20
/** Lines that detection, zones and units are read from. */
const sampleLines = 4000

export interface TextLimits {
  readonly held: number
}

/** Opens a file of the folder. Throws what the file system throws. @param limits smaller ones for tests */
export async function openText(
  path: string,
  absolute: string,
  bytes: number,
  limits: TextLimits = { held: heldBytes }
): Promise<OpenText | NotText> {
  const head = headOfFile(absolute)
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  if (bytes <= limits.held && !(isGzip && bytes > limits.held / 8)) return heldText(path, absolute, bytes)
  const unpacked = isGzip ? await unpackToFile(absolute) : null
  if (isGzip && unpacked === null) return heldText(path, absolute, bytes)
  const opened = largeText(path, unpacked?.path ?? absolute, async () => unpacked?.remove())
  if (opened !== null) {
    if (isGzip && 'notes' in opened) opened.notes.unshift('Unpacked from gzip; lines are those of the unpacked text.')
    return opened
  }
  await unpacked?.remove()
  return heldText(path, absolute, bytes)
}

async function heldText(path: string, absolute: string, bytes: number): Promise<OpenText | NotText> {
  if (bytes > 2 ** 31 - 1)
    return { reason: 'The file is larger than two gigabytes in a form that must be read whole.', nextStep: split }
  const text = textOf(path, await readFile(absolute))
  if ('reason' in text) return text
  const isKept = bytes <= keptBytes
  const sample = isKept ? text.file : { ...text.file, lines: text.file.lines.slice(0, sampleLines) }
  return {
    sample,
    spread: isKept ? null : { ...text.file, lines: spreadOver(text.file.lines, sampleLines) },
    notes: text.notes,
    stream: () => null,
    plainPath: null,
    async whole() {
      const again = isKept ? text : textOf(path, await readFile(absolute))
      return 'file' in again ? again.file : null
    },
    close: async () => {}
  }
}

const split = 'Split it (split -C 400m), or keep only the hours around the incident.'

/** Null for what only `textOf` can read: UTF-16, packed files, texts without line feeds. */
function largeText(path: string, absolute: string, close: () => Promise<void>): OpenText | NotText | null {
  const head = textOf(path, headOfFile(absolute))
  // The head may be cut within a character; what is no text at all shows in it nevertheless.
  if ('reason' in head) return head
  if (head.file.encoding.startsWith('utf-16')) return null
  const survey = surveyFile(absolute)
  if (!survey.hasLineFeed) return null
  const lines = linesOfFile(absolute, survey.encoding)
  const { encoding } = survey
  const first = lines.slice(0, sampleLines)
  const last = textOf(path, endOfFile(absolute))
  return {
    sample: { path, encoding, lines: first },
    // The end begins within a line.
    spread: { path, encoding, lines: [...first, ...('file' in last ? last.file.lines.slice(1) : [])] },
    notes: notesOfText(survey.hasNul, survey.endsWithLine),
    stream: () => ({ path, encoding, lines }),
    plainPath: survey.isPlain ? absolute : null,
    whole: async () => (sizeOf(lines) > mostBytes ? null : { path, encoding, lines: [...lines] }),
    close
  }
}

function sizeOf(lines: Iterable<string>): number {
  let size = 0
  for (const line of lines) {
    size += line.length + 1
    if (size > mostBytes) break
  }
  return size
}

const endBytes = 65_536

const headOfFile = (absolute: string): Uint8Array => bytesOfFile(absolute, () => 0)
const endOfFile = (absolute: string): Uint8Array => bytesOfFile(absolute, (size) => Math.max(0, size - endBytes))

function bytesOfFile(absolute: string, from: (size: number) => number): Uint8Array {
  const descriptor = openSync(absolute, 'r')
  try {
    const buffer = Buffer.alloc(endBytes)
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, from(fstatSync(descriptor).size)))
  } finally {
    closeSync(descriptor)
  }
}
