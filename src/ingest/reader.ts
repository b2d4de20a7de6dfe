import type { Instant, PersonalDataType, RecordOf, Source, TableName, Zone } from '../domain/index.ts'

/** A file's text as lines; `lines[0]` is line 1. Decoded, BOM removed, line ends removed, nothing else touched. */
export interface TextFile {
  readonly path: string
  readonly lines: readonly string[]
  readonly encoding: string
}

/** Lines in their order, perhaps read from disk as they are asked for. */
export interface Lines extends Iterable<string> {
  /** Some lines near the beginning, to look at before reading. */
  slice(start: number, end: number): readonly string[]
}

/** A file whose lines need not be in memory. Every `TextFile` is one. */
export interface LineStream {
  readonly path: string
  readonly lines: Lines
  readonly encoding: string
}

/** What a reader made of lines firstLine … lastLine (1-based, inclusive). Every line of the file is in exactly one item. */
export type ReadItem =
  | {
      [T in TableName]: {
        readonly kind: 'record'
        readonly table: T
        readonly firstLine: number
        readonly lastLine: number
        readonly record: RecordOf<T>
      }
    }[TableName]
  | { readonly kind: 'structure' | 'blank'; readonly firstLine: number; readonly lastLine: number }
  | { readonly kind: 'rejected'; readonly firstLine: number; readonly lastLine: number; readonly reason: string }

type RecordItem = Extract<ReadItem, { kind: 'record' }>
/** A record with its table, before its place is known. */
export type PlacelessRecord = { [T in TableName]: { readonly table: T; readonly record: RecordOf<T> } }[TableName]
/** First and last line, 1-based and inclusive. */
export type Place = Pick<RecordItem, 'firstLine' | 'lastLine'>

/** What a reader may know besides the file: how to turn a local time into UTC. */
export interface ReadContext {
  readonly zone: Zone
  /** The day that clock times without a date belong to (ISO date), from the brief or the other sources. */
  readonly day: string | null
  /** Tells a reader of the catalogue how something was decided (a unit, an order of day and month). */
  readonly note?: (text: string) => void
}

/** One format, one file of code. */
export interface Reader {
  /** Stable kebab-case name, e.g. `postgres-stderr`. */
  readonly format: string
  /** For the catalogue: "PostgreSQL server log (stderr)". */
  readonly title: string
  /** 0–1: how well the head of the file (up to 200 lines) fits. By content only, never by name. */
  detect(head: TextFile): number
  /** What `detect` gives at most: a costly look is spared where another reader is surer. @default 1 */
  readonly most?: number
  /** Does the format itself carry an offset or zone? Null when it has local times only. */
  zoneOf(head: TextFile): Zone | null
  read(file: TextFile, context: ReadContext): Iterable<ReadItem>
  /**
   * The same for readers that go through the lines once and give items in the order of their first lines, so that a file
   * of any size can be read. Where there is none, the file is held in memory.
   */
  readonly stream?: (file: LineStream, context: ReadContext) => Iterable<ReadItem>
  /** What most lines of a large file look like, when an engine may take them apart by itself. Null: it may not. */
  readonly plainRequests?: (file: LineStream, context: ReadContext) => PlainRequests | null
}

/**
 * The plain lines of an access log, as data for an engine that reads a file by SQL: client, ident, user, [time zone], "method
 * target protocol", status, bytes, perhaps "referrer" "agent", perhaps a last word. Of all others a reader makes the records.
 */
export interface PlainRequests {
  /** The last word is the duration: its unit as written after the number, and its milliseconds. Null: there is no last word. */
  readonly duration: { readonly suffix: string; readonly toMs: number } | null
  /** The same in every record. */
  readonly attributes: Readonly<Record<string, string>>
  /** A time as it stands between the brackets. Null for what cannot be read. */
  instantOf(text: string): Instant | null
}

/** A personal datum as found; the value never leaves the warehouse unless asked for. */
export interface PersonalDatum {
  readonly type: PersonalDataType
  readonly value: string
  readonly line: number
}

/** Successive lines of a file and what became of them: no item goes beyond them. */
export interface ReadBatch {
  readonly firstLine: number
  readonly lines: readonly string[]
  readonly items: readonly ReadItem[]
  readonly personalData: readonly PersonalDatum[]
}

/** A line that is not like most, to be read by the format's reader. */
export interface NumberedLine {
  readonly line: number
  readonly text: string
}

/** What an engine made of the plain lines that it read by itself. */
export interface PlainTally {
  readonly records: number
  readonly first: Instant | null
  readonly last: Instant | null
  readonly personalData: Readonly<Partial<Record<PersonalDataType, number>>>
}

/** A large file that an engine may read by itself as far as its lines are plain, instead of `batches`. */
export interface BulkReading {
  readonly entity: string | null
  readonly requests: PlainRequests
  /** Does free text hold a personal datum? A line with one is not plain. */
  isPersonal(text: string): boolean
  /** The personal data in the fields of a plain line. */
  personalDataOf(client: string | null, userName: string | null): readonly Omit<PersonalDatum, 'line'>[]
  /** Reads the lines that are not plain, in their order; each batch holds only such lines. */
  rest(lines: readonly NumberedLine[]): Iterable<ReadBatch>
  /** To be told before `source` is asked. */
  took(plain: PlainTally): void
}

/** One file of the folder while it is read. */
export interface FileReading {
  readonly id: string
  readonly path: string
  /** Text without line ends but LF, which whoever reads it takes apart into the same lines: they can be kept from there. */
  readonly plainFile?: string | null
  readonly bulk?: BulkReading | null
  /** Once only, in the order of lines. */
  batches(): Iterable<ReadBatch>
  /** What is known of the file when its batches have been gone through; reads what is left of them first. */
  source(): Source
}

/** One file of the folder, read and held whole. */
export interface ReadFile {
  readonly source: Source
  /** The file's lines, as provenance counts them. */
  readonly lines: readonly string[]
  readonly items: readonly ReadItem[]
  readonly personalData: readonly PersonalDatum[]
}
