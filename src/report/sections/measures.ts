import type { Measure, Rehearsal, Resilience, TrialOutcome } from '../../domain/index.ts'
import {
  type Block,
  code,
  type Line,
  list,
  paragraph,
  type Section,
  strong,
  tag,
  type Tone,
  text,
  under
} from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

const effects: Record<Measure['effect'], readonly [string, Tone]> = {
  removes: ['Removes the cause', 'cause'],
  contains: ['Contains it', 'good'],
  sheds: ['Lets in less', 'act'],
  serves: ['Serves people meanwhile', 'plain']
}

/** What makes the service stand the next incident of this kind: measures tried on this one, beside more of the resource. */
export function measures(context: ReportContext): Section | null {
  const resilience = context.record.design?.resilience
  if (!resilience || (resilience.measures.length === 0 && resilience.observability.length === 0)) return null
  return {
    id: 'resilience',
    title: 'Resilience',
    blocks: [
      ...trialBlocks(resilience, context),
      ...rehearsalBlocks(context),
      ...measureTable(resilience.measures, context),
      ...under(
        'What would have shown it, and was not collected',
        list(
          resilience.observability.slice(0, 6).map(({ title, missing }): Line => [strong(`${title}: `), ...context.say(missing)])
        )
      ),
      ...under('Capacity', list(resilience.capacity.map(context.say))),
      ...under('For a decision to spend', list(resilience.spending.map(context.say))),
      paragraph(
        text('Tasks, continuity with notices for citizens, prevention and the Service Standard are in '),
        code('resilience/'),
        text(', runbooks in '),
        code('runbooks/'),
        text(' beside this report.')
      )
    ]
  }
}

/** The incident again with the measures, beside scaling alone. */
export function trialBlocks({ trials, measures }: Resilience, context: ReportContext): Block[] {
  if (!trials) return []
  const row = (name: Line, { harmed, harmMinutes, harmedOthers, harmMinutesOthers, statement }: TrialOutcome): Line[] => [
    name,
    [text(String(harmed))],
    [text(String(harmMinutes))],
    [text(String(harmedOthers))],
    [text(String(harmMinutesOthers))],
    context.cite(statement)
  ]
  return [
    paragraph(...context.say(trials.statement)),
    {
      kind: 'table',
      caption: 'The incident again, simulated: requests that failed or took longer than anyone waits',
      head: ['', 'Harmed', 'Minutes of harm', 'Of work not at fault', 'Minutes', 'Evidence'],
      shape: 'values',
      rows: [
        row([strong('As it was')], trials.asItWas),
        ...trials.scaling.map((one) => row([text(`Only ${one.factor} times the units`)], one)),
        ...measures.flatMap(({ id, title, outcome }) => (outcome ? [row([text(`${id} ${title}`)], outcome)] : [])),
        ...(trials.together ? [row([strong('All protections together')], trials.together)] : [])
      ]
    }
  ]
}

/** The same measures in the simulated scenario that the materials came from, when it was named. */
export function rehearsalBlocks({ record }: ReportContext): Block[] {
  const rehearsal = record.design?.elsewhere?.rehearsal
  if (!rehearsal) return []
  const { scenario, seed, worlds } = rehearsal
  const cells = (harm: Rehearsal['worlds'][number]['harm']): Line[] =>
    harm
      ? [harm.failed, harm.slow, harm.minutes].map((figure) => [text(String(figure))])
      : [[text('·')], [text('·')], [text('·')]]
  const built = worlds.filter(({ harm }) => harm !== null)
  const without = worlds.flatMap(({ what, why }): Line[] => (why === null ? [] : [[text(`${what}: ${why}`)]]))
  return [
    paragraph(
      text('These materials were simulated, and their scenario was named: '),
      code(scenario),
      text(
        `, seed ${seed}. It was run again with each measure, the same people wishing the same, and with more of the resources alone. These are figures of the scenario, not evidence of the incident: no verdict rests on them. To see them again: `
      ),
      code(`inquest simulate ${scenario} --seed ${seed} --measures <this folder>`),
      text('.')
    ),
    {
      kind: 'table',
      caption: 'The scenario again, from the onset of the cause on: requests that failed or took over ten seconds',
      head: ['', 'Failed', 'Slow', 'Minutes of harm', 'Others harmed'],
      shape: 'values',
      rows: built.map(({ what, scaling, harm, harmOfOthers }): Line[] => [
        scaling ? [strong(what)] : [text(what)],
        ...cells(harm),
        [text(harmOfOthers ? String(harmOfOthers.failed + harmOfOthers.slow) : '·')]
      ])
    },
    ...under('Not built into the scenario', list(without))
  ]
}

function measureTable(all: readonly Measure[], context: ReportContext): Block[] {
  if (all.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'Measures',
      head: ['Measure', 'What it does, and what it is set to', 'Tried'],
      shape: 'prose',
      rows: all.map(({ id, title, effect, horizon, action, parameters, tried }): Line[] => [
        [tag(...effects[effect]), text(` ${id} ${title}${horizon === 'now' ? ' (now)' : ''}`)],
        [
          ...context.say(action),
          ...parameters.flatMap(({ name, statement }): Line => [text(' '), strong(`${name}: `), ...context.say(statement)])
        ],
        context.say(tried)
      ])
    }
  ]
}
