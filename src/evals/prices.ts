import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** US dollars for a million tokens, by model. Prices change: the file says of which day they are. */
const Prices = z.strictObject({
  asOf: z.string().nullable(),
  models: z.record(z.string(), z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() }))
})
export type Prices = z.infer<typeof Prices>

const path = join(import.meta.dirname, '../../evals/prices.yaml')

/** Reads `evals/prices.yaml`. */
export async function readPrices(): Promise<Prices> {
  return Prices.parse(parse(await readFile(path, 'utf8')))
}

/** Cost of so many tokens in US dollars; null for a model without a price. What is built in costs nothing. */
export function costOf(
  subject: string,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
  prices: Prices
): number | null {
  if (inputTokens + outputTokens === 0) return 0
  const price = prices.models[subject.split('@')[0] ?? subject]
  return price ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000 : null
}
