import { type Hypothesis, SpecialistRole, type Task } from '../../domain/index.ts'
import type { FindingDraft, HypothesisDraft, Planner, Sceptic, Specialist, Theorist } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { answers } from './drafts.ts'
import { distinct, draftFindings, draftHypotheses, draftWithdrawals } from './drafting.ts'
import { operationNames } from './operation-names.ts'
import { openingResults } from './opening-results.ts'
import {
  briefText,
  catalogueText,
  findingsText,
  hypothesesText,
  menuText,
  signaturesText,
  rolesText,
  sourcesText,
  taskText,
  taxonomyText
} from './texts.ts'
import { windowHelp } from './named-windows.ts'
import { toolsFor } from './tools-for.ts'

export function createPlanner(context: LlmContext): Planner {
  return {
    async plan(desk, round, findings, hypotheses) {
      const [drafted] = await converse({
        context,
        desk,
        role: 'planner',
        name: `planner ${round}`,
        title: `Planner, round ${round}`,
        prompt: round === 1 ? 'planner/plan' : 'planner/settle',
        answer: answers.PlanDraft,
        settle: (stood) => ({ stood, problems: [] }),
        values: () => {
          const later = round > 1
          const common = {
            frame: frameText(desk),
            roles: rolesText(),
            windows:
              later && context.effort.turnsLater === 0
                ? `${windowHelp} They are all that a specialist gets in this round.`
                : windowHelp,
            round,
            tasks: context.effort.tasks,
            calls: context.effort.callsOpening
          }
          if (round === 1)
            return {
              ...common,
              catalogue: catalogueText(desk.incident),
              brief: briefText(desk.incident),
              menu: menuText(context.tools)
            }
          return {
            ...common,
            sources: sourcesText(desk.incident, []),
            menu: signaturesText(context.tools),
            findings: findingsText(findings, context.effort.cited),
            hypotheses: hypothesesText(hypotheses)
          }
        }
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
    async investigate(desk, task, round) {
      const book = createCellBook()
      const speciality = SpecialistRole.parse(task.role)
      const { turns: most, turnsAfterOpening, turnsLater } = context.effort
      const opened = task.calls ?? []
      const turns = opened.length === 0 ? most : round === 1 ? turnsAfterOpening : turnsLater
      const parts = await converse({
        context,
        desk,
        role: 'specialist',
        name: `specialist ${task.id}`,
        title: `${task.id} · ${speciality} specialist`,
        prompt: 'specialist/investigate',
        answer: answers.FindingDrafts,
        book,
        tools: toolsFor(context, 'specialist/investigate', speciality, [
          ...opened.map(({ tool }) => tool),
          ...namedIn(context, task)
        ]),
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

/** Tools that the planner's instructions name: a specialist can do what it is told to. */
function namedIn({ tools }: LlmContext, { question, instructions }: Task): string[] {
  const text = `${question} ${instructions}`
  // A name of one word (plans, limits) is a tool's only where it is written as a call.
  return tools.flatMap(({ name }) =>
    new RegExp(name.includes('_') ? `\\b${name}\\b` : `\\b${name}\\(`).test(text) ? [name] : []
  )
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
      // The strongest first, as it was handed in: one that had to be mended keeps its place.
      const order: string[] = []
      const names = await operationNames(desk)
      const parts = await converse({
        context,
        desk,
        role: 'theorist',
        name: `theorist after F${findings.length}`,
        title: 'Theorist',
        prompt: 'theorist/propose',
        answer: answers.HypothesisDrafts,
        book,
        settle: (answer) => {
          order.push(...answer.hypotheses.map(placeOf))
          const drafted = draftHypotheses(answer.hypotheses, book, 'theorist', names)
          const withdrawn = draftWithdrawals(answer.withdrawn ?? [], book, hypotheses)
          const stood: readonly (HypothesisDraft | Hypothesis)[] = [...drafted.stood, ...withdrawn.stood]
          return { stood, problems: [...drafted.problems, ...withdrawn.problems] }
        },
        values: () => ({
          findings: findingsText(findings, context.effort.cited),
          hypotheses: hypothesesText(hypotheses),
          taxonomy: taxonomyText(),
          frame: frameText(desk)
        })
      })
      return distinct(parts.flat()).toSorted((one, other) => order.indexOf(placeOf(one)) - order.indexOf(placeOf(other)))
    }
  }
}

/** What a mended explanation is known again by. */
const placeOf = ({ category }: Pick<HypothesisDraft, 'category'>): string => category

export function createSceptic(context: LlmContext): Sceptic {
  return {
    async challenge(desk, findings, hypotheses) {
      const names = await operationNames(desk)
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
        alone: true,
        tools: toolsFor(context, 'sceptic/challenge', 'sceptic'),
        settle: ({ findings: found, rivals }) => {
          const [drafted, proposed] = [draftFindings(found, book), draftHypotheses(rivals, book, 'sceptic', names)]
          const stood: { findings: readonly FindingDraft[]; rivals: readonly HypothesisDraft[] } = {
            findings: drafted.stood,
            rivals: proposed.stood
          }
          return { stood, problems: [...drafted.problems, ...proposed.problems] }
        },
        values: () => ({
          hypotheses: hypothesesText(hypotheses),
          findings: findingsText(findings, context.effort.cited),
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
  return `You have ${often} with tools; a turn answers up to ${effort.callsATurn} calls side by side, so ask for all you want to know. Where what lies before you is enough, hand in at once. ${windowHelp} After the last turn you can only hand in.`
}
