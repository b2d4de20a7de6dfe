import type { Emitter } from '../emitter.ts'
import { changesOf } from './recorded-changes.ts'

/** A team's change log in Markdown: by day, one line a change, without the diff. */
export const changeLog: Emitter = (context) => {
  const { clock, world } = context
  const lines = changesOf(context).map(({ atMs, kind, ref, title, author }) => ({
    day: clock.local(atMs).slice(0, 10),
    text: `- ${clock.local(atMs).slice(0, 16)} ${kind}: **${ref}** ${title} (${author})`
  }))
  const days = [...new Set(lines.map(({ day }) => day))].toReversed()
  const zone = clock.zone === 'UTC' ? 'UTC' : clock.zone
  const sections = days.map((day) =>
    [`## ${day}`, '', ...lines.filter((line) => line.day === day).map(({ text }) => text), ''].join('\n')
  )
  const head = [
    `# Change log: ${world.scenario.service.title.toLowerCase()}`,
    '',
    `Kept by hand, newest day first; times in ${zone}.`,
    ''
  ]
  return { kind: 'document', text: [...head, ...sections].join('\n'), records: lines.length }
}
