import type { z } from 'zod'
import type { Column, Evidence, Incident, Scalar } from '../domain/index.ts'
import type { QueryLimits, QueryResult } from '../warehouse/index.ts'

/** What a tool may reach: the read-only door and the catalogue. No clock, no randomness but a seed in its arguments. */
export interface ToolContext {
  readonly incident: Incident
  query(sql: string, parameters?: readonly Scalar[], limits?: QueryLimits): Promise<QueryResult>
}

/** A tool's result before it becomes evidence (id, redaction and bounds are the ledger's). */
export interface ToolOutcome {
  readonly status: 'found' | 'no_data'
  readonly reading: string
  readonly facts?: Readonly<Record<string, Scalar>>
  readonly columns?: readonly Column[]
  readonly rows?: readonly (readonly Scalar[])[]
  readonly omitted?: Evidence['omitted']
  /** Ids of the sources it rests on. */
  readonly sources?: readonly string[]
}

/** A question that an investigator asks. General over any incident; the same call on the same materials gives the same result. */
export interface EvidenceTool<Arguments extends z.ZodObject = z.ZodObject> {
  /** snake_case: the name that agents call. */
  readonly name: string
  /** One paragraph for an agent: what it answers, when to use it, what it cannot tell. */
  readonly description: string
  readonly arguments: Arguments
  run(args: z.output<Arguments>, context: ToolContext): Promise<ToolOutcome>
}
