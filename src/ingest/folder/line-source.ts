import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'
import type { Lines } from '../reader.ts'

const chunkBytes = 1 << 20

/** What a look at every byte of a text file tells before it is read line by line. */
export interface Survey {
  readonly encoding: 'utf-8' | 'latin-1'
  readonly hasNul: boolean
  readonly hasLineFeed: boolean
  readonly endsWithLine: boolean
  /** UTF-8 with no line end but LF, no byte that an engine's reader takes for a sign, and no line of a megabyte: every reader counts its lines alike. */
  readonly isPlain: boolean
}

/** Goes through a file once, at disk speed, keeping nothing. */
export function surveyFile(path: string): Survey {
  let isText = true
  let hasNul = false
  let hasLineFeed = false
  let isPlain = true
  let last = 0
  let carry: Uint8Array = new Uint8Array(0)
  for (const chunk of chunksOf(path)) {
    hasNul ||= chunk.includes(0)
    hasLineFeed ||= chunk.includes(10)
    isPlain &&= !chunk.includes(13) && !chunk.includes(1) && (chunk.length < chunkBytes || chunk.includes(10))
    last = chunk.at(-1) ?? last
    if (!isText) continue
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    const whole = wholeCharacters(bytes)
    isText = isUtf8(bytes.subarray(0, whole))
    carry = Uint8Array.from(bytes.subarray(whole))
  }
  const encoding = isText && carry.length === 0 ? 'utf-8' : 'latin-1'
  return {
    encoding,
    hasNul,
    hasLineFeed,
    endsWithLine: last === 10,
    isPlain: isPlain && encoding === 'utf-8' && !hasNul && !startsWithMark(path)
  }
}

function startsWithMark(path: string): boolean {
  const descriptor = openSync(path, 'r')
  try {
    const head = Buffer.alloc(3)
    readSync(descriptor, head, 0, 3, 0)
    return head.equals(Buffer.from('\uFEFF'))
  } finally {
    closeSync(descriptor)
  }
}

/** How many bytes are whole characters of UTF-8: a chunk may end within one. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/**
 * The lines of a file, read anew at each iteration and never held: line ends are LF or CRLF, as `textOf` splits them. The
 * file must have line feeds, and a line must fit into memory. Reading is synchronous, because readers are generators.
 */
export function linesOfFile(path: string, encoding: Survey['encoding']): Lines {
  const iterate = (): Iterator<string> => readLines(path, encoding)
  return {
    [Symbol.iterator]: iterate,
    slice(start, end) {
      const taken: string[] = []
      let index = 0
      for (const line of { [Symbol.iterator]: iterate }) {
        if (index >= end) break
        if (index >= start) taken.push(line)
        index += 1
      }
      return taken
    }
  }
}

function* readLines(path: string, encoding: Survey['encoding']): Generator<string> {
  const decoder = encoding === 'latin-1' ? new TextDecoder('windows-1252') : null
  const decode = (bytes: Buffer): string => (decoder === null ? bytes.toString('utf8') : decoder.decode(bytes))
  let rest: Buffer[] = []
  let isFirst = true
  for (const chunk of chunksOf(path)) {
    const end = chunk.lastIndexOf(10)
    if (end < 0) {
      rest.push(Buffer.from(chunk))
      continue
    }
    const bytes = rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...rest, chunk.subarray(0, end)])
    rest = [Buffer.from(chunk.subarray(end + 1))]
    const text = decode(bytes)
    const start = isFirst && text.startsWith('\uFEFF') ? text.slice(1) : text
    isFirst = false
    for (const line of start.split('\n')) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  const last = decode(Buffer.concat(rest))
  if (last !== '') yield last.endsWith('\r') ? last.slice(0, -1) : last
}

/** A file's bytes; the buffer given is filled anew each time. */
function* chunksOf(path: string): Generator<Buffer> {
  const descriptor = openSync(path, 'r')
  const buffer = Buffer.allocUnsafe(chunkBytes)
  try {
    for (;;) {
      const read = readSync(descriptor, buffer, 0, chunkBytes, null)
      if (read === 0) return
      yield buffer.subarray(0, read)
    }
  } finally {
    closeSync(descriptor)
  }
}
