import { DateTime } from 'luxon'
import { harmOf } from '../../world/harm.ts'
import { measure } from '../../world/series.ts'
import type { Emitter } from '../emitter.ts'

/** The operations team's brief: symptoms, a story of their own about the cause, and a mistake or two. */
export const brief: Emitter = ({ world, clock }) => {
  const { scenario } = world
  const day = DateTime.fromISO(scenario.date, { locale: 'en-GB' })
  const table = measure(world, 300_000)
  const values = (key: string): number[] => table.get(key).values.filter((value) => value !== null)
  const harm = harmOf(world)
  const hhmm = (at: number | null): string => (at === null ? '-' : clock.local(at).slice(11, 16))
  const fields: Record<string, string> = {
    organisation: world.organisation.name,
    service: scenario.service.title,
    domain: world.organisation.domain,
    date: day.toFormat('d MMMM yyyy'),
    weekday: day.toFormat('cccc'),
    wrong_weekday: day.minus({ days: 1 }).toFormat('cccc'),
    from: scenario.from,
    until: scenario.until,
    first_harm: hhmm(harm.firstAt),
    last_harm: hhmm(harm.lastAt),
    failed: String(harm.failed),
    citizens: String(harm.citizens),
    pool: String(scenario.service.pool.size)
  }
  const text = (scenario.brief?.text ?? '')
    .replaceAll(/\{peak ([\w@-]+)\}/g, (_, key: string) => String(Math.round(Math.max(...values(key)))))
    .replaceAll(/\{lowest ([\w@-]+)\}/g, (_, key: string) => String(Math.round(Math.min(...values(key)))))
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => fields[name] ?? whole)
  return { kind: 'document', text: text.endsWith('\n') ? text : `${text}\n`, records: 0 }
}
