import { state, type Trigger, type ValuesOf } from '../../../domain/index.ts'
import { lostInstances, outageTold, predictionsFor, sceneCalls, sceneOf, together, toldCalls } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, askAll, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'

/** Several instances went at once with what they stand on. Undefined when fewer than two are seen to go together. */
export async function platformOutage(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const onsets = await ask(desk, 'series_onsets', frame)
  const { silent, serving } = lostInstances(onsets)
  const [first, second] = silent
  const [left] = serving
  if (!first || !second || !left || !together(silent)) return undefined
  const scene = sceneOf(desk, await askAll(desk, sceneCalls(desk)))
  const told = outageTold(await askAll(desk, toldCalls(scene)), scene)
  const names = silent.flatMap((row) => row.text('entity') ?? [])
  const word = told?.row.text(told.column)
  const values: ValuesOf = {
    first: [first.cite('entity'), 'text'],
    second: [second.cite('entity'), 'text'],
    at: [first.cite('onset'), 'time'],
    ...(told ? { told: [told.row.cite(told.column), 'text'] as const } : {})
  }
  const time = told?.row.text(told.at) ?? first.text('onset')
  const trigger: Trigger = { kind: 'infrastructure', ref: told?.row.text('ref') ?? null, time }
  return {
    category: 'platform-outage',
    component: `the platform under ${names.join(', ')}${word ? `: ${word}` : ''}`,
    subject: subjectOf({ entity: names.join(', ') }),
    statement: state(`{first} and {second} stopped serving together at about {at}${told ? ' ({told})' : ''}`, values),
    mechanism: state(
      'what they stand on went away; {left} had to serve everybody, {now} a minute of its own instead of {before}, at an unchanged cost of each request',
      {
        left: [left.cite('entity'), 'text'],
        now: [left.cite('peak'), 'number'],
        before: [left.cite('baseline_median'), 'number']
      }
    ),
    trigger,
    onset: time,
    onsetResolutionSeconds: Math.max(60, first.number('resolution_seconds') ?? 60),
    proposedBy: 'theorist',
    predictions: predictionsFor('platform-outage')
  }
}
