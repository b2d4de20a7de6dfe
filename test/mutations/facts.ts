import { double, inReport, later, other, found, swap, takeOut, toOne, withRows } from './run-text.ts'

export const facts = [
  ...inReport('evidence is what its call gives', {
    'a cell': (report, draw) => toOne(withRows(report), draw, ({ rows }) => void (rows[0]![0] = 'elsewhere')),
    'a number in a row': (report, draw) =>
      toOne(
        withRows(report).filter(({ rows }) => rows[0]?.some((cell) => typeof cell === 'number')),
        draw,
        ({ rows: [row] }) => {
          const at = row?.findIndex((cell) => typeof cell === 'number') ?? -1
          if (row) row[at] = Number(row[at]) + 1
        }
      ),
    'a cell emptied': (report, draw) => toOne(withRows(report), draw, ({ rows }) => void (rows[0]![0] = null)),
    'a row taken out': (report, draw) => toOne(withRows(report), draw, ({ rows }) => takeOut(rows, draw)),
    'a row doubled': (report, draw) => toOne(withRows(report), draw, ({ rows }) => double(rows, draw)),
    'two rows exchanged': (report, draw) => toOne(withRows(report), draw, ({ rows }) => swap(rows, draw)),
    'a fact': (report, draw) =>
      toOne(found(report), draw, ({ facts: all }) => {
        const [name] = Object.keys(all)
        if (name !== undefined) all[name] = 'otherwise'
        return name !== undefined
      }),
    'a fact taken out': (report, draw) => toOne(found(report), draw, ({ facts: all }) => delete all[Object.keys(all)[0] ?? '']),
    'a fact added': (report, draw) => toOne(found(report), draw, ({ facts: all }) => void (all['proof'] = true)),
    'a reading': (report, draw) => toOne(report.evidence, draw, (one) => void (one.reading += ' Clearly.')),
    'nothing found': (report, draw) => toOne(found(report), draw, (one) => void (one.status = 'no_data')),
    'another argument': (report, draw) => toOne(report.evidence, draw, (one) => void (one.arguments['limit'] = 3)),
    'another tool': (report, draw) => toOne(report.evidence, draw, (one) => void (one.tool = 'hearsay')),
    'another id': (report, draw) => toOne(report.evidence, draw, (one) => void (one.id = 'ev_1111111111')),
    'another number': (report, draw) => toOne(report.evidence, draw, (one) => void (one.number = 'E999')),
    'rows left out unsaid': (report, draw) => toOne(found(report), draw, (one) => void (one.omitted = { rows: 5, why: 'many' })),
    'sources unnamed': (report, draw) =>
      toOne(
        found(report).filter(({ sources }) => sources.length > 0),
        draw,
        (one) => void (one.sources = [])
      ),
    'a column renamed': (report, draw) => toOne(withRows(report), draw, ({ columns }) => void (columns[0]!.name = 'other')),
    'evidence taken out': (report, draw) => takeOut(report.evidence, draw),
    'evidence doubled': (report, draw) => double(report.evidence, draw)
  }),
  ...inReport('times are those of the materials', {
    'the window begins later': (report) => {
      if (report.window) report.window.from = later(report.window.from)
      return report.window !== null
    },
    'the window ends later': (report) => {
      if (report.window) report.window.to = later(report.window.to)
      return report.window !== null
    },
    'no window': (report) => {
      const had = report.window !== null
      report.window = null
      return had
    },
    'another healthy time': (report) => {
      if (report.baseline) report.baseline.from = later(report.baseline.from, -30)
      return report.baseline !== null
    },
    'an event of the timeline moved': (report, draw) => toOne(report.timeline, draw, (one) => void (one.time = later(one.time))),
    'a cause called a symptom': (report, draw) =>
      toOne(report.timeline, draw, (one) => void (one.mark = other(['cause', 'symptom'], one.mark))),
    'an event taken out': (report, draw) => takeOut(report.timeline, draw),
    'an event doubled': (report, draw) => double(report.timeline, draw),
    'two events exchanged': (report, draw) => swap(report.timeline, draw),
    'first harm later': ({ impact }) => void (impact.firstHarm = later(impact.firstHarm ?? '2031-04-07T09:00:00.000Z')),
    'last harm earlier': ({ impact }) => void (impact.lastHarm = later(impact.lastHarm ?? '2031-04-07T09:00:00.000Z', -9)),
    'first deviation later': ({ impact }) =>
      void (impact.firstDeviation = later(impact.firstDeviation ?? '2031-04-07T09:00:00.000Z')),
    'begun at another time': ({ run }) => void (run.startedAt = later(run.startedAt)),
    'longer than it took': ({ run }) => void (run.durationMs += 1000)
  }),
  ...inReport('harm is what was computed', {
    'fewer failed': ({ impact }) => {
      if (impact.failedAttempts) impact.failedAttempts.estimate -= 1
      return impact.failedAttempts !== null
    },
    'a wider interval': ({ impact }) => {
      if (impact.failedAttempts) impact.failedAttempts.high += 10
      return impact.failedAttempts !== null
    },
    'no failed attempts': ({ impact }) => {
      const had = impact.failedAttempts !== null
      impact.failedAttempts = null
      return had
    },
    'people unsaid': ({ impact }, draw) => takeOut(impact.people, draw),
    'journeys unsaid': ({ impact }, draw) => takeOut(impact.journeys, draw),
    'a group of more': ({ impact }, draw) => toOne(impact.groups, draw, (group) => void (group.reports += 1)),
    'a group invented': ({ impact }, draw) =>
      toOne(impact.people, draw, (statement) => void impact.groups.push({ group: 'carers', reports: 4, statement }))
  })
]
