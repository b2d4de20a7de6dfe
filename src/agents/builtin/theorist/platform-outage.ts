import { state, type Trigger, type ValuesOf } from '../../../domain/index.ts'
import {
  groundCalls,
  groundGaveWay,
  lostInstances,
  outageTold,
  predictionsFor,
  together,
  toldCalls,
  toldOf
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, askAll, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'

/** Several instances went at once with what they stand on, or a part of the platform did that tells of it. Undefined when neither is seen. */
export async function platformOutage(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const onsets = await ask(desk, 'series_onsets', frame)
  const { silent, serving } = lostInstances(onsets)
  const [first, second] = silent
  const [left] = serving
  if (!first || !second || !left || !together(silent)) return groundOf(desk)
  const scene = await sceneAt(desk)
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

/** Nodes, a zone or a service of the platform, of which the platform itself tells. */
async function groundOf(desk: Desk): Promise<HypothesisDraft | undefined> {
  const scene = await sceneAt(desk)
  const found = await askAll(desk, groundCalls(scene))
  const ground = groundGaveWay(['platform_trouble', 'instance_skew'].map((tool) => found.find((one) => one.tool === tool)))
  const told = toldOf(found.find(({ tool }) => tool === 'platform_trouble'))
  if (!ground || !told) return undefined
  const onset = told.stated ? told.at : (ground.at ?? told.at)
  return {
    category: 'platform-outage',
    component: `the platform${ground.kind === 'service' ? `’s ${ground.what}` : ` under ${ground.what}`}: ${told.text}`,
    subject: subjectOf({ entity: ground.what }),
    statement: state(ground.sentence, ground.values),
    mechanism: state('whoever runs it tells of it at {at} ({text}); what stands on it or calls it fails with it', told.values),
    trigger: { kind: 'infrastructure', ref: null, time: onset },
    onset,
    onsetResolutionSeconds: 180,
    proposedBy: 'theorist',
    predictions: predictionsFor('platform-outage')
  }
}
