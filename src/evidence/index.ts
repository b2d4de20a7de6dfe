/** The questions an investigator asks, and the ledger that keeps and re-runs them. */
export type { CallOptions, Ledger, ToolCall } from './ledger.ts'
export type { EvidenceTool, ToolContext, ToolOutcome } from './tool.ts'
