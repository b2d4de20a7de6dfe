import { type Clock, InquestError } from '../foundation/index.ts'
import type { RequestAbout } from '../models/index.ts'
import type { ModelUse } from './model-use.ts'
import type { PhaseState } from './phases.ts'
import type { Budget } from './run.ts'

/** What a run's model calls may still spend. */
export interface Spending {
  /** Holds what a request will take at least; throws InquestError `cannot-judge` when the budget does not allow it. */
  reserve(model: string, estimatedTokens: number, about: RequestAbout | undefined): Disposable
}

/** What of a run its spending depends on. */
export interface Spender {
  readonly state: {
    readonly phase: Pick<PhaseState, 'at'>
    readonly modelCalls: ReadonlyMap<
      string,
      {
        readonly model: string
        readonly about: RequestAbout | null
        readonly inputTokens: number
        readonly outputTokens: number
      }
    >
  }
  readonly budget: Pick<Budget, 'reservedShare' | 'wallMs'>
  readonly clock: Clock
  readonly beganAt: number
}

/**
 * Holds a run to its budgets: tokens and money of the run, tokens of one conversation, time. What is under way counts, so
 * that calls side by side cannot overspend by more than one. While questions are still asked, a share is kept for
 * challenge, verification and design: so a run that has spent its budget still ends in a judged report.
 */
export function createSpending(run: Spender, use: Pick<ModelUse, 'tokens' | 'tokensPerAgent' | 'money' | 'prices'>): Spending {
  const underWay = new Map<object, { readonly tokens: number; readonly cost: number; readonly conversation: string }>()
  const costOf = (model: string, input: number, output: number): number => {
    const price = use.prices[model]
    return price ? (input * price.input + output * price.output) / 1e6 : 0
  }
  const spent = (conversation?: string): { tokens: number; cost: number } => {
    const calls = [...run.state.modelCalls.values()].filter(
      ({ about }) => conversation === undefined || about?.conversation === conversation
    )
    const held = [...underWay.values()].filter((one) => conversation === undefined || one.conversation === conversation)
    return {
      tokens:
        sum(calls.map(({ inputTokens, outputTokens }) => inputTokens + outputTokens)) + sum(held.map(({ tokens }) => tokens)),
      cost:
        sum(calls.map(({ model, inputTokens, outputTokens }) => costOf(model, inputTokens, outputTokens))) +
        sum(held.map(({ cost }) => cost))
    }
  }
  return {
    reserve(model, tokens, about) {
      const conversation = about?.conversation ?? ''
      const cost = costOf(model, tokens, 0)
      if (model !== 'manual') {
        const share = shareOpen(run)
        const { tokens: spentTokens, cost: spentCost } = spent()
        insist(spentTokens + tokens <= use.tokens * share, `${use.tokens} tokens`, '--tokens')
        insist(use.money === undefined || spentCost + cost <= use.money * share, `${use.money} of money`, 'budget.money')
        insist(
          use.tokensPerAgent === undefined || spent(conversation).tokens + tokens <= use.tokensPerAgent,
          `${use.tokensPerAgent} tokens for ${conversation}`,
          'budget.tokensPerAgent'
        )
        insist(run.clock.now() - run.beganAt <= run.budget.wallMs * share, 'time', 'budget.minutes')
      }
      const held = {}
      underWay.set(held, { tokens, cost, conversation })
      return { [Symbol.dispose]: () => void underWay.delete(held) }
    }
  }
}

/** Which share of a budget the present phase may reach. */
function shareOpen({ state, budget }: Spender): number {
  return ['plan', 'investigate'].includes(state.phase.at) ? 1 - budget.reservedShare : 1
}

function insist(holds: boolean, budget: string, option: string): void {
  if (holds) return
  throw new InquestError(
    'cannot-judge',
    `the budget of ${budget} does not allow another request`,
    `Allow more with ${option}, or look at fewer materials.`
  )
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
