import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { busiestHalfHour, complaintsIn, peopleIn, readReports } from '../read-reports.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const maxRows = 100

export const reportsTimeline: EvidenceTool<typeof Arguments> = {
  name: 'reports_timeline',
  description:
    'What people said in a window (tickets, posts, chat) in time order: theme, groups of people with the words that show them, ' +
    'journey. Official announcements are marked and not counted; first_at is the first that complains of the service. Themes and groups come from a lexicon: they miss what it lacks.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const all = await readReports(context, window)
    const reports = all.filter(({ official }) => !official)
    const complaints = complaintsIn(reports)
    // Where any complains, an enquiry about something else is no first sign of harm.
    const first = complaints[0] ?? reports[0]
    const facts = {
      reports: reports.length,
      people: peopleIn(reports),
      complaints: complaints.length,
      first_at: first?.time ?? null,
      first_reference: first?.reference ?? null,
      tickets: reports.filter(({ channel }) => channel === 'ticket').length,
      posts: reports.filter(({ channel }) => channel === 'post').length,
      peak_at: busiestHalfHour(reports)
    }
    if (all.length === 0) return { status: 'no_data', reading: 'Nobody is recorded to have said anything in this window.', facts }
    return {
      status: 'found',
      reading: `${facts.reports} reports by ${facts.people} people, ${complaints.length} of which complain of the service: ${commonest(reports.map(({ theme }) => theme))}.`,
      facts,
      columns: columnsOf('time:time channel reference theme groups journey priority official text'),
      rows: all.slice(0, maxRows).map((report) => {
        const { time, channel, reference, theme, groups, journey, priority, official, subject, text } = report
        const shown = groups.map(({ group, span }) => `${group} ("${span}")`).join('; ')
        const said = subject === null ? text : `${subject}. ${text}`
        const quoted = said.length > 400 ? `${said.slice(0, 400)}…` : said
        return [time, channel, reference, theme, shown || null, journey, priority, official, quoted]
      }),
      omitted: all.length > maxRows ? { rows: all.length - maxRows, why: 'the earliest are shown' } : null,
      sources: all.map(({ source }) => source)
    }
  }
}

/** "slow 4, down 3": the three commonest, ties in order of appearance. */
function commonest(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const ordered = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3)
  return ordered.map(([name, count]) => `${name} ${count}`).join(', ') || 'none by the public'
}
