import { citeFact, type Impact, type Scalar, state, type Statement } from '../../../domain/index.ts'
import { has, numberIn, type Row, rowsIn, textIn } from '../../../verdict/index.ts'
import { draftReportsTimeline } from '../drafters/reports-timeline.ts'
import type { Gathered } from './gather.ts'

/** Who was harmed, how many, how long: computed, and what the materials state themselves is set beside it. */
export function impactOf({ impact, reports, frame, contradictions }: Gathered): Impact {
  const departures = rowsIn(frame).flatMap((row) => row.text('departs_at') ?? [])
  const said = rowsIn(reports).filter((row) => row.value('official') !== true)
  return {
    firstDeviation: departures.sort()[0] ?? null,
    firstHarm: textIn(impact, 'first_harm_at'),
    lastHarm: textIn(impact, 'last_harm_at'),
    failedAttempts: failedAttempts(impact),
    people: [...(reports ? draftReportsTimeline(reports, []).map(({ statement }) => statement) : []), ...duration(impact)],
    journeys: byValue(said, 'journey', 'reports about {value}, the first at {time}'),
    groups: groupsOf(said),
    accessibility: said
      .filter((row) => accessible.test(row.text('text') ?? ''))
      .slice(0, 5)
      .map(quoted),
    money: moneyOf(impact),
    checked: statedFigures(impact, contradictions)
  }
}

function failedAttempts(impact: Gathered['impact']): Impact['failedAttempts'] {
  const [estimate, low, high] = ['failed_attempts', 'failed_low', 'failed_high'].map((fact) => numberIn(impact, fact))
  if (typeof estimate !== 'number' || typeof low !== 'number' || typeof high !== 'number' || !has(impact, 'failed_attempts'))
    return null
  const requests = has(impact, 'requests_in_window')
  const statement = state(
    `{estimate} attempts failed (between {low} and {high})${requests ? ' of {requests} in the window' : ''}${has(impact, 'method') ? '; {method}' : ''}`,
    {
      estimate: [citeFact(impact, 'failed_attempts'), 'integer'],
      low: [citeFact(impact, 'failed_low'), 'integer'],
      high: [citeFact(impact, 'failed_high'), 'integer'],
      ...(requests ? { requests: [citeFact(impact, 'requests_in_window'), 'integer'] } : {}),
      ...(has(impact, 'method') ? { method: [citeFact(impact, 'method'), 'text'] } : {})
    }
  )
  return { estimate, low, high, statement }
}

function duration(impact: Gathered['impact']): Statement[] {
  if (!has(impact, 'duration_minutes') || !has(impact, 'first_harm_at')) return []
  return [
    state('people were harmed for {minutes}, from {first} on', {
      minutes: [citeFact(impact, 'duration_minutes'), 'minutes'],
      first: [citeFact(impact, 'first_harm_at'), 'time']
    })
  ]
}

const accessible =
  /\b(screen ?reader|disab\w*|accessib\w*|wheelchair|blind|deaf|assistive|dyslexi\w*|hearing|vision|keyboard only)\b/i

const quoted = (row: Row): Statement =>
  state('at {time}: “{text}”', { time: [row.cite('time'), 'time'], text: [row.cite('text'), 'text'] })

function byValue(rows: readonly Row[], column: string, template: string): Statement[] {
  const firsts = rows.filter((row, i) => {
    const value = row.text(column)
    return value !== null && rows.findIndex((other) => other.text(column) === value) === i
  })
  return firsts.map((row) => state(template, { value: [row.cite(column), 'text'], time: [row.cite('time'), 'time'] }))
}

/** `groups` reads `older people ("my mother"); clubs ("our club")`: the words in brackets are what shows the group. */
function groupsOf(rows: readonly Row[]): Impact['groups'] {
  const counts = new Map<string, { reports: number; first: Row }>()
  for (const row of rows) {
    const names = (row.text('groups') ?? '').split(';').flatMap((part) => part.replace(/\(".*/, '').trim() || [])
    for (const name of new Set(names)) {
      const known = counts.get(name)
      counts.set(name, { reports: (known?.reports ?? 0) + 1, first: known?.first ?? row })
    }
  }
  return [...counts]
    .sort((a, b) => b[1].reports - a[1].reports)
    .map(([group, { reports, first }]) => ({
      group,
      reports,
      statement: state('first at {time}: {groups}', {
        time: [first.cite('time'), 'time'],
        groups: [first.cite('groups'), 'text']
      })
    }))
}

function moneyOf(impact: Gathered['impact']): Statement[] {
  if (!numberIn(impact, 'paid_without_result') || !has(impact, 'paid_without_result')) return []
  return [
    state('{count} say or show that money was taken without what it was for', {
      count: [citeFact(impact, 'paid_without_result'), 'integer']
    })
  ]
}

/** Figures that the materials state are claims: set beside what was computed, never repeated as fact. */
function statedFigures(impact: Gathered['impact'], contradictions: Gathered['contradictions']): Statement[] {
  const stated: Statement[] = []
  if (has(impact, 'stated_affected')) {
    stated.push(
      state('the materials state {stated} people affected; that is not computed from records here', {
        stated: [citeFact(impact, 'stated_affected'), 'text']
      })
    )
  }
  if (has(impact, 'stated_lost') && has(impact, 'failed_attempts')) {
    stated.push(
      state('the materials state {stated} lost; {failed} attempts are computed to have failed', {
        stated: [citeFact(impact, 'stated_lost'), 'text'],
        failed: [citeFact(impact, 'failed_attempts'), 'integer']
      })
    )
  }
  const counts = rowsIn(contradictions).filter((row) => row.text('kind') === 'count')
  return [...stated, ...counts.slice(0, 5).map(claims)]
}

/** Two sources that disagree, each with its own words. */
export const claims = (row: Row): Statement => {
  const said = (which: string): string => `${which}_value`
  const has = (column: string): boolean => present(row.value(column))
  const side = (which: string, name: string): string => `{${name}}${has(said(which)) ? ` ({${name}Value})` : ''}`
  return state(`${side('first', 'first')} against ${side('second', 'second')}`, {
    first: [row.cite('first_claim'), 'text'],
    second: [row.cite('second_claim'), 'text'],
    ...(has(said('first')) ? { firstValue: [row.cite('first_value'), 'text'] } : {}),
    ...(has(said('second')) ? { secondValue: [row.cite('second_value'), 'text'] } : {})
  })
}

const present = (value: Scalar): boolean => value !== null && value !== ''
