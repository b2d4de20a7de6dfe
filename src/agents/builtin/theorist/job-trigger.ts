import { epochMsOf, type Hypothesis, type Trigger } from '../../../domain/index.ts'
import { canProduce, jobOf, rowsIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { ask, framed } from '../ask.ts'

export type Accused = Pick<Hypothesis, 'category' | 'component' | 'subject' | 'onset' | 'onsetResolutionSeconds'>

/** Work that a service does on its own account, as its log calls it. */
const jobWords =
  /publish|import|migrat|re-?index|analy[sz]e|batch|\bjobs?\b|job$|bulk|load(ed|er)|sync|backup|schema|partition|archiv|purge|schedul|seed/i
/** A line that comes more often than this is routine, no occasion. */
const rareLines = 3
/** A day: what a job did earlier has been through a day of use. */
const dayMs = 24 * 60 * 60_000

/** A job that logged, rarely and before the onset, work on what is accused: data that grew is a trigger too. */
export async function jobTrigger(desk: Desk, hypothesis: Accused): Promise<Trigger | null> {
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
