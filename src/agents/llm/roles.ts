import { type Remedy, SpecialistRole } from '../../domain/index.ts'
import type { Designer, Planner, Sceptic, Specialist, Theorist } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { answers } from './drafts.ts'
import { draftFindings, draftHypotheses } from './drafting.ts'
import { ground } from './ground.ts'
import { briefText, catalogueText, citableText, findingsText, hypothesesText, rolesText, taxonomyText } from './texts.ts'

export function createPlanner(context: LlmContext): Planner {
  return {
    async plan(desk, round, findings, hypotheses) {
      const drafted = await converse({
        send: context.sendFor('planner'),
        prompt: context.prompts.get('planner/plan'),
        answer: answers.PlanDraft,
        desk,
        book: createCellBook(),
        values: {
          catalogue: catalogueText(desk.incident),
          brief: briefText(desk.incident),
          roles: rolesText(),
          round,
          tasks: context.tasks,
          findings: findingsText(findings),
          hypotheses: hypothesesText(hypotheses)
        }
      })
      const { rivalsToRuleOut, rationale } = drafted
      const tasks = drafted.tasks.slice(0, context.tasks).map((task, index) => ({ id: `T${index + 1}`, ...task }))
      return tasks.length > 0 ? { round, tasks, rivalsToRuleOut, rationale } : null
    }
  }
}

export function createSpecialist(context: LlmContext): Specialist {
  return {
    async investigate(desk, task) {
      const book = createCellBook()
      const { findings } = await converse({
        send: context.sendFor('specialist'),
        prompt: context.prompts.get('specialist/investigate'),
        answer: answers.FindingDrafts,
        desk,
        book,
        tools: context.tools,
        turns: context.turns,
        problemsOf: (answer) => draftFindings(answer.findings, book).problems,
        values: {
          speciality: SpecialistRole.parse(task.role),
          question: task.question,
          instructions: task.instructions,
          sources: catalogueText(desk.incident, task.sources),
          frame: frameText(desk),
          turns: context.turns
        }
      })
      return struckFrom(draftFindings(findings, book), task.role, context)
    }
  }
}

export function createTheorist(context: LlmContext): Theorist {
  return {
    // A person named the class; which cells carry it is found by the same rules whoever investigates.
    consider: (desk, category, findings) => context.builtin.theorist.consider(desk, category, findings),
    async propose(desk, findings) {
      if (findings.length === 0) return []
      const book = createCellBook(findings.map(({ statement }) => statement))
      const { hypotheses } = await converse({
        send: context.sendFor('theorist'),
        prompt: context.prompts.get('theorist/propose'),
        answer: answers.HypothesisDrafts,
        desk,
        book,
        problemsOf: (answer) => draftHypotheses(answer.hypotheses, book, 'theorist').problems,
        values: { findings: findingsText(findings), taxonomy: taxonomyText(), frame: frameText(desk) }
      })
      return struckFrom(draftHypotheses(hypotheses, book, 'theorist'), 'theorist', context)
    }
  }
}

export function createSceptic(context: LlmContext): Sceptic {
  return {
    async challenge(desk, findings, hypotheses) {
      const book = createCellBook([
        ...findings.map(({ statement }) => statement),
        ...hypotheses.flatMap(({ statement, mechanism }) => [statement, mechanism])
      ])
      const answer = await converse({
        send: context.sendFor('sceptic'),
        prompt: context.prompts.get('sceptic/challenge'),
        answer: answers.ChallengeDraft,
        desk,
        book,
        tools: context.tools,
        turns: context.turns,
        problemsOf: ({ findings: found, rivals }) => [
          ...draftFindings(found, book).problems,
          ...draftHypotheses(rivals, book, 'sceptic').problems
        ],
        values: {
          hypotheses: hypothesesText(hypotheses),
          findings: findingsText(findings),
          frame: frameText(desk),
          turns: context.turns
        }
      })
      return {
        findings: struckFrom(draftFindings(answer.findings, book), 'sceptic', context),
        rivals: struckFrom(draftHypotheses(answer.rivals, book, 'sceptic'), 'sceptic', context)
      }
    }
  }
}

/** The narrative is arrangement of evidence, and stays code; a model proposes remedies. */
export function createDesigner(context: LlmContext): Designer {
  return {
    narrate: (desk, verdict, findings) => context.builtin.designer.narrate(desk, verdict, findings),
    monitor: (desk, judged) => context.builtin.designer.monitor(desk, judged),
    strengthen: (desk, judged, monitoring) => context.builtin.designer.strengthen(desk, judged, monitoring),
    async remedies(desk, verdict, scaling) {
      const cause = verdict.rootCause
      if (!cause) return context.builtin.designer.remedies(desk, verdict, scaling)
      const statements = [
        cause.cites.statement,
        cause.cites.mechanism,
        scaling.statement,
        ...scaling.parts.map(({ statement }) => statement)
      ]
      const book = createCellBook(statements)
      const drafted = await converse({
        send: context.sendFor('designer'),
        prompt: context.prompts.get('designer/remedies'),
        answer: answers.RemedyDrafts,
        desk,
        book,
        problemsOf: ({ remedies }) =>
          remedies.flatMap(({ action, why }) => [action, why].flatMap((draft) => problemIn(ground(draft, book)))),
        values: {
          verdict: [
            `${cause.category} in ${cause.component}`,
            ...statements.slice(0, 2).map(citableText),
            ...verdict.leavesUnexplained.map(({ text }) => text)
          ].join('\n'),
          scaling: statements.slice(2).map(citableText).join('\n'),
          frame: frameText(desk)
        }
      })
      return drafted.remedies.flatMap((draft, index): Remedy[] => {
        const [action, why] = [ground(draft.action, book), ground(draft.why, book)]
        if ('problem' in action || 'problem' in why) {
          context.onStruck({ by: 'designer', reason: [...problemIn(action), ...problemIn(why)].join(' ') })
          return []
        }
        const { class: remedyClass, horizon } = draft
        return [
          {
            id: `R${index + 1}`,
            class: remedyClass,
            horizon,
            action: action.statement,
            addresses: cause.hypothesis,
            why: why.statement
          }
        ]
      })
    }
  }
}

function problemIn(grounded: ReturnType<typeof ground>): string[] {
  return 'problem' in grounded ? [grounded.problem] : []
}

/** What stood; what did not is counted, never kept in silence. */
function struckFrom<T>(
  { stood, problems }: { readonly stood: readonly T[]; readonly problems: readonly string[] },
  by: string,
  context: LlmContext
): readonly T[] {
  for (const reason of problems) context.onStruck({ by, reason })
  return stood
}
