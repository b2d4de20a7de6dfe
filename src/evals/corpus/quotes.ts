import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import type { CitedEvidence } from '../answer.ts'

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** Looks words up in the files of a folder; each file is read once. */
export function createQuoteBook(
  materials: string
): (path: string, words: string, role: CitedEvidence['for']) => Promise<CitedEvidence> {
  const files = new Map<string, Promise<readonly string[]>>()
  return async (path, words, role) => {
    let lines = files.get(path)
    if (!lines) files.set(path, (lines = linesOf(materials, path)))
    const line = lineWith(await lines, words)
    return { paths: [path], words, line: line ?? '', kind: 'quote', for: role, holds: line !== undefined }
  }
}

async function linesOf(materials: string, path: string): Promise<readonly string[]> {
  const wanted = normalize(path)
  if (wanted.startsWith('..') || wanted.startsWith(sep)) return []
  const bytes = await readFile(join(materials, wanted)).catch(() => Buffer.alloc(0))
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8')
  const lines = text.split('\n').map(squeezed)
  return /^\s*[[{]/.test(text) && path.endsWith('.json') ? objectsAround(lines) : lines
}

/** The line that holds the words; in a pretty-printed document, the object around it. Undefined when no line does. */
function lineWith(lines: readonly string[], words: string): string | undefined {
  const wanted = squeezed(words)
  if (wanted.length < 3) return undefined
  return lines.find((line) => line.includes(wanted)) ?? lines.find((line) => unescaped(line).includes(wanted))
}

const unescaped = (line: string): string =>
  squeezed(
    line
      .replaceAll(String.raw`\n`, ' ')
      .replaceAll(String.raw`\"`, '"')
      .replaceAll(String.raw`\\`, '\\')
  )

/** In a printed JSON document one record is many lines: joined from its opening to its closing brace. */
function objectsAround(lines: readonly string[]): readonly string[] {
  const records: string[] = []
  let current: string[] = []
  for (const line of lines) {
    if (line === '{') current = []
    current.push(line)
    if (/^\}[\],]*$/.test(line)) {
      records.push(current.join(' '))
      current = []
    }
  }
  return [...records, ...lines]
}
