import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { closest } from './closest.ts'
import { InquestError } from './errors.ts'

/** The roles that a model can fill, as prompts and the configuration name them. */
export const roleNames = ['planner', 'specialist', 'theorist', 'sceptic', 'verifier', 'designer', 'naive', 'ask'] as const

const price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() })

/** `inquest.config.yaml` (or `.yml`, `.json`) in the directory from which Inquest is run. Nothing in it is required. */
const ConfigFile = z.strictObject({
  /** Who investigates when --model is not given. */
  model: z.string().optional(),
  /** Another model for single roles: `sceptic: openai:…`. */
  roles: z.partialRecord(z.enum(roleNames), z.string()).default({}),
  /** Folder of prompts in place of those that ship. */
  prompts: z.string().optional(),
  budget: z
    .strictObject({
      /** Input and output tokens of a run. */
      tokens: z.int().positive().optional(),
      /** Input and output tokens of one conversation. */
      tokensPerAgent: z.int().positive().optional(),
      /** What a run may cost, in the currency of `prices`. */
      money: z.number().positive().optional(),
      minutes: z.number().positive().optional()
    })
    .default({}),
  /** Price of a million tokens, by model name. */
  prices: z.record(z.string(), price).default({}),
  limits: z.strictObject({ concurrency: z.int().positive().optional(), perMinute: z.int().positive().optional() }).default({})
})
export type ConfigFile = z.infer<typeof ConfigFile>

/** Reads the configuration file of a directory; an empty one when there is none. Throws InquestError `usage` for a bad key. */
export async function readConfigFile(directory: string): Promise<ConfigFile> {
  for (const name of ['inquest.config.yaml', 'inquest.config.yml', 'inquest.config.json']) {
    const path = join(directory, name)
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return parsed(path, text)
  }
  return ConfigFile.parse({})
}

function parsed(path: string, text: string): ConfigFile {
  let value: unknown
  try {
    value = parse(text) ?? {}
  } catch (cause) {
    throw bad(path, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'it cannot be read', '', { cause })
  }
  const result = ConfigFile.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const place = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.')
  return bad(path, `"${place}" ${unknown === undefined ? (issue?.message ?? 'does not fit') : 'is no key'}`, didYouMean(unknown))
}

const knownKeys = [
  ...Object.keys(ConfigFile.shape),
  ...roleNames,
  'tokens',
  'tokensPerAgent',
  'money',
  'minutes',
  'concurrency',
  'perMinute'
]

function didYouMean(key: string | undefined): string {
  const near = key === undefined ? undefined : closest(key, knownKeys)
  return near ? `Did you mean "${near}"? ` : ''
}

function bad(path: string, what: string, hint: string, more: { cause?: unknown } = {}): never {
  throw new InquestError('usage', `${path}: ${what}`, `${hint}docs/models.md lists the keys.`, more)
}
