import { expect, test } from 'vitest'
import { headerSource } from './tracing-headers.ts'

test.each([
  ['traceparent', 'tracing SDK'],
  ['request-id', 'Application Insights'],
  ['sentry-trace', 'Sentry'],
  ['baggage', 'Sentry'],
  ['x-datadog-parent-id', 'Datadog'],
  ['x-b3-traceid', 'B3'],
  ['newrelic', 'New Relic'],
  ['elastic-apm-traceparent', 'Elastic'],
  ['x-instana-t', 'Instana'],
  ['x-dtpc', 'Dynatrace'],
  ['x-requested-with', 'jQuery'],
  ['x-xsrf-token', 'Angular'],
  ['cache-control', 'caching'],
])('%s comes from %s', (name, tool) => {
  expect(headerSource(name)?.tool).toContain(tool)
  expect(headerSource(name)?.remedy).toMatch(/\.$/)
})

test.each(['authorization', 'content-type', 'x-api-key', ''])('%s is the page’s own', (name) =>
  expect(headerSource(name)).toBeUndefined(),
)
