import { epochMsOf, type Hypothesis, type Trigger } from '../../../domain/index.ts'
import { canProduce, jobOf, namesOf, type Row, rowsIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { triggerKind } from './trigger-kind.ts'

/** A month: longer and a change has been through too many healthy days to have set this off by itself. */
const monthMinutes = 30 * 24 * 60

type Accused = Pick<Hypothesis, 'category' | 'component' | 'subject' | 'onset' | 'onsetResolutionSeconds'>

/**
 * The change that set the cause off: before the onset, able by its content to produce the fault, and of several such the
 * one that names most of what is accused, then the latest. Null when no change qualifies: nearness convicts nothing.
 */
export async function triggerOf(desk: Desk, hypothesis: Accused): Promise<Trigger | null> {
  const time = hypothesis.onset ?? desk.window?.from
  if (!time) return null
  const after = Math.ceil(hypothesis.onsetResolutionSeconds / 60)
  const changes = await ask(desk, 'changes_around', { time, before_minutes: monthMinutes, after_minutes: after })
  const accused = namesOf(`${hypothesis.component} ${hypothesis.subject.operation ?? ''}`)
  const named = (row: Row): number => {
    const said = new Set(namesOf(`${row.text('title') ?? ''} ${row.text('content') ?? ''}`))
    return accused.filter((name) => said.has(name)).length
  }
  const able = rowsIn(changes)
    .filter((row) => canProduce(hypothesis, { kind: row.text('kind'), title: row.text('title'), content: row.text('content') }))
    .sort((a, b) => named(b) - named(a) || epochMsOf(b.text('time') ?? time) - epochMsOf(a.text('time') ?? time))
  const guilty = able[0]
  if (!guilty) return jobTrigger(desk, hypothesis)
  return { kind: triggerKind(guilty.text('kind')), ref: guilty.text('ref'), time: guilty.text('time') }
}

/** Work that a service does on its own account, as its log calls it. */
const jobWords =
  /publish|import|migrat|re-?index|analy[sz]e|batch|\bjobs?\b|job$|bulk|load(ed|er)|sync|backup|schema|partition|archiv|purge|schedul|seed/i
/** A line that comes more often than this is routine, no occasion. */
const rareLines = 3
/** A day: what a job did earlier has been through a day of use. */
const dayMs = 24 * 60 * 60_000

/** A job that logged, rarely and before the onset, work on what is accused: data that grew is a trigger too. */
async function jobTrigger(desk: Desk, hypothesis: Accused): Promise<Trigger | null> {
  const { onset, onsetResolutionSeconds } = hypothesis
  const frame = framed(desk)
  if (!onset || !frame) return null
  const latest = epochMsOf(onset) + onsetResolutionSeconds * 1000
  const jobs = rowsIn(await ask(desk, 'log_templates', { ...frame, limit: 200 })).filter((row) => {
    const at = row.text('first_seen')
    const count = (row.number('baseline_count') ?? 0) + (row.number('window_count') ?? 0)
    if (!at || count > rareLines || epochMsOf(at) > latest || epochMsOf(at) < epochMsOf(onset) - dayMs) return false
    const text = { kind: 'job', title: row.text('template'), content: row.text('logger') }
    return jobWords.test(`${text.title} ${jobOf(text.content)}`) && canProduce(hypothesis, text)
  })
  const last = jobs.sort((a, b) => (b.text('first_seen') ?? '').localeCompare(a.text('first_seen') ?? ''))[0]
  const ref = jobOf(last?.text('logger') ?? null)
  return last && ref ? { kind: 'job', ref, time: last.text('first_seen') } : null
}
