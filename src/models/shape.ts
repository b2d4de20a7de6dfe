import type { ToolSpec } from './exchange.ts'

// JSON schemas as people read them, and as models without tool support are told them: a tenth of their length.

type Schema = Readonly<Record<string, unknown>>

/** A tool in a line: `operations(population?: "requests"|"statements"|null): what it answers`. Windows are explained once. */
export function signatureOf({ name, description, parameters }: ToolSpec): string {
  const { properties, required } = record(parameters)
  const must = Array.isArray(required) ? required : []
  const taken = Object.entries(record(properties)).filter(([key]) => !isWindow(key))
  const listed = taken.map(([key, schema]) => `${key}${must.includes(key) ? '' : '?'}: ${shortType(schema)}`)
  return `${name}(${listed.join(', ')}): ${description}`
}

/** A long list of values is begun: what may stand there is told where it is needed. */
function shortType(schema: unknown): string {
  const text = typeText(schema)
  const values = text.split('|')
  return values.length > 8 ? `${values.slice(0, 3).join('|')}|…` : text
}

const isWindow = (key: string): boolean => key === 'window' || key === 'baseline'

/** A JSON schema in a line: `{from: string, limit?: integer}`. */
export function typeText(schema: unknown): string {
  const { type, items, properties, required, anyOf, oneOf, enum: values } = record(schema)
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join('|')
  const variants = anyOf ?? oneOf
  if (Array.isArray(variants)) return variants.map(typeText).join('|')
  if (properties) {
    const must = Array.isArray(required) ? required : []
    const listed = Object.entries(record(properties)).map(
      ([key, inner]) => `${key}${must.includes(key) ? '' : '?'}: ${typeText(inner)}`
    )
    return `{${listed.join(', ')}}`
  }
  if (type === 'array') return `${typeText(items)}[]`
  if (Array.isArray(type)) return type.join('|')
  return typeof type === 'string' ? type : 'any'
}

/** An answer's schema field by field, with what each is for. */
export function shapeText(schema: unknown, indent = ''): string {
  const { properties, required, items, type, anyOf } = record(schema)
  if (type === 'array') return `[${shapeText(items, indent)}, …]`
  if (Array.isArray(anyOf)) {
    const object: unknown = anyOf.find((variant) => record(variant)['properties'])
    return object ? `${shapeText(object, indent)} or null` : typeText(schema)
  }
  if (!properties) return typeText(schema)
  const must = Array.isArray(required) ? required : []
  const fields = Object.entries(record(properties)).map(([key, inner]) => {
    const { description } = record(inner)
    const note = [must.includes(key) ? '' : 'may be left out', typeof description === 'string' ? description : ''].filter(Boolean)
    return `${indent}  "${key}": ${shapeText(inner, `${indent}  `)}${note.length > 0 ? `  // ${note.join('; ')}` : ''}`
  })
  return `{\n${fields.join('\n')}\n${indent}}`
}

/** The example that a schema carries, on one line an element. */
export function exampleOf(schema: unknown): unknown {
  const { examples } = record(schema)
  return Array.isArray(examples) ? examples[0] : undefined
}

function record(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
