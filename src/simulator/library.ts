import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { InquestError } from '../foundation/index.ts'
import { Scenario } from './scenario/scenario.ts'

/** The library's scenarios are data beside the answers they hold: no investigation can reach them. */
const folder = fileURLToPath(new URL('../../evals/scenarios/', import.meta.url))

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `over` on top of `base`: objects field by field, everything else replaced. */
function merge(base: Fields, over: Fields): Fields {
  const merged = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const under = merged[key]
    merged[key] = isFields(under) && isFields(value) ? merge(under, value) : value
  }
  return merged
}

function readFields(path: string, depth = 0): Fields {
  let given: unknown
  try {
    given = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new InquestError('usage', `cannot read the scenario ${path}: ${why}`, 'Check the path and the YAML.', { cause: error })
  }
  if (!isFields(given)) throw new InquestError('usage', `${path} is not a map of fields`, 'docs/simulator.md shows a scenario.')
  const { extends: base, ...own } = given
  const bases: unknown[] = base === undefined ? [] : Array.isArray(base) ? base : [base]
  let under: Fields = {}
  for (const each of bases) {
    if (typeof each !== 'string' || depth > 3) {
      throw new InquestError(
        'usage',
        `${path}: "extends" must name files beside it or of the library`,
        'Give paths relative to the scenario, or to the library.'
      )
    }
    under = merge(under, readFields(baseOf(path, each), depth + 1))
  }
  return merge(under, own)
}

/** A file beside the scenario, else the library's of that name: a scenario of one's own may lie anywhere. */
function baseOf(scenario: string, named: string): string {
  const beside = resolve(dirname(scenario), named)
  return existsSync(beside) ? beside : resolve(folder, named)
}

/** Names of the library's scenarios, in order. */
export function scenarioNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
}

/** Names of those that anyone may look at: sealed ones are kept for measuring an analyst on what nobody built it for. */
export function openScenarios(): string[] {
  return scenarioNames().filter((name) => !name.startsWith('sealed-'))
}

/**
 * A scenario of the library by name, or one's own from a YAML file. `extends` names files whose fields it builds on.
 * Throws InquestError `usage` when there is none, or naming the field that does not fit.
 */
export function loadScenario(nameOrPath: string): Scenario {
  const known = scenarioNames()
  const own = /\.ya?ml$/.test(nameOrPath)
  if (!own && !known.includes(nameOrPath)) {
    throw new InquestError(
      'usage',
      `there is no scenario "${nameOrPath}"`,
      `Choose one of ${known.join(', ')}, or give the path of a .yaml file.`
    )
  }
  const parsed = Scenario.safeParse(readFields(own ? resolve(nameOrPath) : resolve(folder, `${nameOrPath}.yaml`)))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InquestError(
    'usage',
    `scenario "${nameOrPath}" does not fit at ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'unknown'}`,
    'Mend that field; docs/simulator.md says what each of them means.'
  )
}

/** The library: names and services, without saying what is wrong. */
export function listScenarios(): { readonly name: string; readonly service: string; readonly formats: readonly string[] }[] {
  return scenarioNames().map((name) => {
    const { service, files } = loadScenario(name)
    return { name, service: service.title, formats: [...new Set(files.map(({ emitter }) => emitter))] }
  })
}
