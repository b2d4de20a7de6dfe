/** For tests of Inquest and of what is built on it: small incidents, scripted agents, a scripted ledger. */
export { createIncidentFolder, type IncidentFolder } from './incident-folder.ts'
export { type AgentScript, createScriptedAgents, type ScriptedAgents } from './scripted-agents.ts'
export { smallIncident } from './small-incident.ts'
export { createScriptedLedger, type ScriptedAnswer, type ScriptedLedger } from './scripted-ledger.ts'
export { type OpenAiServer, type ReceivedRequest, type Script, startOpenAiServer, type Step } from './openai-server.ts'
