import { z } from 'zod'
import { readable } from './readable.ts'

/** Table functions that make rows from their arguments alone. All others reach files, settings or internals. */
const harmlessTableFunctions = new Set(['unnest', 'range', 'generate_series', 'json_each', 'json_tree'])

/** Functions that read files, settings, the environment or the engine's own state, run SQL held in text, write, or sleep. */
const unsafe =
  /^(?:read_.*|glob|sniff_csv|parquet_.*|arrow_.*|duckdb_.*|pragma_.*|pg_.*|getenv|getvariable|current_setting|which_secret|query|query_table|json_execute_serialized_sql|json_serialize_plan|sql_auto_complete|write_log|parse_duckdb_log_message|sleep_ms|nextval|currval|enable_.*|disable_.*|checkpoint|force_checkpoint|truncate_.*|seq_scan|in_search_path|current_schemas?|current_database)$/

/** What would make the same question answer differently tomorrow: evidence must come out the same when run again. */
const unrepeatable =
  /^(?:random|setseed|uuid|uuidv4|uuidv7|gen_random_uuid|now|today|get_current_time|get_current_timestamp|transaction_timestamp|current_timestamp|current_date|current_time|current_localtime|current_localtimestamp|localtime|localtimestamp|txid_current)$/

const catalogueTables = new Set(['tables', 'columns'])

/** The nodes of DuckDB's syntax tree (json_serialize_sql) that the gate looks at. */
interface SyntaxNode {
  readonly type?: unknown
  readonly class?: unknown
  readonly function_name?: unknown
  readonly children?: readonly unknown[]
  readonly function?: { readonly function_name?: unknown }
  readonly table_name?: unknown
  readonly schema_name?: unknown
  readonly catalog_name?: unknown
  readonly show_type?: unknown
  readonly sample?: { readonly seed?: unknown } | null
  readonly column_names?: unknown
  readonly cte_map?: { readonly map?: readonly { readonly key?: unknown }[] }
}

const SerializedSql = z.object({
  error: z.boolean(),
  error_type: z.string().optional(),
  error_message: z.string().optional(),
  statements: z.array(z.unknown()).default([])
})

export type GateDecision =
  | { readonly open: true }
  | { readonly open: false; readonly reason: 'refused' | 'sql-error'; readonly message: string }

/**
 * Decides on a query by its syntax tree: one SELECT, only the tables of the contract, no function that reaches outside
 * them or changes from run to run. The engine's own lockdown stands behind it; neither is relied on alone.
 *
 * @param tree what DuckDB's json_serialize_sql says about the text
 */
export function decide(tree: string): GateDecision {
  const parsed = SerializedSql.parse(JSON.parse(tree))
  if (parsed.error) {
    return parsed.error_type === 'not implemented'
      ? refuse('The door takes one SELECT; this is another kind of statement (PIVOT included).')
      : { open: false, reason: 'sql-error', message: parsed.error_message ?? 'The query cannot be parsed.' }
  }
  if (parsed.statements.length !== 1) return refuse(`The door takes one SELECT; this is ${parsed.statements.length}.`)
  const nodes = nodesOf(parsed.statements[0])
  const named = new Set(nodes.flatMap((node) => node.cte_map?.map?.map(({ key }) => lower(key)) ?? []))
  for (const node of nodes) {
    const objection = objectionTo(node, named)
    if (objection !== null) return refuse(objection)
  }
  return { open: true }
}

const refuse = (message: string): GateDecision => ({ open: false, reason: 'refused', message })
const lower = (name: unknown): string => (typeof name === 'string' ? name.toLowerCase() : '')

/** All objects of the tree, without recursion: a deep query must not overflow the stack. */
function nodesOf(root: unknown): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) found.push(value)
    for (const child of Object.values(value)) open.push(child)
  }
  return found
}

function objectionTo(node: SyntaxNode, named: ReadonlySet<string>): string | null {
  if (node.sample && node.sample.seed === -1) return 'A sample without a seed differs from run to run: add REPEATABLE (1).'
  if (node.type === 'TABLE_FUNCTION') {
    const name = lower(node.function?.function_name)
    return harmlessTableFunctions.has(name) ? null : `The door refuses the table function ${name}().`
  }
  if (node.type === 'BASE_TABLE') return objectionToTable(node, named)
  if (node.type === 'SHOW_REF') return objectionToShow(node)
  if (node.function_name === 'age' && node.children?.length === 1) return objectionToFunction('now')
  if (typeof node.function_name === 'string') return objectionToFunction(lower(node.function_name))
  if (node.type === 'COLUMN_REF' && Array.isArray(node.column_names) && node.column_names.length === 1) {
    return objectionToFunction(lower(node.column_names[0]))
  }
  return null
}

function objectionToFunction(name: string): string | null {
  if (unsafe.test(name)) return `The door refuses ${name}(): it reaches beyond the tables.`
  if (unrepeatable.test(name))
    return `The door refuses ${name}(): its value differs from run to run. Use times from the materials.`
  return null
}

function objectionToTable(node: SyntaxNode, named: ReadonlySet<string>): string | null {
  const [schema, table] = [lower(node.schema_name), lower(node.table_name)]
  if (lower(node.catalog_name) !== '') return `The door refuses ${lower(node.catalog_name)}.…: name tables without a catalogue.`
  if (schema === 'information_schema' && catalogueTables.has(table)) return null
  if (schema !== '' && schema !== 'main') return `The door refuses the schema ${schema}.`
  if (/^(?:duckdb_|pg_|sqlite_|pragma_)/.test(table))
    return `The door refuses ${table}: it describes the engine, not the materials.`
  if (Object.hasOwn(readable, table) || named.has(table)) return null
  return `Table with name ${String(node.table_name)} does not exist!`
}

function objectionToShow(node: SyntaxNode): string | null {
  if (node.show_type === 'DESCRIBE' || node.show_type === 'SUMMARY') return null
  return lower(node.table_name) === '"tables"' ? null : 'The door refuses SHOW; use DESCRIBE <table>.'
}
