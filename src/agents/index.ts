/** The roles of an investigation, and who fills them. */
export type {
  Agents,
  Designer,
  Desk,
  FindingDraft,
  HypothesisDraft,
  Narrative,
  Planner,
  Sceptic,
  Specialist,
  Theorist,
  Verifier
} from './roles.ts'
export { createBuiltinAgents } from './builtin/index.ts'
