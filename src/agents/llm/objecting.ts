import type { Objection } from '../../domain/index.ts'
import type { Tested, Verifier } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { distinct } from './drafting.ts'
import { answers } from './drafts.ts'
import { ground } from './ground.ts'
import { toolAllowance } from './roles.ts'
import { citableText, hypothesesText } from './texts.ts'
import { toolsFor } from './tools-for.ts'

/** The tests and their scores are code; a model looks for what code does not see, and can only take away. */
export function createVerifier(context: LlmContext): Verifier {
  return {
    ...context.builtin.verifier,
    async object(desk, tested) {
      if (tested.length === 0) return []
      const known = new Set(tested.map(({ hypothesis }) => hypothesis.id))
      const book = createCellBook(
        tested.flatMap(({ hypothesis, tests }) => [
          hypothesis.statement,
          hypothesis.mechanism,
          ...tests.map(({ statement }) => statement)
        ])
      )
      const turns = context.effort.turnsLater
      const parts = await converse({
        context,
        desk,
        role: 'verifier',
        name: 'verifier',
        title: 'Verifier',
        prompt: 'verifier/object',
        answer: answers.Objections,
        book,
        tools: toolsFor(context, 'verifier/object', 'verifier'),
        turns,
        settle: ({ objections }) => {
          const grounded = objections.map(({ hypothesis, weight, statement }) => ({
            hypothesis,
            weight,
            grounded: known.has(hypothesis) ? ground(statement, book) : { problem: `there is no explanation ${hypothesis}` }
          }))
          return {
            stood: grounded.flatMap(({ hypothesis, weight, grounded: one }): Objection[] =>
              'problem' in one ? [] : [{ hypothesis, weight, statement: one.statement }]
            ),
            problems: grounded.flatMap(({ grounded: one }) => ('problem' in one ? [one.problem] : []))
          }
        },
        values: () => ({
          explanations: tested.map(testedText).join('\n\n'),
          frame: frameText(desk),
          allowance: toolAllowance(context, turns)
        })
      })
      return distinct(parts.flat())
    }
  }
}

/** An explanation with how its tests came out. */
function testedText({ hypothesis, tests }: Tested): string {
  const outcomes = tests.map(({ question, outcome, statement }) => `- ${question} ${outcome}: ${citableText(statement)}`)
  return [hypothesesText([hypothesis]), ...outcomes].join('\n')
}
