import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For nginx: CORS for named origins, on errors too. */
export const corsInNginx: Fix = {
  title: 'In nginx, name the origins, and send the headers on errors too',
  stack: 'nginx',
  steps:
    'The map lets named origins through and nothing else; `Vary` is sent on every answer. Without ' +
    '`always`, nginx leaves the headers out of 4xx and 5xx. A location with an `add_header` of its ' +
    'own inherits none.',
  language: 'nginx',
  text: block`
    map $http_origin $allowed_origin {
      default "";
      "https://contacts.example.com" "https://contacts.example.com";
    }

    server {
      location /api/ {
        if ($request_method = OPTIONS) { return 204; }
        add_header Access-Control-Allow-Origin $allowed_origin always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Access-Control-Allow-Methods "GET, POST, PUT, PATCH, DELETE" always;
        add_header Access-Control-Allow-Headers "authorization, content-type" always;
        add_header Access-Control-Expose-Headers "www-authenticate, etag" always;
        add_header Access-Control-Max-Age 600 always;
        add_header Vary Origin always;
        proxy_pass http://10.0.0.6:8080/;
      }
    }
  `,
}

/** For nginx: only one of the two sets CORS headers. */
export const hideUpstreamCorsInNginx: Fix = {
  title: 'In nginx, take the application’s CORS headers off',
  stack: 'nginx',
  steps: 'If nginx is the one that sets them. Otherwise remove the `add_header` lines instead.',
  language: 'nginx',
  text: block`
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_hide_header Access-Control-Allow-Credentials;
    proxy_hide_header Access-Control-Allow-Methods;
    proxy_hide_header Access-Control-Allow-Headers;
  `,
}

/** For nginx with auth_request: 401 for background calls. */
export const answer401InNginx: Fix = {
  title: 'In nginx with auth_request, answer background calls with 401',
  stack: 'nginx',
  steps:
    'For a sign-in proxy such as oauth2-proxy behind `auth_request`. Only navigations are sent to ' +
    'sign-in.',
  language: 'nginx',
  text: block`
    location / {
      auth_request /oauth2/auth;
      error_page 401 = @sign_in;
      proxy_pass http://10.0.0.5:8080;
    }

    location @sign_in {
      if ($http_sec_fetch_mode = navigate) { return 302 /oauth2/sign_in?rd=$scheme://$host$request_uri; }
      return 401;
    }
  `,
}

/** For nginx in front of several servers: one server for each person. */
export const affinityInNginx: Fix = {
  title: 'In nginx, keep each person on one server',
  stack: 'nginx',
  steps:
    'By address. It is a stopgap: when that server stops, its sessions end, and people behind one ' +
    'address share a server.',
  language: 'nginx',
  text: block`
    upstream contacts {
      ip_hash;
      server 10.0.0.5:8080;
      server 10.0.0.6:8080;
    }
  `,
}
