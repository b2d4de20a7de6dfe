import { type CitedValue, type Statement, renderStatement } from '../domain/index.ts'

/**
 * One sentence out of several and of words between them; every figure keeps its citation.
 * Throws RangeError as `state` does when a word between carries a figure.
 */
export function compose(...parts: readonly (string | Statement)[]): Statement {
  const values: Record<string, CitedValue> = {}
  const supports: string[] = []
  let template = ''
  parts.forEach((part, index) => {
    if (typeof part === 'string') {
      template += part
      return
    }
    const name = (own: string): string => `p${index}_${own}`
    template += part.template.replaceAll(/\{(\w+)\}/g, (_, own: string) => `{${name(own)}}`)
    for (const [own, value] of Object.entries(part.values)) values[name(own)] = value
    supports.push(...part.supports)
  })
  const whole = { template, values, supports: [...new Set(supports)] }
  return { ...whole, text: renderStatement(whole) }
}

/** Several statements as one list in a sentence: "a; b; c". */
export const listed = (statements: readonly Statement[], between = '; '): Statement =>
  compose(...statements.flatMap((statement, i) => (i === 0 ? [statement] : [between, statement])))
