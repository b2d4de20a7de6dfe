import type { Node } from 'jsonc-parser'
import type { Attributes } from '../../domain/index.ts'
import { flatten } from '../fields/fields.ts'
import { isScalar, propertiesOf, scalarOf, valueOf } from './json-tree.ts'

export const isUnit = (name: string): boolean => /^units?$/i.test(name)

const names = '__name__ metric metric_name name target series title label Label MetricName metricId'.split(' ')

/** The name that a series gives itself beside its points. */
export function ownName(about: Attributes): string | null {
  const name = names.map((key) => about[key]).find((value) => typeof value === 'string')
  return typeof name === 'string' ? name : null
}

/** What a monitor gives unless it is asked for another statistic; any other is a series of its own. */
const usual = /^(?:average|avg|mean|sum|total)$/i

/** An object of one series names it beside its points, as CloudWatch does, with unit and statistic. @param lists that it holds, labels left out */
export function nameOfSeries(here: Attributes, lists: number): Attributes {
  const named = ['Label', 'MetricName', 'metric', 'metric_name'].find((name) => typeof here[name] === 'string')
  if (named === undefined || lists !== 1) return {}
  const [statistic, unit] = [textOf(here, /^(?:statistics?|stat)$/i), textOf(here, /^units?$/i)]
  const name = String(here[named])
  return {
    [named]: statistic === null || usual.test(statistic) ? name : `${name} ${statistic}`,
    ...(unit === null || unit === 'None' ? {} : { unit })
  }
}

function textOf(values: Attributes, name: RegExp): string | null {
  const found = Object.entries(values).find(([one]) => name.test(one))?.[1]
  return typeof found === 'string' ? found : null
}

const labelLists = /^(?:metric|labels|tags|dimensions|dimensionMap)$/i

/** What stands beside a series' points and says whose they are: an object of labels, or a list of their names and values. */
export const areLabels = (name: string, value: Node): boolean =>
  labelLists.test(name) && (value.type === 'object' || (listsAttributes(value) && (value.children ?? []).length > 0))

/** The labels by name. */
export function labelsOf(node: Node): Attributes {
  if (node.type === 'object') return flatten(valueOf(node))
  return Object.fromEntries(
    (node.children ?? []).map((pair) => {
      const [name, value] = ['key', 'value'].map((part) =>
        propertiesOf(pair).find((one) => one.name.toLowerCase() === part || (part === 'key' && /^name$/i.test(one.name)))
      )
      return [String(name ? scalarOf(name.value) : ''), value && isScalar(value.value) ? scalarOf(value.value) : null] as const
    })
  )
}

/** A cloud's dimensions name the part that is measured, whatever that is called there. */
export function partOfDimensions(name: string, labels: Attributes): string | null {
  const values = Object.values(labels).filter((value) => typeof value === 'string')
  return /^dimensions$/i.test(name) && values.length > 0 ? values.join('/') : null
}

/** Is this a list of nothing but names and values? It describes what it stands in. */
export function listsAttributes(node: Node): boolean {
  const items = node.children ?? []
  const isPair = (item: Node): boolean =>
    item.type === 'object' && propertiesOf(item).every(({ name }) => /^(?:key|name|value|type)$/i.test(name))
  return node.type === 'array' && items.length > 0 && items.every(isPair)
}
