import type { EvidenceTool } from '../tool.ts'

/** Every tool, in the order in which an agent is shown them. One line a tool. */
export const evidenceTools: readonly EvidenceTool[] = []
