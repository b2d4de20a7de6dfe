import { gunzipSync } from 'node:zlib'
import Bunzip from 'seek-bzip'
import type { TextFile } from '../reader.ts'

/** Why a file's bytes are no text, and what to do about it. */
export interface NotText {
  readonly reason: string
  readonly nextStep: string
}

const magic: readonly (readonly [string, string, string])[] = [
  ['504b0304', 'a zip archive', 'Unpack it into the folder.'],
  ['fd377a585a00', 'compressed with xz', 'Unpack it with unxz.'],
  ['28b52ffd', 'compressed with zstd', 'Unpack it with unzstd.'],
  ['89504e47', 'a picture', 'Write what it shows into a text file if it matters.'],
  ['ffd8ff', 'a picture', 'Write what it shows into a text file if it matters.'],
  ['25504446', 'a PDF document', 'Save its text as .txt.'],
  ['d0cf11e0', 'an Office document', 'Save it as CSV or text.'],
  ['7f454c46', 'a program', 'Remove it; programs are not read.']
]

/**
 * Bytes as lines. UTF-8 with or without BOM, UTF-16 with BOM, gzip, and else Latin-1 (Windows-1252). Lines end at LF or
 * CRLF, as grep and sed count them; at lone CR only when the file has no LF at all. A last line without an end counts.
 */
export function textOf(path: string, raw: Uint8Array): { file: TextFile; notes: string[] } | NotText {
  const notes: string[] = []
  let bytes = raw
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = gunzip(bytes)
    if ('reason' in unpacked) return unpacked
    bytes = unpacked.bytes
    notes.push(...unpacked.notes)
  }
  if (isBzip2(bytes)) {
    const unpacked = bunzip2(bytes)
    if ('reason' in unpacked) return unpacked
    bytes = unpacked.bytes
    notes.push(...unpacked.notes)
  }
  const head = Buffer.from(bytes.subarray(0, 6)).toString('hex')
  const known = magic.find(([prefix]) => head.startsWith(prefix))
  if (known) return { reason: `The file is ${known[1]}.`, nextStep: known[2] }
  const { text, encoding } = decode(bytes)
  if (looksBinary(text)) {
    return { reason: 'The file is binary, not text.', nextStep: 'Export it as text, CSV or JSON.' }
  }
  const lines = splitLines(text)
  if (text.length > 0) notes.push(...notesOfText(text.includes('\0'), text.endsWith('\n') || text.endsWith('\r')))
  return { file: { path, lines, encoding }, notes }
}

/** What a reader of the catalogue should know of a text. */
export function notesOfText(hasNul: boolean, endsWithLine: boolean): string[] {
  return [
    ...(hasNul ? ['The file holds NUL bytes, as a log cut while it was written does.'] : []),
    ...(endsWithLine ? [] : ['The last line has no line end: it may be cut.'])
  ]
}

function gunzip(bytes: Uint8Array): { bytes: Uint8Array; notes: string[] } | NotText {
  try {
    return { bytes: gunzipSync(bytes), notes: ['Unpacked from gzip; lines are those of the unpacked text.'] }
  } catch {
    return {
      reason: 'The gzip file is damaged or cut.',
      nextStep: 'Unpack what can be unpacked with zcat into a file of its own.'
    }
  }
}

function isBzip2(bytes: Uint8Array): boolean {
  return (
    Buffer.from(bytes.subarray(0, 3)).toString() === 'BZh' &&
    Buffer.from(bytes.subarray(4, 10)).toString('hex') === '314159265359'
  )
}

function bunzip2(bytes: Uint8Array): { bytes: Uint8Array; notes: string[] } | NotText {
  try {
    return { bytes: Bunzip.decode(Buffer.from(bytes)), notes: ['Unpacked from bzip2; lines are those of the unpacked text.'] }
  } catch {
    return {
      reason: 'The bzip2 file is damaged or cut.',
      nextStep: 'Unpack what can be unpacked with bzip2recover into a file of its own.'
    }
  }
}

function decode(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'latin-1' }
  }
}

/** Text may hold escape codes, form feeds and whole runs of NUL (a log truncated while open), but few other controls. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 65_536)
  let controls = 0
  let nulRuns = 0
  let others = 0
  for (let i = 0; i < sample.length; i += 1) {
    const code = sample.charCodeAt(i)
    if (code === 0) nulRuns += i > 0 && sample.charCodeAt(i - 1) === 0 ? 0 : 1
    else {
      others += 1
      if ((code < 32 && (code < 7 || code > 13) && code !== 27) || code === 0xfffd) controls += 1
    }
  }
  return others === 0 ? sample.length > 0 : controls / others > 0.02 || nulRuns / others > 0.02
}

function splitLines(text: string): string[] {
  if (text === '') return []
  const onlyCarriageReturns = !text.includes('\n') && text.includes('\r')
  const lines = text.split(onlyCarriageReturns ? '\r' : '\n')
  if (lines.at(-1) === '') lines.pop()
  return onlyCarriageReturns ? lines : lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}

/** The same head each time: what formats read from it they keep by it. */
const heads = new WeakMap<TextFile, TextFile>()

/** The head that detection looks at: up to 200 lines, and of lines of megabytes only as much as a format needs. */
export function headOf(file: TextFile): TextFile {
  const known = heads.get(file)
  if (known !== undefined) return known
  let budget = 262_144
  const lines: string[] = []
  for (const line of file.lines.slice(0, 200)) {
    if (budget <= 0) break
    lines.push(line.length > budget ? line.slice(0, budget) : line)
    budget -= line.length
  }
  const head = { ...file, lines }
  heads.set(file, head)
  return head
}

/** What a table names its columns in, and what a log begins with. */
const headLines = 100

/** Head and end of some lines, and every so manieth of what lies between. */
export function spreadOver(lines: readonly string[], atMost: number): string[] {
  const every = Math.ceil((lines.length - 2 * headLines) / (atMost - 2 * headLines))
  return lines.filter((_, i) => i < headLines || i >= lines.length - headLines || i % every === 0)
}
