import { type CauseCategory, epochMsOf, type Trigger } from '../../../domain/index.ts'
import { changesThatCan, namesOf, type Row, rowsIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { askAll, sceneAt } from '../ask.ts'
import { type Accused, jobTrigger } from './job-trigger.ts'
import { triggerOfChange } from './trigger-kind.ts'

/** A setting that a series or a log showed to change. */
export interface SeenSetting {
  readonly from: string | null
  readonly to: string | null
  readonly at: string | null
}

/** Of a series that adds up instances the share is that of the setting, and the time is known to its step. */
const stepMs = 10 * 60_000

/** The same value; the old one taken away, so that another is in force since; or at the same time the same share of what it was, since a series may add up instances. */
function setsWhatWasSeen(row: Row, { from, to, at }: SeenSetting): boolean {
  if (to !== null && row.text('new') === to) return true
  if (from !== null && row.text('old') === from && row.text('new') === null) return true
  const [now, before, old, set] = [to, from, row.text('old'), row.text('new')].map((text) => Number(text ?? Number.NaN))
  const acts = row.text('acts_at') ?? row.text('time')
  if (!now || !before || !old || !set || acts === null || at === null) return false
  return Math.abs(now / before / (set / old) - 1) < 0.01 && Math.abs(epochMsOf(acts) - epochMsOf(at)) <= stepMs
}

/**
 * The recorded change that can produce the category by what it contains and acted by the time that harm had begun, the
 * likeliest first; with `accused`, only one that names something of it, or that sets what was seen to be set. Nearness convicts nothing: null when none can.
 */
export async function changeTrigger(
  desk: Desk,
  category: CauseCategory,
  accused: string | null = null,
  seen: SeenSetting | null = null
): Promise<Trigger | null> {
  const scene = await sceneAt(desk)
  const [candidates] = await askAll(desk, changesThatCan(category, scene, accused))
  const names = accused === null ? null : new Set(namesOf(accused))
  const able = rowsIn(candidates).filter(
    (row) =>
      row.value('able') === true &&
      (row.text('can_produce') ?? '').split(', ').includes(category) &&
      (names === null ||
        row.text('named') !== null ||
        namesOf(said(row)).some((name) => names.has(name)) ||
        (seen !== null && setsWhatWasSeen(row, seen)))
  )
  // A change on record can be named and undone; what a log tells of it only dates it.
  const guilty = able.find((row) => row.text('ref') !== null) ?? able[0]
  return guilty ? triggerOfChange(guilty) : null
}

/** A minute to switch over or to start, and one in which a source shows it. */
const leastApartSeconds = 120

/**
 * What names nothing of what is accused is the change all the same if it can produce the category by what it contains and that began
 * at the moment it acted. Packets name no way, resolvers and routes speak of addresses where calls name hosts, and a job is not called
 * by the statements that it runs.
 */
export async function changeAsItBegan(
  desk: Desk,
  category: CauseCategory,
  { onset, onsetResolutionSeconds }: Pick<Accused, 'onset' | 'onsetResolutionSeconds'>
): Promise<Trigger | null> {
  const change = await changeTrigger(desk, category)
  if (!change?.time || onset === null) return null
  const apart = Math.abs(epochMsOf(change.time) - epochMsOf(onset)) / 1000
  return apart <= Math.max(leastApartSeconds, onsetResolutionSeconds) ? change : null
}

/** The same for a hypothesis as it is drafted; where no record holds such a change, a job that a log tells of. */
export async function triggerOf(desk: Desk, accused: Accused): Promise<Trigger | null> {
  const { category, component, subject } = accused
  const recorded = await changeTrigger(desk, category, `${component} ${subject.operation ?? ''}`)
  return recorded ?? jobTrigger(desk, accused)
}

/** As `triggerOf`; where nothing that is recorded names what is accused, the change as which it began. */
export const namedOrAsItBegan = async (desk: Desk, accused: Accused): Promise<Trigger | null> =>
  (await triggerOf(desk, accused)) ?? changeAsItBegan(desk, accused.category, accused)

const said = (row: Row): string => ['ref', 'title', 'old', 'new'].map((column) => row.text(column) ?? '').join(' ')
