import { type Remedy, state, type Statement } from '../../domain/index.ts'
import { predictionsFor } from '../../verdict/index.ts'
import type { Agents, Desk } from '../roles.ts'
import type { LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { answers, type NaiveAnswer } from './drafts.ts'
import { excerptOf } from './excerpt.ts'

/**
 * One plain prompt with the materials, as most people ask: no plan, no tools, no rounds. Its answer goes through the same
 * record, tests and gates as any other, so that the two ways can be compared. Nothing that it says can be cited, and its
 * figures are taken out, because no evidence carries them.
 */
export function createNaiveAgents(name: string, context: LlmContext): Agents {
  let asked: Promise<NaiveAnswer> | undefined
  const answer = (desk: Desk): Promise<NaiveAnswer> =>
    (asked ??= converse({
      context,
      desk,
      role: 'naive',
      name: 'naive',
      title: 'One plain question',
      prompt: 'naive/ask',
      answer: answers.NaiveAnswer,
      settle: (stood) => ({ stood, problems: [] }),
      values: async () => ({ materials: await excerptOf(desk, context.effort.excerpt) })
    }).then(([only]) => answers.NaiveAnswer.parse(only)))
  return {
    ...context.builtin,
    name,
    planner: {
      async plan(_desk, round) {
        if (round > 1) return null
        const task = {
          id: 'T1',
          role: 'application' as const,
          question: 'What is wrong here?',
          sources: [],
          tellsCauseFromSymptom: 'Nothing: one plain prompt is asked, for comparison.',
          instructions: 'One prompt with stretches of every file, and no tools.'
        }
        return { round, tasks: [task], rivalsToRuleOut: [], rationale: 'One plain prompt instead of a plan, for comparison.' }
      }
    },
    specialist: { investigate: async () => [] },
    theorist: {
      consider: (desk, category, findings) => context.builtin.theorist.consider(desk, category, findings),
      async propose(desk) {
        const { outcome, category, component, cause, mechanism } = await answer(desk)
        if (outcome !== 'cause' || category === null) return []
        return [
          {
            category,
            component: plain(component).text,
            subject: { population: null, operation: null, entity: null, series: null },
            statement: plain(cause),
            mechanism: plain(mechanism),
            trigger: null,
            onset: null,
            onsetResolutionSeconds: 1,
            proposedBy: 'naive prompt',
            predictions: predictionsFor(category)
          }
        ]
      }
    },
    sceptic: { challenge: async () => ({ findings: [], rivals: [] }) },
    designer: {
      narrate: (desk, verdict, findings) => context.builtin.designer.narrate(desk, verdict, findings),
      async remedies(desk) {
        const { remedies, cause } = await answer(desk)
        return remedies.map((remedy, index): Remedy => ({
          id: `R${index + 1}`,
          class: remedy.class,
          horizon: remedy.horizon,
          action: plain(remedy.action),
          addresses: null,
          why: plain(cause)
        }))
      },
      monitor: async () => null,
      strengthen: async () => null
    }
  }
}

/** The model's own words; a figure that no evidence carries is not repeated. */
function plain(text: string): Statement {
  const flat = text.replaceAll(/[{}]/g, '').replaceAll(/\s+/g, ' ').trim()
  return state(flat.replaceAll(/(?<![A-Za-z0-9])\d+(?:[.,:–-]\d+)*/g, '(uncited figure)'))
}
