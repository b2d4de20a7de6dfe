import { createHash } from 'node:crypto'
import { CallArguments, type Evidence, type Scalar } from '../../domain/index.ts'
import type { Call } from '../call.ts'

/** What a tool is made to say: facts, and rows as objects. */
export interface Made {
  readonly facts?: Readonly<Record<string, Scalar>>
  readonly rows?: readonly Readonly<Record<string, Scalar>>[]
}

/** Evidence made by hand, as the tool of that name would return it. */
export function madeEvidence(call: Call, { facts = {}, rows = [] }: Made | undefined = {}): Evidence {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const args = CallArguments.parse(JSON.parse(JSON.stringify(call.arguments)))
  return {
    id: `ev_${createHash('sha256')
      .update(JSON.stringify([call.tool, args]))
      .digest('hex')
      .slice(0, 12)}`,
    tool: call.tool,
    arguments: args,
    status: Object.keys(facts).length + rows.length > 0 ? 'found' : 'no_data',
    reading: 'made by hand',
    facts: { ...facts },
    columns: columns.map((name) => ({ name, unit: null })),
    rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
    omitted: null,
    sources: ['S1']
  }
}
