import { afterEach, expect, test } from 'vitest'
import { killAll, run } from './clearway.ts'

afterEach(killAll)

test.each([
  {
    args: ['docter'],
    says:
      'clearway: "docter" is not a command: did you mean doctor?\n' +
      'Commands: serve, check, lab, entra, doctor, judge, origins. See clearway --help.\n',
  },
  {
    args: ['publish'],
    says:
      'clearway: "publish" is not a command\n' +
      'Commands: serve, check, lab, entra, doctor, judge, origins. See clearway --help.\n',
  },
  {
    args: ['lab', '--gallery-prot=0'],
    says:
      'clearway lab: there is no option --gallery-prot here: did you mean --gallery-port?\n' +
      'See clearway lab --help.\n',
  },
  {
    args: ['check'],
    says: 'clearway check: which configuration?\n  clearway check --config clearway.yaml\n',
  },
  {
    args: ['serve'],
    says: 'clearway serve: which configuration?\n  clearway serve --config clearway.yaml\n',
  },
  {
    args: ['check', '--confg', 'x.yaml'],
    says: 'clearway check: there is no option --confg here: did you mean --config?\nSee clearway check --help.\n',
  },
  {
    args: ['lab', '-p', '80'],
    says: 'clearway lab: there is no option -p here\nSee clearway lab --help.\n',
  },
  {
    args: ['lab', '--no-json'],
    says: 'clearway lab: there is no option --no-json here\nSee clearway lab --help.\n',
  },
  {
    args: ['check', '--config'],
    says: 'clearway check: --config needs a value: --config <file>\nSee clearway check --help.\n',
  },
  {
    args: ['check', '--config='],
    says: 'clearway check: --config needs a value: --config <file>\nSee clearway check --help.\n',
  },
  {
    args: ['check', 'x.yaml'],
    says:
      'clearway check: "x.yaml" stands alone, where an option is expected: write --config x.yaml\n' +
      'See clearway check --help.\n',
  },
  {
    args: ['lab', 'now'],
    says: 'clearway lab: "now" stands alone, where an option is expected\nSee clearway lab --help.\n',
  },
  {
    args: ['check', '--config', 'a.yaml', '--config', 'b.yaml'],
    says: 'clearway check: --config is there twice\nSee clearway check --help.\n',
  },
  {
    args: ['lab', '--json=yes'],
    says: 'clearway lab: --json takes no value\nSee clearway lab --help.\n',
  },
  {
    args: ['lab', '--token-lifetime', 'nonsense'],
    says: 'clearway lab: --token-lifetime takes a duration up to 24h, such as 20s or 5m\n',
  },
  {
    args: ['lab', '--token-lifetime', '0s'],
    says: 'clearway lab: --token-lifetime takes a duration up to 24h, such as 20s or 5m\n',
  },
  {
    args: ['lab', '--token-lifetime', '25h'],
    says: 'clearway lab: --token-lifetime takes a duration up to 24h, such as 20s or 5m\n',
  },
  {
    args: ['lab', '--session-idle', '1d'],
    says: 'clearway lab: --session-idle takes a duration up to 24h, such as 30s or 5m\n',
  },
  {
    args: ['lab', '--port', '65536'],
    says: 'clearway lab: --port takes a port: a number from 0 (any free one) to 65535\n',
  },
  {
    args: ['lab', '--entra-port', '-1'],
    says: 'clearway lab: --entra-port takes a port: a number from 0 (any free one) to 65535\n',
  },
  {
    args: ['lab', '--admin-port', '80x'],
    says: 'clearway lab: --admin-port takes a port: a number from 0 (any free one) to 65535\n',
  },
  {
    args: ['lab', '--port', '9000', '--admin-port', '9000'],
    says: 'clearway lab: --port and --admin-port are both 9000: choose two ports\n',
  },
  {
    args: ['lab', '--port', '8081'],
    says: 'clearway lab: --port and --entra-port are both 8081: choose two ports\n',
  },
  {
    args: ['entra', 'a.yaml', 'b.yaml'],
    says: 'clearway entra: "b.yaml" is one too many: [directory.yaml]\nSee clearway entra --help.\n',
  },
  {
    args: ['entra', '--as-microsoft'],
    says: 'clearway entra: --as-microsoft is for https alone: add --tls\n',
  },
  {
    args: ['entra', '--port', '70000'],
    says: 'clearway entra: --port takes a port: a number from 0 (any free one) to 65535\n',
  },
  {
    args: ['entra', '--admin-port', 'x'],
    says: 'clearway entra: --admin-port takes a port: a number from 0 (any free one) to 65535\n',
  },
  {
    args: ['entra', '--port', '8444'],
    says: 'clearway entra: --port and --admin-port are both 8444: choose two ports\n',
  },
  {
    args: ['entra', '--token-lifetime', '2d'],
    says: 'clearway entra: --token-lifetime takes a duration up to 24h, such as 20s or 5m\n',
  },
  {
    args: ['entra', 'a.yaml', '--init', 'b.yaml'],
    says: 'clearway entra: --init b.yaml stands alone\n',
  },
  {
    args: ['entra', '/there/is/none.yaml'],
    says: '/there/is/none.yaml: there is no such file\n  fix: name a directory file in YAML or JSON\n',
  },
  {
    args: ['doctor'],
    says: 'clearway doctor: what shall it look at?\n  clearway doctor capture.har\n',
  },
  {
    args: ['doctor', 'a.har', '--format', 'pdf'],
    says: 'clearway doctor: --format takes one of text, json, markdown, html, sarif\n',
  },
  {
    args: ['doctor', '-', '-'],
    says: 'clearway doctor: - (standard input) can be read once only\n',
  },
  {
    args: ['doctor', 'a.har', '--origin', 'https://app.example.com'],
    says: 'clearway doctor: --origin is for a probe: add --probe <url>\n',
  },
  {
    args: ['doctor', '--probe', 'https://api.example.com/'],
    says: 'clearway doctor: --probe needs the origin of the calling page: --origin https://app.example.com\n',
  },
  {
    args: ['doctor', '--probe', 'ftp://api.example.com/', '--origin', 'https://app.example.com'],
    says: 'clearway doctor: --probe takes an http or https URL, such as https://api.example.com/contacts\n',
  },
  {
    args: ['doctor', '--probe', 'https://api.example.com/', '--origin', 'https://app.example.com/'],
    says: 'clearway doctor: --origin takes an origin as browsers send it: https://app.example.com\n',
  },
  {
    args: ['doctor', '--probe', 'https://a.test/', '--origin', 'https://b.test', '--header', 'nonsense'],
    says: 'clearway doctor: --header takes a name and a value: --header "X-Trace: 1"\n',
  },
  {
    args: ['doctor', '--authority', 'https://login.example.com'],
    says: 'clearway doctor: --authority is for a token: add --token <file>\n',
  },
  {
    args: ['doctor', '--token', '/there/is/none'],
    says: 'clearway doctor: --token: /there/is/none does not exist\n',
  },
  {
    args: ['judge', 'a.json', 'b.json'],
    says: 'clearway judge: "b.json" is one too many: [file|-]\nSee clearway judge --help.\n',
  },
  {
    args: ['judge', 'a.json', '--profile', 'opera'],
    says: 'clearway judge: --profile takes one of spec, chromium, firefox, webkit\n',
  },
  {
    args: ['judge', 'a.json', '--format', 'html'],
    says: 'clearway judge: --format takes text or json\n',
  },
  {
    args: ['judge', '/there/is/none'],
    says: 'clearway judge: /there/is/none does not exist\n',
  },
])('clearway $args is refused with exit code 2 and says why', async ({ args, says }) => {
  expect(await run(args)).toEqual({ code: 2, stdout: '', stderr: says })
})
