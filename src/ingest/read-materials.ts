import { basename, resolve } from 'node:path'
import type { Brief, Incident, Source, Zone } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { briefLikeness, readBrief } from './brief/read-brief.ts'
import { chooseReader } from './choose-reader.ts'
import { entitiesOfPaths } from './entities-of-paths.ts'
import { codeOfError } from './folder/error-code.ts'
import { hashFiles } from './folder/hash-materials.ts'
import { openText, type TextLimits } from './folder/open-text.ts'
import { headOf } from './folder/text-file.ts'
import { type MaterialFile, walkFolder } from './folder/walk-folder.ts'
import { type DetectedFile, type FileIdentity, readDetected, unreadFile } from './read-file.ts'
import type { FileReading, TextFile } from './reader.ts'
import { briefText } from './readers/markdown.ts'
import type { Day } from './sample-times.ts'
import { dayOfFiles, zonesOfFiles } from './zones.ts'

export interface ReadMaterialsOptions {
  readonly signal?: AbortSignal
  /** Called before each file is read. */
  readonly onProgress?: (progress: { readonly path: string; readonly index: number; readonly files: number }) => void
  /** When files are read line by line; smaller sizes for tests. */
  readonly limits?: TextLimits
}

/** Records take some ten times the memory of their text: those of so many bytes are kept between two looks at a file. */
const mostKeptBytes = 16 << 20

type Looked = { readonly detected: DetectedFile } | { readonly unread: FileReading }

/**
 * Reads a folder of materials: yields every file as it is read, in the order of their paths, and returns the incident.
 * Nothing is written into the folder. Throws InquestError `materials` when there is no folder, it holds no files, or none
 * of them could be read.
 */
export async function* readMaterials(
  folder: string,
  { signal, onProgress, limits }: ReadMaterialsOptions = {}
): AsyncGenerator<FileReading, Incident> {
  const files = await walkFolder(folder)
  const { materialsHash, files: hashes } = await hashFiles(files)
  const looked: Looked[] = []
  let keptBytes = 0
  try {
    for (const [index, file] of files.entries()) {
      signal?.throwIfAborted()
      const { sha256 = '' } = hashes[index] ?? {}
      keptBytes += file.bytes
      looked.push(
        await lookAt(
          file,
          { id: `S${index + 1}`, path: file.path, bytes: file.bytes, sha256 },
          limits,
          keptBytes <= mostKeptBytes
        )
      )
    }
    const { brief, sources } = yield* readLooked(folder, files, looked, { signal, onProgress })
    return { name: basename(resolve(folder)), materialsHash, brief, sources }
  } finally {
    // Also when nobody asks for the rest.
    for (const one of looked) if ('detected' in one) await one.detected.text?.close()
  }
}

async function* readLooked(
  folder: string,
  files: readonly MaterialFile[],
  looked: readonly Looked[],
  { signal, onProgress }: { signal: AbortSignal | undefined; onProgress: ReadMaterialsOptions['onProgress'] }
): AsyncGenerator<FileReading, { readonly brief: Brief | null; readonly sources: Source[] }> {
  const { brief, detected } = withBrief(looked.flatMap((one) => ('detected' in one ? [one.detected] : [])))
  if (!detected.some(({ reader }) => reader !== briefText)) throw nothingReadable(folder, looked)

  const zones = zonesOfFiles(detected, brief)
  const day = dayOfFiles(detected, zones, brief)
  const entities = entitiesOfPaths(
    detected.map(({ identity, reader, file }) => ({
      path: identity.path,
      format: reader.format,
      layout: reader.format === 'metrics-csv' ? (file.lines[0] ?? '') : ''
    }))
  )
  const changed = new Map(files.map(({ path, changedMs }) => [path, new Date(changedMs).toISOString().slice(0, 10)]))
  const byPath = new Map(detected.map((one) => [one.identity.path, one]))
  const sources: Source[] = []
  for (const [index, one] of looked.entries()) {
    signal?.throwIfAborted()
    const path = files[index]?.path ?? ''
    onProgress?.({ path, index, files: files.length })
    const found = byPath.get(path)
    const zone = zones.get(path)
    const read =
      'unread' in one
        ? one.unread
        : found && zone
          ? await readSafely(found, zone, () => day() ?? changed.get(path) ?? null, entities.get(path) ?? null)
          : failedFile(one.detected, 'no zone')
    yield read
    sources.push(read.source())
    if ('detected' in one) await one.detected.text?.close()
  }
  return { brief, sources }
}

/** A defect in one reader must not cost the other files: the file is reported as not read, with the reason. */
async function readSafely(detected: DetectedFile, zone: Zone, day: Day, entity: string | null): Promise<FileReading> {
  try {
    const { text, file, reader } = detected
    const lines = (reader.stream ? text?.stream() : null) ?? (text ? await text.whole() : file)
    if (lines === null)
      return unreadFile(detected.identity, 'The file is larger than 256 MB in a format that must be read whole.', tooLarge)
    return readDetected(
      detected,
      lines,
      {
        zone,
        get day() {
          return day()
        }
      },
      entity
    )
  } catch (thrown) {
    return failedFile(detected, thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function failedFile({ identity, reader }: DetectedFile, reason: string): FileReading {
  return unreadFile(
    identity,
    `The reader ${reader.format} failed: ${reason}.`,
    'This is a defect in Inquest; report it with the first lines of the file.'
  )
}

async function lookAt(
  file: MaterialFile,
  identity: FileIdentity,
  limits: TextLimits | undefined,
  keepsReading: boolean
): Promise<Looked> {
  if (file.bytes === 0) return { unread: unreadFile(identity, 'The file is empty (0 bytes).', 'Export it again, or remove it.') }
  let text: Awaited<ReturnType<typeof openText>>
  try {
    text = await openText(file.path, file.absolute, file.bytes, limits)
  } catch (thrown) {
    return { unread: unreadable(file, identity, thrown) }
  }
  if ('reason' in text) return { unread: unreadFile(identity, text.reason, text.nextStep) }
  const { sample, notes } = text
  const chosen = chooseReader(headOf(sample))
  if (!chosen) {
    await text.close()
    return { unread: unreadFile(identity, 'The file holds nothing but blank lines.', 'Export it again, or remove it.', notes) }
  }
  return { detected: { identity, file: sample, text, reader: chosen.reader, confidence: chosen.confidence, notes, keepsReading } }
}

function unreadable(file: MaterialFile, identity: FileIdentity, thrown: unknown): FileReading {
  if (thrown instanceof Error && /too long|string length|longer than/i.test(thrown.message))
    return unreadFile(identity, 'The file holds a line, or is a document, of more than half a gigabyte.', tooLarge)
  const code = codeOfError(thrown)
  return code === 'EACCES' || code === 'EPERM'
    ? unreadFile(identity, 'You may not read this file.', `Give yourself read permission (chmod u+r "${file.path}").`)
    : unreadFile(identity, `The file could not be read (${code}).`, 'Check the disk, or split the file if it is very large.')
}

const tooLarge = 'Export it as one record a line (jq -c .[]), split it, or keep only the hours around the incident.'

/** The file that looks most like a brief; among equals the one nearest the folder's top, and a conventional name first. */
function withBrief(detected: readonly DetectedFile[]): { brief: Brief | null; detected: DetectedFile[] } {
  const rank = ({ path, lines }: TextFile, likeness: number): number =>
    likeness +
    (lines.length > 0 && /(?:^|\/)(?:incident\.ya?ml|brief\.\w+|readme(?:\.\w+)?)$/i.test(path) ? 0.2 : 0) -
    path.split('/').length / 100
  let best: { one: DetectedFile; rank: number } | null = null
  for (const one of detected) {
    const prose = ['markdown-notes', 'untimed-text', 'timestamped-text'].includes(one.reader.format)
    const likeness = prose ? briefLikeness(one.file) : 0
    const ranked = rank(one.file, likeness)
    if (likeness >= 0.5 && (best === null || ranked > best.rank)) best = { one, rank: ranked }
  }
  if (!best) return { brief: null, detected: [...detected] }
  const chosen = best.one
  return {
    brief: readBrief(chosen.file),
    detected: detected.map((one) =>
      one === chosen
        ? {
            ...one,
            reader: briefText,
            confidence: 1,
            notes: [...one.notes, 'What it says is checked against the other sources; it is no evidence itself.']
          }
        : one
    )
  }
}

function nothingReadable(folder: string, looked: readonly Looked[]): InquestError {
  const reasons = looked.flatMap((one) => ('unread' in one ? [`${one.unread.path}: ${one.unread.source().notes[0] ?? ''}`] : []))
  const shown = reasons.slice(0, 5).join('\n  ')
  return new InquestError(
    'materials',
    `Nothing in ${folder} could be read as evidence${shown === '' ? ' (only a brief is there)' : `:\n  ${shown}`}`,
    'Add logs, metrics, alerts or tickets as text, CSV or JSON.',
    { details: { path: folder } }
  )
}
