/** The questions an investigator asks, and the ledger that keeps and re-runs them. */
export { createLedger, type LedgerOptions } from './create-ledger.ts'
export type { AnsweredCall, CallOptions, Ledger, ToolCall } from './ledger.ts'
export type { EvidenceTool, ToolContext, ToolOutcome } from './tool.ts'
export { designTools, evidenceTools } from './tools/index.ts'
