import { describe, expect, it } from 'vitest'
import { blamesResource, isCircular, remedyClassOf } from './index.ts'

describe('what a remedy does', () => {
  it.each([
    ['Increase maximumPoolSize to 50', 'scale'],
    ['Increase the pool to 50 connections', 'scale'],
    ['Right-size the connection pool', 'scale'],
    ['Provide more headroom in the data tier', 'scale'],
    ['Move to an auto-scaling serverless database cluster', 'scale'],
    ['Uplift the resource envelope', 'scale'],
    ['Give what fills first the capacity for the peak', 'scale'],
    ['Admit so many at a time as are served well', 'limit-load'],
    ['Roll back release 7', 'revert'],
    ['Put the pool back to 20', 'revert'],
    ['Restart the pool every night', 'restart'],
    ['Rate-limit the crawler', 'limit-load'],
    ['Alert on the duration of this statement', 'observe'],
    ['Rewrite the statement so that it reads one day only', 'fix-cause'],
    ['Return the connection in a finally block', 'fix-cause']
  ])('"%s" is %s', (action, remedyClass) => {
    expect(remedyClassOf(action)).toBe(remedyClass)
  })
  it.each([
    ['the pool was too small', true],
    ['insufficient headroom in the data tier', true],
    ['not enough connections', true],
    ['the query reads too many rows', false],
    ['each run holds its connection for 40 s', false]
  ])('"%s" blames a size: %s', (sentence, blames) => {
    expect(blamesResource(sentence)).toBe(blames)
  })
  it.each([
    ['the pool ran out because connections ran out', true],
    ['the pool was exhausted since no connections were available', true],
    ['the pool was exhausted because slow runs hold their connections', false]
  ])('"%s" is circular: %s', (mechanism, circular) => {
    expect(isCircular(mechanism)).toBe(circular)
  })
})
