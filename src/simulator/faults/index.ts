import type { Setting } from '../plant/setting.ts'
import type { Fault } from '../scenario/fault.ts'
import { badPlan } from './bad-plan.ts'
import { batch } from './batch.ts'
import { cacheLost } from './cache-lost.ts'
import { code } from './code.ts'
import { connectionLeak, memoryLeak } from './leaks.ts'
import { crawler } from './crawler.ts'
import { dependencyFails, dependencySlow } from './dependency.ts'
import { instancesDown, instanceSlow } from './instances.ts'
import { limit } from './limit.ts'
import { lockHolder } from './lock-holder.ts'
import { amplified } from './amplified.ts'
import { writesFail } from './writes-fail.ts'

/** Lets a fault leave its effects on the service's model. */
export function applyFault(setting: Setting, fault: Fault): void {
  switch (fault.kind) {
    case 'bad-plan':
      return badPlan(setting, fault)
    case 'lock-holder':
      return lockHolder(setting, fault)
    case 'limit':
      return limit(setting, fault)
    case 'dependency-slow':
      return dependencySlow(setting, fault)
    case 'dependency-fails':
      return dependencyFails(setting, fault)
    case 'cache-lost':
      return cacheLost(setting, fault)
    case 'memory-leak':
      return memoryLeak(setting, fault)
    case 'connection-leak':
      return connectionLeak(setting, fault)
    case 'amplified':
      return amplified(setting, fault)
    case 'batch':
      return batch(setting, fault)
    case 'instance-slow':
      return instanceSlow(setting, fault)
    case 'instances-down':
      return instancesDown(setting, fault)
    case 'crawler':
      return crawler(setting, fault)
    case 'code':
      return code(setting, fault)
    case 'writes-fail':
      return writesFail(setting, fault)
  }
}
