import type { Remedy } from '../../domain/index.ts'
import type { Designer } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { distinct } from './drafting.ts'
import { modelMonitoring } from './design-monitoring.ts'
import { answers } from './drafts.ts'
import { ground } from './ground.ts'
import { strengthenWithModel } from './strengthen.ts'
import { citableText } from './texts.ts'

/** The narrative is arrangement of evidence, and stays code; a model proposes remedies and detectors. */
export function createDesigner(context: LlmContext): Designer {
  return {
    narrate: (desk, verdict, findings) => context.builtin.designer.narrate(desk, verdict, findings),
    monitor: modelMonitoring(context),
    async strengthen(desk, judged, monitoring) {
      const design = await context.builtin.designer.strengthen(desk, judged, monitoring)
      if (!design) return design
      return strengthenWithModel(context, desk, judged, design).catch((thrown: unknown) => {
        // What rules and statistics designed is whole without a model's proposals.
        desk.signal?.throwIfAborted()
        context.onStruck({ by: 'designer', reason: thrown instanceof Error ? thrown.message : String(thrown) })
        return design
      })
    },
    async remedies(desk, verdict, scaling) {
      const cause = verdict.rootCause
      if (!cause) return context.builtin.designer.remedies(desk, verdict, scaling)
      const found = [cause.cites.statement, cause.cites.mechanism]
      const tested = [scaling.statement, ...scaling.parts.map(({ statement }) => statement)]
      const book = createCellBook([...found, ...tested])
      const parts = await converse({
        context,
        desk,
        role: 'designer',
        name: 'designer remedies',
        title: 'Designer: remedies',
        prompt: 'designer/remedies',
        answer: answers.RemedyDrafts,
        book,
        settle: ({ remedies }) => {
          const grounded = remedies.map((draft) => ({
            draft,
            action: ground(draft.action, book, { uncited: true }),
            why: ground(draft.why, book)
          }))
          return {
            stood: grounded.flatMap(({ draft, action, why }) =>
              'problem' in action || 'problem' in why
                ? []
                : [{ class: draft.class, horizon: draft.horizon, action: action.statement, why: why.statement }]
            ),
            problems: grounded.flatMap(({ action, why }) => [...problemIn('action', action), ...problemIn('why', why)])
          }
        },
        values: () => ({
          verdict: [
            `${cause.category} in ${cause.component}`,
            ...found.map(citableText),
            ...verdict.leavesUnexplained.map(({ text }) => text)
          ].join('\n'),
          scaling: tested.map(citableText).join('\n'),
          frame: frameText(desk)
        })
      })
      return distinct(parts.flat()).map((remedy, index): Remedy => ({
        id: `R${index + 1}`,
        ...remedy,
        addresses: cause.hypothesis
      }))
    }
  }
}

function problemIn(field: string, grounded: ReturnType<typeof ground>): string[] {
  return 'problem' in grounded ? [`${field} ${grounded.problem}`] : []
}
