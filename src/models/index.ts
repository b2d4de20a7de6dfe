/** Chat models by name, within limits; what goes wrong on the wire has a name. */
export { createModel, type ModelHandle, type ModelSettings } from './create.ts'
export { ModelFault, type ModelFaultKind, modelFaultOf } from './http.ts'
export { createLimiter, type Limiter, type ModelLimits } from './limits.ts'
export { parseModelName } from './model-name.ts'
export { probeModel, type Probe } from './probe.ts'
export { withRetries, type RetryOptions } from './retry.ts'
