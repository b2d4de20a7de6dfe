import type { RunRecord } from '../domain/index.ts'
import type { RunState } from './fold.ts'
import { usageOf } from './usage.ts'

/** The method as it was run, phase by phase: for a reader who wants to judge the work and not only its result. */
export function methodOf(state: RunState): RunRecord['method'] {
  const sources = state.started?.sources ?? []
  const unread = sources.filter(({ lines }) => lines.records === 0).length
  const records = sources.reduce((sum, { lines }) => sum + lines.records, 0)
  const { toolCalls, toolCallsReused } = usageOf(state)
  const { window, baseline } = state.frame ?? { window: null, baseline: null }
  return [
    {
      phase: 'intake',
      text: sentence(
        `read ${count(sources.length, 'source')}${unread ? `, ${unread} of them without a record` : ''}, ` +
          `${count(records, 'line')} of records`,
        window ? `the harmful time was taken as ${span(window)}` : 'no harmful time could be told from the materials',
        baseline ? `compared with ${span(baseline)}` : 'there was no healthy time to compare with'
      )
    },
    ...state.plans.flatMap(({ round, tasks, rationale, rivalsToRuleOut }) => [
      {
        phase: `plan ${round}`,
        text: sentence(
          rationale.replace(/\.$/, ''),
          rivalsToRuleOut.length > 0 ? `rivals to rule out: ${rivalsToRuleOut.join(', ')}` : ''
        )
      },
      {
        phase: `investigate ${round}`,
        text: sentence(
          `${count(tasks.length, 'task')} side by side: ` +
            tasks.map(({ id, role }) => `${id} ${role} (${outcomeOf(state, id)})`).join(', ')
        )
      }
    ]),
    {
      phase: 'challenge',
      text: sentence(`${count(state.findings.filter(({ by }) => by === 'sceptic').length, 'finding')} by the sceptic`)
    },
    {
      phase: 'verify',
      text: sentence(
        `${count(state.hypotheses.length, 'hypothesis', 'hypotheses')} put to ${count(state.tests.length, 'test')}`,
        `${count(toolCalls, 'different tool call')} in all, and ${toolCallsReused} more answered from those`
      )
    },
    ...[...state.steering].map(([id, asked]) => ({
      phase: 'steering',
      text: sentence(
        asked.kind === 'hypothesis'
          ? `a person suspected ${asked.category}${asked.component ? ` (${asked.component})` : ''}`
          : `a person asked for the test ${asked.test} of ${asked.hypothesis}`,
        state.answers.get(id)?.answer.replace(/\.$/, '') ?? 'it was not answered'
      )
    })),
    ...state.failures.map(({ task, reason }) => ({ phase: 'failed', text: sentence(`${task}: ${reason}`) }))
  ]
}

function outcomeOf({ tasks, findings }: RunState, id: string): string {
  if (tasks.get(id)?.status !== 'finished') return 'failed'
  return count(findings.filter(({ task }) => task === id).length, 'finding')
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

function span({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} to ${to}`
}

function sentence(...parts: readonly string[]): string {
  const text = parts.filter(Boolean).join('; ')
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}
