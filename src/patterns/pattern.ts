import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CauseCategory, type Evidence, Instant, type RunRecord } from '../domain/index.ts'

/** Kinds of thing that can be at fault, whatever their names. */
const ComponentKind = z.enum(['statement', 'request', 'call', 'instance or dependency', 'resource', 'service'])

/**
 * The signature of a past verdict: what anybody’s incident of this kind has in common with it. Words of the materials are
 * left out (names, statements, texts), so that no personal data can lie in it; the incident is named by its folder only.
 */
export const Pattern = z.strictObject({
  version: z.literal(1),
  /** `p_` and 10 hex digits of the materials and the cause. */
  id: z.string().regex(/^p_[0-9a-f]{10}$/),
  /** Folder of the materials. */
  incident: z.string(),
  run: z.string(),
  learnedAt: Instant,
  category: CauseCategory,
  component: ComponentKind,
  /** Kind of what set it off. */
  trigger: z.string().nullable(),
  /** Diagnostic tests that came out clearly, as `test: yes` or `test: no`. */
  signs: z.array(z.string()),
  /** Roles of the series that moved beyond what load explains, first to last. */
  movers: z.array(z.string()),
  /** Roles of the series that were full. */
  full: z.array(z.string()),
  wouldScalingHelp: z.string(),
  /** Kinds of measure that the design named. */
  measures: z.array(z.string())
})
export type Pattern = z.infer<typeof Pattern>

/** What a run has that can be compared; a category only where the verdict is determined. */
export type Signature = Pick<Pattern, 'signs' | 'movers' | 'full' | 'wouldScalingHelp' | 'component' | 'trigger'> & {
  readonly category: Pattern['category'] | null
}

/** A test that is less clear than this tells nothing. */
const clear = 0.5

export function signatureOf(record: RunRecord): Signature {
  const { verdict, hypotheses, tests, evidence, scaling } = record
  const accepted = hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis)
  const onsets = evidence.find(({ tool }) => tool === 'series_onsets')
  return {
    category: verdict.rootCause?.category ?? null,
    component: kindOf(accepted?.subject ?? null),
    trigger: verdict.rootCause?.trigger?.kind ?? null,
    signs: signsOf(tests),
    movers: rolesOf(onsets, 'beyond_load_onset'),
    full: rolesOf(onsets, 'saturated_at'),
    wouldScalingHelp: scaling.wouldScalingHelp
  }
}

/** What came out clearly and the same way for every explanation that asked it. */
function signsOf(tests: RunRecord['tests']): string[] {
  const told = tests.filter(({ outcome, strength }) => outcome !== 'cannot-tell' && strength >= clear)
  const both = new Set(told.filter((a) => told.some((b) => a.test === b.test && a.outcome !== b.outcome)).map(({ test }) => test))
  return distinct(told.flatMap(({ test, outcome }) => (both.has(test) ? [] : [`${test}: ${outcome}`]))).sort()
}

/** The pattern of a finished run; null when its verdict determines no cause. `now` in ISO 8601. */
export function patternOf(record: RunRecord, now: string): Pattern | null {
  const { category, ...signature } = signatureOf(record)
  if (category === null) return null
  const identity = JSON.stringify([record.incident.materialsHash, category, signature.component])
  return {
    version: 1,
    id: `p_${createHash('sha256').update(identity).digest('hex').slice(0, 10)}`,
    incident: record.incident.name,
    run: record.run.id,
    learnedAt: now,
    category,
    ...signature,
    measures: distinct((record.design?.resilience?.measures ?? []).map(({ kind }) => kind))
  }
}

function kindOf(subject: RunRecord['hypotheses'][number]['subject'] | null): Pattern['component'] {
  if (subject?.operation) {
    return subject.population === 'statements' ? 'statement' : subject.population === 'spans' ? 'call' : 'request'
  }
  return subject?.entity ? 'instance or dependency' : subject?.series ? 'resource' : 'service'
}

/** Roles of series in the order of a time column. */
function rolesOf(onsets: Evidence | undefined, column: string): string[] {
  if (!onsets) return []
  const place = (name: string): number => onsets.columns.findIndex((each) => each.name === name)
  const [role, time] = [place('role'), place(column)]
  const rows = onsets.rows.flatMap((row) => {
    const [what, at] = [row[role], row[time]]
    return typeof what === 'string' && typeof at === 'string' ? [{ what, at }] : []
  })
  return distinct(rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ what }) => what))
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]
