import { block } from './block.ts'
import { tryAgainLater } from './page-fixes.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems of the gateway itself. */
export const gateway: AreaCatalogue<'gateway'> = {
  'gateway/shutting-down': {
    title: 'The gateway is shutting down',
    severity: 'warning',
    status: 503,
    summary:
      'The gateway has been told to stop. It finishes the requests that it has begun and refuses new ' +
      'ones on connections that are still open. Sessions are kept in the store.',
    seen:
      'For a few seconds, single calls end with status 503. Afterwards the connection is refused until ' +
      'a gateway runs again, unless others share the work.',
    causes: [
      'The gateway is being restarted or updated.',
      'The machine or the container is being stopped.',
      'A load balancer still sends requests to this gateway after it was told to stop.',
    ],
    fixes: [
      tryAgainLater,
      {
        title: 'Take the gateway out of the load balancer before it stops',
        steps:
          'Remove it from the pool first and wait until the balancer has noticed. In Kubernetes a ' +
          'short pause before the stop signal does that.',
        language: 'yaml',
        text: block`
          lifecycle:
            preStop:
              exec:
                command: [sleep, '10']
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.4'],
    since: '0.1.0',
  },
  'gateway/unexpected': {
    title: 'The gateway failed in a way it does not know',
    severity: 'error',
    status: 500,
    summary:
      'An error inside the gateway ended this request. It is a defect of Clearway, not of the page, ' +
      'the caller or the internal application. Other requests are not affected.',
    seen:
      'The call ends with status 500 and a readable body, or a navigation shows a page with status ' +
      '500. Both carry the request id.',
    causes: ['A defect in Clearway.'],
    fixes: [
      {
        title: 'Find the log line and report it',
        steps:
          'Search the gateway’s log for the request id from the page or from `instance` in the body. ' +
          'The line holds the error and its stack, and neither tokens nor cookies. Report it together ' +
          'with the version.',
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1'],
    since: '0.1.0',
  },
}
