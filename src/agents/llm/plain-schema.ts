/** Bounds and patterns are the program's to check and to explain; a model is sent none of them. */
const unsent: ReadonlySet<string> = new Set([
  '$schema',
  'pattern',
  'format',
  'default',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'additionalProperties'
])

/** A JSON schema as short as a model needs it: sent with every turn, it costs every time. */
export function plainSchema<T>(schema: T): T
export function plainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((one: unknown) => plainSchema(one))
  if (!isRecord(schema)) return schema
  const plain = Object.entries(schema).flatMap(([key, value]) =>
    unsent.has(key) ? [] : [[key, key === 'examples' ? value : plainSchema(value)] as const]
  )
  return nullable(Object.fromEntries(plain))
}

/** `{anyOf: [{type: string}, {type: null}]}` as `{type: [string, null]}`. */
function nullable(schema: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema
  const [one, other]: unknown[] = anyOf
  if (!isRecord(one) || !isRecord(other) || other['type'] !== 'null') return schema
  if (typeof one['type'] !== 'string' || ['object', 'array'].includes(one['type'])) return schema
  const values = one['enum']
  return { ...rest, ...one, type: [one['type'], 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
