/** Inquest as a library: the questions of the command line, and the schemas of what they answer. */
export * as domain from './domain/index.ts'
export { type ErrorCode, InquestError } from './foundation/index.ts'
export {
  cacheClear,
  type CacheContent,
  cacheList,
  type Catalogue,
  inquestVersion,
  investigate,
  type InvestigateOptions,
  type Investigation,
  listScenarios,
  type Observer,
  type Options,
  query,
  type QueryAnswer,
  sampleIncident,
  simulate,
  sources,
  type Verification,
  verify
} from './inquest.ts'
