import { block } from '../block.ts'
import type { Fix } from '../problem-info.ts'

export const beginAgain: Fix = {
  title: 'Open the application’s own address again',
  steps:
    'Type it or use a bookmark of the application, not the back button and not an address with ' +
    '`/.clearway/callback` in it. A new sign-in begins, often without a question.',
}

export const allowCookies: Fix = {
  title: 'Allow and clear the cookies of this site',
  steps:
    'In the browser’s settings for the site, allow cookies and delete the stored ones, then open the ' +
    'application again. A private window shows quickly whether an extension or old cookies are the ' +
    'cause.',
}

export const passHostAndCookies: Fix = {
  title: 'Let the proxy in front pass host, scheme and cookies unchanged',
  steps:
    'For nginx. Name its address under `trustedProxies`, because the gateway believes nobody’s ' +
    '`X-Forwarded-*` by default. No `proxy_cookie_*`, no caching, and no second try for `/.clearway/`.',
  language: 'nginx',
  text: block`
    location / {
      proxy_pass http://127.0.0.1:8080;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-Host $host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_next_upstream off;
    }
  `,
}
