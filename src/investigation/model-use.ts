import { type ConfigFile, InquestError, readConfigFile } from '../foundation/index.ts'
import type { ModelOptions } from './agents-for.ts'
import type { StoppedRun } from './resume.ts'
import { type Budget, budgetFor } from './run.ts'

/** Which models a run uses, and what it may spend: from the command line, the configuration file, or a stopped run. */
export interface ModelUse {
  readonly model: string
  /** Another model for single roles. */
  readonly roles: ConfigFile['roles']
  readonly prompts: string | undefined
  /** Input and output tokens of the run. */
  readonly tokens: number
  readonly tokensPerAgent: number | undefined
  /** In the currency of `prices`. */
  readonly money: number | undefined
  readonly prices: ConfigFile['prices']
  readonly limits: ConfigFile['limits']
  readonly budget: Budget
}

/**
 * The command line wins over the configuration file of the directory; a stopped run goes on with the model it began with.
 * Throws InquestError `usage` for a name that is no model, and for another model than the run began with.
 */
export async function modelUseOf(
  options: ModelOptions & { readonly model?: string | undefined },
  stopped: { readonly started: Pick<StoppedRun['started'], 'model'> } | null,
  directory: string
): Promise<ModelUse> {
  const file = await readConfigFile(directory)
  const begun = stopped?.started.model
  const chosen = options.model
  if (begun !== undefined && chosen !== undefined && chosen !== begun) {
    const next = `Leave --model out, or start a new run with --model ${chosen}.`
    throw new InquestError('usage', `This run began with --model ${begun}.`, next)
  }
  const model = begun ?? chosen ?? file.model ?? 'builtin'
  // A model for one role is no consent to send anything, when the run itself is to be the built-in analyst's.
  const roles = model === 'builtin' ? {} : file.roles
  for (const name of [model, ...Object.values(roles)]) await requireModel(name)
  const { tokens = 400_000, tokensPerAgent, minutes } = file.budget
  const money = options.money ?? file.budget.money
  if (money !== undefined && model !== 'builtin') requirePrices([model, ...Object.values(roles)], file.prices)
  const budget = {
    ...budgetFor(model),
    ...(model === 'builtin' ? {} : { sideBySide: file.limits.concurrency ?? 8 }),
    ...(options.rounds === undefined ? {} : { rounds: options.rounds })
  }
  return {
    model,
    roles,
    prompts: options.prompts ?? file.prompts,
    tokens: options.tokens ?? tokens,
    tokensPerAgent,
    money,
    prices: file.prices,
    limits: file.limits,
    budget: minutes === undefined ? budget : { ...budget, wallMs: minutes * 60_000 }
  }
}

async function requireModel(name: string): Promise<void> {
  if (name !== 'builtin' && name !== 'manual') (await import('../models/index.ts')).parseModelName(name)
}

/** A budget in money that cannot be counted would be none. */
function requirePrices(models: readonly string[], prices: ConfigFile['prices']): void {
  for (const name of models) {
    if (name === 'builtin' || name === 'manual' || prices[name]) continue
    throw new InquestError(
      'usage',
      `There is a budget of money and no price of "${name}".`,
      `Add it to the configuration: prices: { "${name}": { input: …, output: … } }, a million tokens each.`
    )
  }
}
