/** A tool that adds headers to a page's calls, and where it is told to which calls. */
export interface HeaderSource {
  readonly tool: string
  /** What to do about it, as a sentence. */
  readonly remedy: string
}

const openTelemetry =
  'Limit the instrumentation to your own origins (propagateTraceHeaderCorsUrls), or allow the header.'

const sources: readonly (readonly [RegExp, HeaderSource])[] = [
  [
    /^(?:request-id|request-context|x-ms-request-root-id|x-ms-request-id)$/,
    {
      tool: 'Application Insights',
      remedy: 'Name the host in correlationHeaderExcludedDomains of the SDK, or allow the header.',
    },
  ],
  [
    /^(?:sentry-trace|baggage)$/,
    {
      tool: 'Sentry',
      remedy: 'Limit tracePropagationTargets of the SDK to your own origins, or allow the header.',
    },
  ],
  [
    /^(?:x-datadog-[a-z-]{1,40})$/,
    {
      tool: 'Datadog RUM',
      remedy: 'Limit allowedTracingUrls of the SDK to your own origins, or allow the header.',
    },
  ],
  [
    /^(?:traceparent|tracestate)$/,
    {
      tool: 'a tracing SDK (OpenTelemetry, Application Insights, Datadog and others)',
      remedy: openTelemetry,
    },
  ],
  [/^(?:b3|x-b3-[a-z]{1,20})$/, { tool: 'Zipkin or a B3 propagator', remedy: openTelemetry }],
  [/^uber-trace-id$/, { tool: 'Jaeger', remedy: openTelemetry }],
  [
    /^(?:newrelic|x-newrelic-[a-z]{1,20})$/,
    {
      tool: 'New Relic',
      remedy: 'Set distributed_tracing.allowed_origins of the agent, or allow the header.',
    },
  ],
  [
    /^elastic-apm-traceparent$/,
    { tool: 'Elastic APM', remedy: 'Set distributedTracingOrigins of the agent, or allow the header.' },
  ],
  [
    /^x-instana-[a-z]{1,10}$/,
    { tool: 'Instana', remedy: 'Set allowedOrigins of the agent, or allow the header.' },
  ],
  [
    /^(?:x-dtpc|x-dtreferer|x-dtc|traceresponse)$/,
    { tool: 'Dynatrace', remedy: 'Switch off cross-origin correlation for this host, or allow the header.' },
  ],
  [
    /^(?:x-amzn-trace-id|x-cloud-trace-context)$/,
    { tool: "a cloud's tracing SDK", remedy: 'Limit it to your own origins, or allow the header.' },
  ],
  [
    /^x-requested-with$/,
    {
      tool: 'a library such as jQuery, Prototype or an old axios set-up',
      remedy: 'Take it out of the default headers, or allow it.',
    },
  ],
  [
    /^(?:x-xsrf-token|x-csrf-token|requestverificationtoken)$/,
    {
      tool: 'protection against request forgery (Angular, axios, ASP.NET)',
      remedy: 'Send it to your own origin only, or allow it.',
    },
  ],
  [
    /^(?:cache-control|pragma|expires|if-modified-since)$/,
    {
      tool: 'code against caching',
      remedy: "Use cache: 'no-store' of fetch instead, which needs no header, or allow it.",
    },
  ],
]

/**
 * Names the tool that usually adds a request header, where it is not the page's own code.
 *
 * @param lowerName - The header's name in lower case.
 */
export function headerSource(lowerName: string): HeaderSource | undefined {
  return sources.find(([pattern]) => pattern.test(lowerName.slice(0, 100)))?.[1]
}
