export { type Clock, systemClock } from './clock.ts'
export { type Config, forbidTracing, type ModelAccess, readConfig } from './config.ts'
export { type ErrorCode, InquestError, inquestErrorOf } from './errors.ts'
export { createLogger, type Logger, type LoggerOptions } from './logger.ts'
