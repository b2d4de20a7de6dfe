import { evidenceOf, type RunRecord, type Statement } from '../../domain/index.ts'

/** What a check made of a requirement. */
export interface Checked {
  readonly met: boolean
  /** Evidence (E1 …) and files that carry it. */
  readonly by: readonly string[]
  readonly why: string
}

/** A requirement that a finished run can be held against. */
export interface Check {
  /** Lower case, hyphens: what a spec.md names. */
  readonly name: string
  readonly title: string
  readonly text: string
  readonly acceptedWhen: readonly string[]
  /** Steps of the work that serve it: see `Step`. */
  readonly steps: readonly string[]
  readonly of: (record: RunRecord) => Checked
}

/** Numbers of the evidence that statements rest on, as the report numbers it; a few. */
export function numbersOf({ evidence }: RunRecord, statements: readonly Statement[]): string[] {
  const ids = new Set(statements.flatMap((statement) => evidenceOf(statement)))
  return evidence.flatMap(({ id, number }) => (ids.has(id) ? [number] : [])).slice(0, 6)
}

export const met = (by: readonly string[], why: string): Checked => ({ met: true, by, why })
export const unmet = (why: string): Checked => ({ met: false, by: [], why })
/** Met when there are some. */
export const some = <T>(items: readonly T[], what: string, by: (items: readonly T[]) => readonly string[]): Checked =>
  items.length > 0 ? met(by(items), `${items.length} ${what}`) : unmet(`no ${what}`)
