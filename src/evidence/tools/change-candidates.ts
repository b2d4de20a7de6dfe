import { z } from 'zod'
import {
  CauseCategory,
  epochMsOf,
  Instant,
  instantOf,
  minutesBetween,
  categoriesOf,
  type ChangeContent,
  changeContent,
  touchFor
} from '../../domain/index.ts'
import { type Matched, matchOf } from '../changes/component-match.ts'
import { accusedNames } from '../changes/accused-names.ts'
import { type RecordedChange, readCandidates } from '../changes/read-candidates.ts'
import { readSurroundingsOf } from '../changes/service-graph.ts'
import { withSwitched } from '../changes/switched.ts'
import { type Effect, effectsOf } from '../changes/takes-effect.ts'
import { columnsOf } from '../columns.ts'
import { harmOnset } from '../harm-onset.ts'
import { keeper } from '../kept.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({
  window: windowArgument,
  component: z.string().nullable().default(null).describe('Service, instance, table or operation that is accused; null: any.'),
  category: CauseCategory.nullable().default(null).describe('The fault that was observed; null: any.'),
  accused: z
    .string()
    .nullable()
    .default(null)
    .describe(
      'Names of what fails or is slow: a place in code, an operation, words of its error. Null: nothing is known by name.'
    ),
  onset: Instant.nullable().default(null).describe('When the cause began to act; null: when latency or errors first moved.')
})

const columns = columnsOf(
  'time:time kind ref entity title can_produce matches_component acts_before_onset minutes_before_onset:min old new reason source line able acts_at:time named'
)
const mostRows = 80
const keepContents = keeper<readonly ChangeContent[]>()
const nobody = { best_ref: null, best_kind: null, best_time: null, best_reason: null, nearest_ref: null, nearest_able: null }

interface Candidate {
  readonly change: RecordedChange
  readonly content: ChangeContent
  readonly effect: Effect
  readonly matched: Matched | null
  readonly reason: string
  readonly before: boolean | null
  readonly minutes: number | null
  readonly able: boolean
  readonly strength: number
  /** The commit that a deploy brings stands for it. */
  readonly inherits: boolean
  /** Words of what is accused that the change says and few others do. */
  readonly named: readonly string[]
}

export const changeCandidates: EvidenceTool<typeof Arguments> = {
  name: 'change_candidates',
  description:
    'Every recorded change (deploys, commits, configuration, flags, jobs, schema, infrastructure, and what logs and notes say was done), ranked by whether its ' +
    'content can produce the fault in the component: what its diff or setting touches, whose it is, and since when it acted there (a commit acts when ' +
    'deployed). Nearness counts for nothing: the nearest change is named with nearest_able. Able is not guilty: it says that the content could.',
  arguments: Arguments,
  run: async ({ window, component, category, accused, onset: given }, context) => {
    const changes = await readCandidates(context, window.to)
    const measured = given === null ? await harmOnset(context, window) : null
    const onset = given ?? measured?.at ?? window.from
    if (changes.length === 0) {
      const reading =
        'No change is recorded: change records (deploys, commits, configuration, flags, jobs), and deeds told by logs, alerts and notes were searched.'
      return { status: 'no_data', reading, facts: { candidates: 0, able: 0, onset, ...nobody } }
    }
    const around = await readSurroundingsOf(context, component, changes)
    const effects = effectsOf(changes, around.component, around.libraries)
    const contents = await keepContents(context, window.to, async () => withSwitched(changes, changes.map(changeContent)))
    const naming = accusedNames(accused, around.component, changes)
    const latest = epochMsOf(onset) + (measured?.resolutionMs ?? 0) + 60_000
    const found = changes.map((change, i): Candidate => {
      const own = contents[i] ?? { touches: [], paths: [], nothing: 'unshown' as const }
      // A deploy that says nothing of itself holds the commits that it brought.
      const brought = effects
        .flatMap((effect, j) => (effect.deploy === i ? [contents[j]] : []))
        .filter((one) => one !== undefined)
      const inherits = own.touches.length === 0 && own.nothing === 'unshown' && brought.length > 0
      const content = inherits
        ? { ...own, touches: brought.flatMap(({ touches }) => touches), paths: brought.flatMap(({ paths }) => paths) }
        : own
      const effect = effects[i] ?? { at: null, basis: 'no time' as const, deploy: null }
      const matched = around.component.size > 0 ? matchOf(change, content.paths, around) : null
      const touch = touchFor(content, category)
      const before = effect.at === null ? null : epochMsOf(effect.at) <= latest
      const elsewhere =
        matched?.match === 'other' || (ownFaults.has(category ?? '') && /^(?:dependency|caller)$/.test(matched?.match ?? ''))
      const able = touch !== null && before === true && !elsewhere
      const reason = reasonOf(content, touch?.reason ?? null, effect, matched, category, inherits)
      const minutes = effect.at === null ? null : minutesBetween(effect.at, onset)
      const named = naming(change)
      return { change, content, effect, matched, reason, before, minutes, able, strength: touch?.strength ?? 0, inherits, named }
    })
    const ranked = [...found].sort(byStrength)
    const able = ranked.filter((one) => one.able)
    const best = able[0]
    const nearest = found
      .filter(({ before }) => before === true)
      .sort(
        (a, b) => (a.minutes ?? 0) - (b.minutes ?? 0) || Number(b.effect.basis === 'itself') - Number(a.effect.basis === 'itself')
      )[0]
    return {
      status: 'found',
      reading:
        `${found.length} changes; the content of ${able.length} can produce ${category ?? 'a fault'}${component === null ? '' : ` in ${component}`}` +
        (best ? `, best ${nameOf(best.change)} (${best.change.kind}): it ${best.reason}.` : '.') +
        (nearest && nearest !== best
          ? ` The nearest before ${onset}, ${nameOf(nearest.change)}, ${nearest.able ? 'can too' : 'cannot be seen to'}.`
          : ''),
      facts: {
        candidates: found.length,
        able: able.length,
        onset,
        best_ref: best?.change.ref ?? null,
        best_kind: best?.change.kind ?? null,
        best_time: best?.effect.at ?? null,
        best_reason: best?.reason ?? null,
        nearest_ref: nearest?.change.ref ?? null,
        nearest_able: nearest?.able ?? null
      },
      columns,
      rows: ranked.slice(0, mostRows).map((one) => {
        const touch = touchFor(one.content, category) ?? one.content.touches[0]
        return [
          one.change.time,
          one.change.kind,
          one.change.ref,
          one.change.entity,
          one.change.title.slice(0, 200),
          categoriesOf(one.content).join(', ') || null,
          one.matched?.match ?? null,
          one.before,
          one.minutes,
          touch?.old?.slice(0, 200) ?? null,
          touch?.new?.slice(0, 200) ?? null,
          one.reason,
          one.change.source,
          one.change.line,
          one.able,
          one.effect.at === null ? null : instantOf(epochMsOf(one.effect.at)),
          one.named.slice(0, 8).join(', ') || null
        ]
      }),
      omitted:
        ranked.length > mostRows ? { rows: ranked.length - mostRows, why: 'those that can produce the fault come first' } : null,
      sources: changes.map(({ source }) => source)
    }
  }
}

const matchRank = { itself: 4, dependency: 3, caller: 3, shared: 3, unsaid: 1, other: 0 }

/** Faults of a program's own: what it calls and who calls it does not make them. */
const ownFaults: ReadonlySet<string> = new Set(['code-defect', 'memory-leak', 'resource-leak'])

const saying = ({ named }: Candidate): number => 2 * Math.min(2, named.length)

/** What can first; then whose it is, how directly it touches, what it names; time decides only between equals. */
function byStrength(a: Candidate, b: Candidate): number {
  // What a commit shows convicts the commit before the deploy that brought it.
  const rank = ({ matched, inherits }: Candidate) => (matched ? matchRank[matched.match] : 0) - (inherits ? 3 : 0)
  return (
    Number(b.able) - Number(a.able) ||
    b.strength + rank(b) + saying(b) - a.strength - rank(a) - saying(a) ||
    (b.matched?.shared.length ?? 0) - (a.matched?.shared.length ?? 0) ||
    Number(b.change.origin === 'change') - Number(a.change.origin === 'change') ||
    (a.minutes ?? Infinity) - (b.minutes ?? Infinity) ||
    (a.change.ref ?? '').localeCompare(b.change.ref ?? '')
  )
}

function reasonOf(
  content: ChangeContent,
  touched: string | null,
  effect: Effect,
  matched: Matched | null,
  category: CauseCategory | null,
  inherits: boolean
): string {
  const parts: string[] = []
  if (touched !== null) parts.push(inherits ? `brings a commit that ${touched}` : touched)
  else if (content.touches.length > 0)
    parts.push(`touches nothing that produces ${category ?? 'a fault'}: it ${content.touches[0]?.reason ?? ''}`)
  else if (content.nothing === 'inert') parts.push('touches only text, style, tests, documents or comments')
  else if (content.nothing === 'undoes') parts.push('undoes an earlier change')
  else if (content.nothing === 'unshown') parts.push('shows nothing of what it contains')
  else parts.push('touches nothing that is known to produce a fault')
  if (effect.basis === 'never deployed') parts.push('was not deployed in the record')
  if (effect.basis === 'named by a deploy' || effect.basis === 'next deploy') parts.push(`was deployed at ${effect.at ?? ''}`)
  if (effect.basis === 'elsewhere') parts.push('was made elsewhere than in production, or not carried through')
  if (matched?.match === 'other') parts.push('is of another service')
  else if (category !== null && ownFaults.has(category) && /^(?:dependency|caller)$/.test(matched?.match ?? ''))
    parts.push(`is of a ${matched?.match === 'caller' ? 'service that calls it' : 'service that it calls'}`)
  return parts.join('; ')
}

function nameOf({ ref, title }: RecordedChange): string {
  return ref ?? title.slice(0, 60)
}
