import { z } from 'zod'
import type { Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { readAttempts } from '../impact/failed-attempts.ts'
import { type Harm, harmMinutes, readHarms } from '../impact/harm-times.ts'
import { readLoggedPayments } from '../impact/payments.ts'
import { readStatedFigures, type StatedFigure } from '../impact/stated-figures.ts'
import { complaintsIn, peopleIn, readReports, type Report } from '../read-reports.ts'
import { spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

export const impact: EvidenceTool<typeof Arguments> = {
  name: 'impact',
  description:
    'What the incident did to people: failed attempts above the healthy share with a 95 % interval, first and last harm, people who ' +
    'reported, payments without a result, groups and journeys. Figures that the materials state are listed to be checked, not used.',
  arguments: Arguments,
  run: async ({ window, baseline }, context) => {
    const span = spanOf(window)
    const { requests, requestsBasis, failed, whyNot } = await readAttempts(context, span, baseline && spanOf(baseline))
    const reports = (await readReports(context, window)).filter(({ official }) => !official)
    const complaints = complaintsIn(reports)
    const harms = await readHarms(context, span, complaints)
    const stated = await readStatedFigures(context)
    const payments = await readLoggedPayments(context, window)
    const paid = complaints.filter(({ theme }) => theme === 'money taken')
    const firstHarm = harms[0]
    const lastHarm = harms.reduce<string | null>((latest, { last }) => (latest === null || last > latest ? last : latest), null)
    const rows: Scalar[][] = [
      ['failed attempts', failed?.estimate ?? null, failed?.low ?? null, failed?.high ?? null, 'count', failed?.method ?? whyNot],
      ['requests in the window', requests, null, null, 'count', requestsBasis],
      ...harmRows(harms),
      [
        'people who complained',
        peopleIn(complaints),
        null,
        null,
        'count',
        'distinct authors; people who did not report are not in it'
      ],
      ['reports of money taken without a result', paid.length, null, null, 'count', placesOf(paid)],
      ...(payments
        ? [
            [
              'payments begun in logs without completion',
              payments.unfinished,
              null,
              null,
              'count',
              `of ${payments.begun} with a reference`
            ]
          ]
        : []),
      ...countsBy(complaints, ({ groups }) => groups.map(({ group, span }) => [group, span] as const)).map(
        ([group, count, span]) => [`reports that show ${group}`, count, null, null, 'count', `for example "${span}"`]
      ),
      ...countsBy(complaints, ({ journey, theme }) => (journey === null ? [] : [[journey, theme] as const])).map(
        ([journey, count]) => [`reports on: ${journey}`, count, null, null, 'count', 'journey that the writer names']
      ),
      ...stated.map(({ measure, value, text, source, line }) => [
        `stated ${measure}`,
        value,
        null,
        null,
        'count',
        `${source} line ${line}: ${text}`
      ])
    ]
    const facts = {
      first_harm_at: firstHarm?.first ?? null,
      first_harm_by: firstHarm ? `${firstHarm.kind}: ${firstHarm.basis}` : null,
      first_harm_within_minutes: firstHarm ? firstHarm.stepMs / 60_000 : null,
      last_harm_at: lastHarm,
      failed_attempts: failed?.estimate ?? null,
      failed_low: failed?.low ?? null,
      failed_high: failed?.high ?? null,
      requests_in_window: requests,
      duration_minutes: harmMinutes(harms),
      people_reporting: peopleIn(complaints),
      paid_without_result: reports.length === 0 && payments === null ? null : Math.max(paid.length, payments?.unfinished ?? 0),
      stated_affected: largest(stated, 'affected'),
      stated_lost: largest(stated, 'lost'),
      method: failed?.method ?? whyNot
    }
    const nothing = requests === null && failed === null && harms.length === 0 && reports.length === 0 && stated.length === 0
    return {
      status: nothing ? 'no_data' : 'found',
      reading: nothing
        ? 'The materials hold nothing from which harm to people could be computed.'
        : `${failed ? `About ${Math.round(failed.estimate)} failed attempts` : 'Failed attempts cannot be computed'}; ${peopleIn(complaints)} people complained.`,
      facts,
      columns: columnsOf('measure value low high unit basis'),
      rows,
      sources: [
        ...(failed?.sources ?? []),
        ...reports.map(({ source }) => source),
        ...stated.map(({ source }) => source),
        ...(payments?.sources ?? [])
      ]
    }
  }
}

/** First and last of each kind of harm, by the sign that shows it first and the one that shows it last. */
function harmRows(harms: readonly Harm[]): Scalar[][] {
  return [...new Set(harms.map(({ kind }) => kind))].flatMap((kind): Scalar[][] => {
    const own = harms.filter((harm) => harm.kind === kind)
    const first = own.reduce((a, b) => (b.first < a.first ? b : a))
    const last = own.reduce((a, b) => (b.last > a.last ? b : a))
    return [
      [`first harm (${kind})`, first.first, null, null, 'time', first.basis],
      [`last harm (${kind})`, last.last, null, null, 'time', last.basis]
    ]
  })
}

/** Names with how many reports show each and one example, the commonest first. */
function countsBy(
  reports: readonly Report[],
  namesOf: (report: Report) => readonly (readonly [name: string, example: string])[]
): [name: string, count: number, example: string][] {
  const counts = new Map<string, { count: number; example: string }>()
  for (const report of reports) {
    for (const [name, example] of namesOf(report)) {
      const earlier = counts.get(name)
      counts.set(name, { count: (earlier?.count ?? 0) + 1, example: earlier?.example ?? example })
    }
  }
  return [...counts]
    .map(([name, { count, example }]): [string, number, string] => [name, count, example])
    .sort((a, b) => b[1] - a[1])
}

function placesOf(reports: readonly Report[]): string {
  return reports.map(({ reference, source, line }) => reference ?? `${source} line ${line}`).join(', ') || 'none says so'
}

function largest(stated: readonly StatedFigure[], measure: StatedFigure['measure']): number | null {
  const values = stated.filter((one) => one.measure === measure).map(({ value }) => value)
  return values.length > 0 ? Math.max(...values) : null
}
