import type { Resilience } from '../../domain/index.ts'
import { type Block, type Line, list, paragraph, strong, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { rehearsalBlocks, trialBlocks } from '../sections/measures.ts'
import { page, subheading, taskBlocks } from './page.ts'

/** `resilience/*.md`: what each team needs, a page a subject. */
export function resiliencePages(resilience: Resilience, context: ReportContext): [path: string, content: string][] {
  return [
    ['resilience/measures.md', page('Measures', measuresBlocks(resilience, context))],
    ['resilience/observability.md', page('What to observe that was not', observabilityBlocks(resilience, context))],
    ['resilience/continuity.md', page('Service continuity', continuityBlocks(resilience, context))],
    ['resilience/prevention.md', page('Prevention in development', preventionBlocks(resilience))],
    ['resilience/capacity.md', page('Capacity and spending', capacityBlocks(resilience, context))],
    ['resilience/service-standard.md', page('The Service Standard', standardBlocks(resilience))]
  ]
}

function measuresBlocks(resilience: Resilience, context: ReportContext): Block[] {
  const { measures } = resilience
  if (measures.length === 0)
    return [paragraph(text('No cause is determined: no measure can be founded on these materials. Observe first.'))]
  return [
    ...trialBlocks(resilience, context),
    ...rehearsalBlocks(context),
    ...measures.flatMap(({ id, title, action, parameters, tried, costs, task }): Block[] => [
      subheading(`${id} ${title}`),
      paragraph(...context.say(action)),
      ...list(parameters.map(({ name, statement }): Line => [strong(`${name}: `), ...context.say(statement)])),
      paragraph(strong('Tried: '), ...context.say(tried)),
      paragraph(strong('It costs: '), text(costs)),
      ...taskBlocks(task)
    ])
  ]
}

const observabilityBlocks = ({ observability }: Resilience, context: ReportContext): Block[] => [
  paragraph(
    text(
      'Signals that would have shown this incident or settled what stayed open, the most telling first. Names are those of OpenTelemetry’s semantic conventions.'
    )
  ),
  ...observability.flatMap(({ title, missing, settles, where, task }): Block[] => [
    subheading(title),
    paragraph(strong('Missing: '), ...context.say(missing)),
    paragraph(strong('Settles: '), text(settles)),
    paragraph(strong('Where: '), text(where)),
    ...taskBlocks(task)
  ])
]

const continuityBlocks = ({ continuity }: Resilience, context: ReportContext): Block[] => [
  paragraph(
    text(
      'What only your organisation knows stands in square brackets, in capitals. Fill it in before you need it, and rehearse it.'
    )
  ),
  ...(continuity.journeys.length > 0
    ? [
        {
          kind: 'table' as const,
          caption: 'What people met, by the access log',
          head: ['Journey', 'In the incident', 'When it fails again'],
          shape: 'prose' as const,
          rows: continuity.journeys.map(({ journey, inIncident, whenItFails }): Line[] => [
            [text(journey)],
            context.say(inIncident),
            [text(whenItFails)]
          ])
        }
      ]
    : []),
  {
    kind: 'table',
    caption: 'When a part fails',
    head: ['Part', 'Citizens can', 'Staff'],
    shape: 'prose',
    rows: continuity.parts.map(({ part, citizensCan, staffDo }): Line[] => [[text(part)], [text(citizensCan)], [text(staffDo)]])
  },
  subheading('Other ways'),
  ...list(continuity.routes.map(({ route, how }): Line => [strong(`${route}: `), text(how)])),
  ...continuity.notices.flatMap(({ when, where, text: words }): Block[] => [
    subheading(`Notice: ${when}`),
    paragraph(strong('Where: '), text(where)),
    { kind: 'code', text: words }
  ])
]

const preventionBlocks = ({ prevention, knowledge }: Resilience): Block[] => [
  paragraph(
    text('Checks that would have met this class of cause before citizens did. Each must fail on the version that failed.')
  ),
  ...prevention.flatMap(({ title, catches, task }): Block[] => [
    subheading(title),
    paragraph(strong('Catches: '), text(catches)),
    ...taskBlocks(task)
  ]),
  {
    kind: 'table',
    caption: 'Who should know what',
    head: ['Who', 'Learns', 'How', 'Done when'],
    shape: 'prose',
    rows: knowledge.map(({ audience, learns, how, doneWhen }): Line[] => [
      [text(audience)],
      [text(learns)],
      [text(how)],
      [text(doneWhen)]
    ])
  }
]

const capacityBlocks = ({ capacity, spending }: Resilience, context: ReportContext): Block[] => [
  ...list(capacity.map(context.say)),
  subheading('For a decision to spend'),
  ...list(spending.map(context.say))
]

const standardBlocks = ({ standard }: Resilience): Block[] => [
  paragraph(
    text(
      'A tool meets no point of the standard; an assessment judges a team and its service. This is what the design contributes, and what it leaves to you.'
    )
  ),
  {
    kind: 'table',
    caption: 'Points of the GOV.UK Service Standard',
    head: ['Point', 'Contributes', 'Leaves to the team'],
    shape: 'prose',
    rows: standard.map(({ point, name, contributes, leaves }): Line[] => [
      [text(`${point}. ${name}`)],
      [text(contributes)],
      [text(leaves)]
    ])
  }
]
