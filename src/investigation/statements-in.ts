import { Statement } from '../domain/index.ts'

export interface PlacedStatement {
  /** JSON pointer to the statement: `/timeline/3/statement`. */
  readonly where: string
  readonly statement: Statement
}

/** Every statement anywhere in a JSON value, in the value's own order. */
export function* statementsIn(value: unknown, where = ''): Generator<PlacedStatement> {
  if (typeof value !== 'object' || value === null) return
  if ('template' in value && 'values' in value) {
    const parsed = Statement.safeParse(value)
    if (parsed.success) {
      yield { where, statement: parsed.data }
      return
    }
  }
  for (const [key, inner] of Object.entries(value)) yield* statementsIn(inner, `${where}/${pointerPart(key)}`)
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
