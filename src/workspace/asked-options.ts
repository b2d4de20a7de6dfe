import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunOptions } from './run-process.ts'

/** What a run goes on with when it is resumed: its journal does not hold it. */
const Asked = z.strictObject({
  tokens: z.int().positive().optional(),
  money: z.number().positive().optional(),
  rounds: z.int().positive().optional(),
  promptVariants: z.record(z.string(), z.string()).optional()
})

const fileName = 'asked.json'

export async function keepAsked(runFolder: string, options: RunOptions): Promise<void> {
  const { tokens, money, rounds, promptVariants } = options
  await writeFile(join(runFolder, fileName), `${JSON.stringify({ tokens, money, rounds, promptVariants })}\n`)
}

/** Nothing for a run that was begun elsewhere. */
export async function readAsked(runFolder: string): Promise<RunOptions> {
  const text = await readFile(join(runFolder, fileName), 'utf8').catch(() => '{}')
  try {
    const asked = Asked.safeParse(JSON.parse(text)).data ?? {}
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  } catch {
    return {}
  }
}
