import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For IIS: CORS for named origins. */
export const corsInIis: Fix = {
  title: 'In IIS, use the CORS module',
  stack: 'iis',
  steps:
    'Install the IIS CORS Module, then name the origins in web.config. It answers preflights before ' +
    'authentication, Windows authentication included. Remove `Access-Control-…` lines from ' +
    '`customHeaders`.',
  language: 'xml',
  text: block`
    <configuration>
      <system.webServer>
        <cors enabled="true" failUnlistedOrigins="true">
          <add origin="https://contacts.example.com" allowCredentials="true" maxAge="600">
            <allowHeaders>
              <add header="authorization" />
              <add header="content-type" />
            </allowHeaders>
            <allowMethods>
              <add method="GET" />
              <add method="POST" />
              <add method="PUT" />
              <add method="DELETE" />
            </allowMethods>
            <exposeHeaders>
              <add header="www-authenticate" />
              <add header="etag" />
            </exposeHeaders>
          </add>
        </cors>
      </system.webServer>
    </configuration>
  `,
}

/** For IIS: one fixed origin, without a module. */
export const oneHeaderInIis: Fix = {
  title: 'In IIS without the module, send one fixed origin',
  stack: 'iis',
  steps:
    'In IIS Manager under HTTP Response Headers, or in web.config. It fits one calling origin and ' +
    'calls without a preflight. If the application sets the header as well, it comes twice.',
  language: 'xml',
  text: block`
    <configuration>
      <system.webServer>
        <httpProtocol>
          <customHeaders>
            <remove name="Access-Control-Allow-Origin" />
            <add name="Access-Control-Allow-Origin" value="https://contacts.example.com" />
            <add name="Vary" value="Origin" />
          </customHeaders>
        </httpProtocol>
      </system.webServer>
    </configuration>
  `,
}
