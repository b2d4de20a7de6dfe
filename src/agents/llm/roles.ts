import { SpecialistRole } from '../../domain/index.ts'
import type { FindingDraft, HypothesisDraft, Planner, Sceptic, Specialist, Theorist } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { answers } from './drafts.ts'
import { distinct, draftFindings, draftHypotheses } from './drafting.ts'
import { openingResults } from './opening-results.ts'
import {
  briefText,
  catalogueText,
  findingsText,
  hypothesesText,
  menuText,
  rolesText,
  sourcesText,
  taskText,
  taxonomyText
} from './texts.ts'
import { windowHelp } from './named-windows.ts'

export function createPlanner(context: LlmContext): Planner {
  return {
    async plan(desk, round, findings, hypotheses) {
      const [drafted] = await converse({
        context,
        desk,
        role: 'planner',
        name: `planner ${round}`,
        title: `Planner, round ${round}`,
        prompt: 'planner/plan',
        answer: answers.PlanDraft,
        settle: (stood) => ({ stood, problems: [] }),
        values: () => ({
          catalogue: catalogueText(desk.incident),
          brief: briefText(desk.incident),
          frame: frameText(desk),
          roles: rolesText(),
          menu: menuText(context.tools),
          windows: windowHelp,
          round,
          tasks: context.effort.tasks,
          calls: context.effort.callsATurn,
          findings: findingsText(findings),
          hypotheses: hypothesesText(hypotheses)
        })
      })
      if (!drafted) return null
      const { rivalsToRuleOut, rationale } = drafted
      const tasks = drafted.tasks.slice(0, context.effort.tasks).map((task, index) => ({ id: `T${index + 1}`, ...task }))
      return tasks.length > 0 ? { round, tasks, rivalsToRuleOut, rationale } : null
    }
  }
}

export function createSpecialist(context: LlmContext): Specialist {
  return {
    async investigate(desk, task) {
      const book = createCellBook()
      const speciality = SpecialistRole.parse(task.role)
      const turns = (task.calls ?? []).length === 0 ? context.effort.turns : context.effort.turnsAfterOpening
      const parts = await converse({
        context,
        desk,
        role: 'specialist',
        name: `specialist ${task.id}`,
        title: `${task.id} · ${speciality} specialist`,
        prompt: 'specialist/investigate',
        answer: answers.FindingDrafts,
        book,
        tools: context.tools,
        turns,
        settle: ({ findings }) => draftFindings(findings, book),
        values: async () => ({
          speciality,
          task: taskText(task),
          sources: sourcesText(desk.incident, task.sources),
          frame: frameText(desk),
          opening: await openingResults(context, desk, book, task),
          allowance: toolAllowance(context, turns)
        })
      })
      return distinct(parts.flat())
    }
  }
}

export function createTheorist(context: LlmContext): Theorist {
  return {
    // A person named the class; which cells carry it is found by the same rules whoever investigates.
    consider: (desk, category, findings) => context.builtin.theorist.consider(desk, category, findings),
    async propose(desk, findings, hypotheses) {
      if (findings.length === 0) return []
      const book = createCellBook([
        ...findings.map(({ statement }) => statement),
        ...hypotheses.flatMap(({ statement, mechanism }) => [statement, mechanism])
      ])
      const parts = await converse({
        context,
        desk,
        role: 'theorist',
        name: `theorist after F${findings.length}`,
        title: 'Theorist',
        prompt: 'theorist/propose',
        answer: answers.HypothesisDrafts,
        book,
        settle: (answer) => draftHypotheses(answer.hypotheses, book, 'theorist'),
        values: () => ({
          findings: findingsText(findings),
          hypotheses: hypothesesText(hypotheses),
          taxonomy: taxonomyText(),
          frame: frameText(desk)
        })
      })
      return distinct(parts.flat())
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
      const parts = await converse({
        context,
        desk,
        role: 'sceptic',
        name: 'sceptic',
        title: 'Sceptic',
        prompt: 'sceptic/challenge',
        answer: answers.ChallengeDraft,
        book,
        tools: context.tools,
        settle: ({ findings: found, rivals }) => {
          const [drafted, proposed] = [draftFindings(found, book), draftHypotheses(rivals, book, 'sceptic')]
          const stood: { findings: readonly FindingDraft[]; rivals: readonly HypothesisDraft[] } = {
            findings: drafted.stood,
            rivals: proposed.stood
          }
          return { stood, problems: [...drafted.problems, ...proposed.problems] }
        },
        values: () => ({
          hypotheses: hypothesesText(hypotheses),
          findings: findingsText(findings),
          frame: frameText(desk),
          allowance: toolAllowance(context)
        })
      })
      return {
        findings: distinct(parts.flatMap(({ findings: found }) => found)),
        rivals: distinct(parts.flatMap(({ rivals }) => rivals))
      }
    }
  }
}

/** How often and how much an agent may ask, in words. */
export function toolAllowance({ effort }: LlmContext, turns: number = effort.turns): string {
  if (turns === 0) return 'There are no further calls: hand in what these results carry.'
  const often = turns === 1 ? 'one turn' : `${turns} turns`
  return `You have ${often} with tools; a turn answers up to ${effort.callsATurn} calls side by side, so ask for all you want to know. ${windowHelp} After the last turn you can only hand in.`
}
