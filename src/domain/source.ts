import { z } from 'zod'
import { TableName } from './record.ts'
import { Instant, TimeWindow } from './time.ts'

/** Where a source's zone comes from, and how sure that is. */
export const Zone = z.strictObject({
  /** IANA name or fixed offset ("UTC", "+01:00", "Europe/London"). */
  name: z.string(),
  basis: z.enum(['offset-in-data', 'brief', 'inferred', 'assumed-utc', 'no-times']),
  /** What supports it, in one sentence. */
  support: z.string()
})
export type Zone = z.infer<typeof Zone>

export const PersonalDataType = z.enum([
  'name',
  'email',
  'phone',
  'address',
  'postcode',
  'birth-date',
  'ip',
  'user',
  'handle',
  'card',
  'bank-account',
  'national-insurance'
])
export type PersonalDataType = z.infer<typeof PersonalDataType>

/** One file as read. Lines of records + structure + blank + rejected = lines: nothing is dropped in silence. */
export const Source = z.strictObject({
  /** S1, S2 … in the order of their paths. */
  id: z.string(),
  /** Path within the incident's folder, with forward slashes. */
  path: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** Reader that read it, e.g. `postgres-stderr`; `unread` when none could. */
  format: z.string(),
  formatTitle: z.string(),
  /** 0–1: how well the content fits the format. */
  confidence: z.number(),
  encoding: z.string(),
  lines: z.strictObject({
    total: z.int(),
    records: z.int(),
    structure: z.int(),
    blank: z.int(),
    rejected: z.int()
  }),
  records: z.partialRecord(TableName, z.int()),
  /** Why lines could not be read: reason, how many lines, the first such line. */
  rejections: z.array(z.strictObject({ reason: z.string(), lines: z.int(), firstLine: z.int() })),
  firstTime: Instant.nullable(),
  lastTime: Instant.nullable(),
  zone: Zone,
  personalData: z.partialRecord(PersonalDataType, z.int()),
  /** Things a reader of the catalogue should know ("no times", "cut last line"). */
  notes: z.array(z.string())
})
export type Source = z.infer<typeof Source>

/** What the operations team says about the incident. Nothing is required; nothing here is believed unchecked. */
export const Brief = z.strictObject({
  path: z.string(),
  title: z.string().nullable(),
  service: z.string().nullable(),
  zone: z.string().nullable(),
  window: TimeWindow.nullable(),
  symptoms: z.array(z.string()),
  known: z.array(z.string()),
  /** Dates with weekdays, times with events, figures: what can be checked against the other sources. */
  statements: z.array(z.strictObject({ line: z.int(), time: Instant.nullable(), text: z.string() })),
  text: z.string()
})
export type Brief = z.infer<typeof Brief>

/** A folder of materials, read. */
export const Incident = z.strictObject({
  /** The folder's own name: a label, never evidence. */
  name: z.string(),
  /** sha256 over the sorted (path, sha256) of every file: identifies the materials. */
  materialsHash: z.string(),
  brief: Brief.nullable(),
  sources: z.array(Source)
})
export type Incident = z.infer<typeof Incident>
