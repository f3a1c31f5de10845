import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ConfigError, parseConfig, type Config } from './parse-config.ts';

type Values = Readonly<Record<string, string>>;

/** The settings of a stack in us-east-1, with these set as by `pulumi config set`. */
function read(settings: Values, secretNames: readonly string[] = []): Config {
  const own = Object.entries(settings).map(([key, text]) => [
    key.includes(':') ? key : `bedrock-spend:${key}`,
    text,
  ]);
  return parseConfig({
    values: { 'aws:region': 'us-east-1', ...(Object.fromEntries(own) as Values) },
    secretNames,
  });
}

function refusal(settings: Values, secretNames: readonly string[] = []): string {
  try {
    read(settings, secretNames);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/5f0c';
const domain = JSON.stringify({ name: 'spend.example.com', certificateArn });
const oauth = JSON.stringify({ issuer: 'https://login.example.com' });
const roleArn = 'arn:aws:iam::111122223333:role/spend';

describe('a stack without settings', () => {
  it('gets those of the documentation', () => {
    expect(read({})).toMatchObject({
      functionName: 'bedrock-spend',
      memory: 2048,
      timeout: 300,
      architecture: 'x86_64',
      repositoryName: 'bedrock-spend',
      apiName: 'bedrock-spend',
      stageName: 'prod',
      frontDoor: 'api-gateway',
      regions: ['us-east-1'],
      logGroups: ['/aws/bedrock/modelinvocations'],
      protect: false,
    });
  });

  it('names what it makes after the function', () => {
    expect(read({ functionName: '_Spend--Report' })).toMatchObject({
      repositoryName: 'spend-report',
      apiName: '_Spend--Report',
    });
  });
});

describe('what Pulumi keeps as text', () => {
  it.each<[string, string, unknown]>([
    ['memory', '1024', 1024],
    ['tracing', 'true', true],
    ['regions', 'us-east-1, eu-west-1', ['us-east-1', 'eu-west-1']],
    ['regions', '["us-east-1"]', ['us-east-1']],
    ['regions', 'all', 'all'],
    ['accounts', '111122223333', ['111122223333']],
    ['accounts', '[111122223333,"012345678901"]', ['111122223333', '012345678901']],
    ['throttle', '{"requestsPerSecond":"0.5","burst":3}', { requestsPerSecond: 0.5, burst: 3 }],
    ['limits', '{"paidRequestsPerDay":0}', { paidRequestsPerDay: 0 }],
    [
      'allow',
      '{"columns":"role,requestMetadata.team"}',
      { columns: ['role', 'requestMetadata.team'] },
    ],
    ['tags', '{"team":"platform","cost":7}', { team: 'platform', cost: '7' }],
  ])('%s: %s', (key, text, value) => {
    expect(read({ [key]: text })).toHaveProperty(key, value);
  });
});

describe('a wrong value', () => {
  it.each<[string, string, string]>([
    ['functionName', 'spend server', 'must be 1 to 48 letters'],
    ['functionName', 'a'.repeat(49), 'must be 1 to 48 letters'],
    ['memory', '127', 'must be a whole number of MB from 128 to 10240, not 127'],
    ['memory', '10241', 'must be a whole number of MB from 128 to 10240, not 10241'],
    ['memory', '1024.5', 'must be a whole number of MB'],
    ['memory', '2GB', 'must be a whole number of MB from 128 to 10240, not "2GB"'],
    ['timeout', '0', 'must be a whole number of seconds from 1 to 900'],
    ['timeout', '901', 'must be a whole number of seconds from 1 to 900'],
    ['architecture', 'amd64', 'must be x86_64 or arm64, not "amd64"'],
    ['reservedConcurrency', '0', 'must be a whole number from 1 on'],
    ['tracing', 'yes', 'must be true or false'],
    ['roleArn', 'spend-role', 'must be the ARN of a role'],
    ['permissionsBoundaryArn', roleArn, 'must be the ARN of a policy'],
    ['frontDoor', 'alb', 'must be api-gateway or function-url'],
    ['apiName', 'spend/api', 'must be 1 to 128 letters'],
    ['stageName', 'pro d', 'must be 1 to 128 letters'],
    ['throttle', 'fast', 'must be an object with requestsPerSecond and burst, not "fast"'],
    ['throttle', '{"burst":5}', 'requestsPerSecond is missing: it must be a number over 0'],
    ['quota', '{"limit":5,"period":"YEAR"}', '.period must be DAY, WEEK or MONTH, not "YEAR"'],
    [
      'domain',
      domain.replace('spend.example.com', 'https://spend.example.com'),
      '.name must be a domain name in lower case',
    ],
    ['domain', '{"name":"spend.example.com"}', '.certificateArn is missing: it must be the ARN'],
    [
      'domain',
      domain.replace('}', ',"basePath":"team/spend"}'),
      '.basePath must be one part of a path, without slashes, not "team/spend"',
    ],
    [
      'oauth',
      '{"issuer":"http://login.example.com"}',
      '.issuer must be an address that begins with https://',
    ],
    ['logGroups', '/aws/bedrock/*', 'must be names of log groups'],
    ['logGroups', '[]', 'must be names of log groups'],
    ['accounts', '1234', 'must be account ids of 12 digits, with commas between them, not "1234"'],
    ['regions', 'us-east', 'must be names of regions, with commas between them, or all'],
    ['readerRoleName', 'role/reader', 'must be the name of a role'],
    ['externalId', 'a b', 'must be 2 to 1224 letters'],
    ['timeZone', 'Berlin', 'must be a time zone such as Europe/Berlin, not "Berlin"'],
    ['allow', '{"columns":["team"]}', '.columns must be any of principal, role, person'],
    ['limits', '{"scannedBytesPerDay":-1}', '.scannedBytesPerDay must be a whole number from 0 on'],
    ['logRetentionDays', '31', 'must be one of 1, 3, 5'],
    ['logLevel', 'loud', 'must be one of debug, info'],
    ['tags', '{"aws:team":"x"}', 'whose keys do not begin with aws:'],
    ['repositoryName', 'Spend', 'must be 2 to 256 lower-case letters and digits'],
    ['baseImage', 'node 24', 'must be the name of a container image'],
  ])('of %s (%s) is refused by name, with the command that sets it', (key, text, words) => {
    const message = refusal({ [key]: text });
    expect(message).toContain(words);
    expect(message).toContain(`bedrock-spend:${key}`);
    expect(message).toContain(`; set it with: npx nx config infra set ${key} `);
    expect(message).not.toContain('\n');
  });

  it('is not shown when it was set as a secret', () => {
    const message = refusal({ externalId: 'top secret' }, ['bedrock-spend:externalId']);
    expect(message).toContain('bedrock-spend:externalId must be');
    expect(message).not.toContain('top secret');
  });

  it('does not hide the others', () => {
    expect(
      refusal({ 'aws:region': '', memory: '1', timeout: '0', memroy: '1' }).split('\n'),
    ).toEqual([
      'The settings of the stack are wrong:',
      '- aws:region is missing: it must be a region of AWS; set it with: npx nx config infra set aws:region us-east-1',
      expect.stringContaining('- bedrock-spend:memory must be'),
      expect.stringContaining('- bedrock-spend:timeout must be'),
      '- bedrock-spend:memroy is no setting: did you mean bedrock-spend:memory?',
    ]);
  });

  it.each(['memory', 'throttle', 'quota', 'domain', 'oauth', 'allow', 'limits', 'tags'])(
    'of %s is met by a command with one that is taken',
    (key) => {
      const [, example = ''] = /infra set \w+ '?(.*?)'?\.$/.exec(refusal({ [key]: 'wrong' })) ?? [];
      expect(read({ domain, [key]: example })).toHaveProperty(key);
    },
  );
});

describe('an unknown setting', () => {
  it.each([
    ['regoins', 'x', 'bedrock-spend:regoins is no setting: did you mean bedrock-spend:regions?'],
    ['FUNCTIONNAME', 'x', 'did you mean bedrock-spend:functionName?'],
    [
      'quota',
      '{"limit":1,"period":"DAY","perid":"DAY"}',
      'bedrock-spend:quota.perid is no setting: did you mean bedrock-spend:quota.period?',
    ],
    [
      'colour',
      'blue',
      'docs/deploy.md lists the settings; remove it with: npx nx config infra rm colour',
    ],
  ])('%s is refused', (key, text, words) => {
    expect(refusal({ [key]: text })).toContain(words);
  });

  it('of somebody else is none of ours', () => {
    expect(() => read({ 'aws:profile': 'team', 'docker-build:host': 'x' })).not.toThrow();
  });
});

describe('settings that contradict each other', () => {
  it.each<[string, Values, string]>([
    ['tokens without a name of your own', { oauth }, 'oauth needs domain'],
    [
      'tokens below a path',
      { oauth, domain: domain.replace('}', ',"basePath":"spend"}') },
      'domain.basePath does not go with oauth',
    ],
    [
      'tokens with a quota',
      { oauth, domain, quota: '{"limit":1,"period":"DAY"}' },
      'quota does not go with oauth',
    ],
    [
      'a certificate of another region',
      { domain: domain.replace('us-east-1', 'eu-west-1') },
      'domain.certificateArn must be in us-east-1, the region of the API, not in eu-west-1',
    ],
    [
      'a function URL with a name',
      { frontDoor: 'function-url', domain },
      'domain does not go with frontDoor function-url',
    ],
    [
      'a function URL with a throttle',
      { frontDoor: 'function-url', throttle: '{"requestsPerSecond":1,"burst":1}' },
      'throttle does not go with frontDoor function-url',
    ],
    [
      'a function URL with a quota',
      { frontDoor: 'function-url', quota: '{"limit":1,"period":"DAY"}' },
      'quota does not go with frontDoor function-url',
    ],
    [
      'a function URL with tokens',
      { frontDoor: 'function-url', oauth },
      'oauth does not go with frontDoor function-url',
    ],
    [
      'a boundary for a role that exists',
      { roleArn, permissionsBoundaryArn: 'arn:aws:iam::aws:policy/X' },
      'permissionsBoundaryArn does not go with roleArn',
    ],
    ['adopting nothing', { adoptRepository: 'true' }, 'adoptRepository needs repositoryName'],
    [
      'pruning what is left as it is',
      { adoptRepository: 'true', repositoryName: 'spend', imagesToKeep: '3' },
      'imagesToKeep does not go with adoptRepository',
    ],
    [
      'an external id for nobody',
      { externalId: 'bedrock-7f3a' },
      'externalId is for reading other accounts: name them in accounts',
    ],
    [
      'calls that outlast the function',
      { timeout: '60', limits: '{"callSeconds":60}' },
      'limits.callSeconds must be less than timeout, which is 60 seconds',
    ],
  ])('%s', (_, settings, words) => {
    expect(refusal(settings)).toContain(`bedrock-spend:${words}`);
  });

  it('leave in peace what was not set', () => {
    expect(read({ frontDoor: 'function-url' }).frontDoor).toBe('function-url');
    expect(read({ oauth, domain }).oauth?.issuer).toBe('https://login.example.com');
  });
});

describe('a setting that was set as a secret', () => {
  it('stays one where that can be', () => {
    const { secretKeys } = read({ externalId: 'bedrock-7f3a', accounts: '111122223333' }, [
      'bedrock-spend:externalId',
    ]);
    expect([...secretKeys]).toEqual(['externalId']);
  });

  it('is refused where it would show all the same', () => {
    expect(refusal({ apiName: 'spend' }, ['bedrock-spend:apiName'])).toContain(
      'bedrock-spend:apiName cannot be secret',
    );
  });
});

describe('whatever was set', () => {
  it('is taken or refused in words', () => {
    const key = fc.constantFrom('memory', 'throttle', 'accounts', 'regions', 'domain', 'tags', 'x');
    const text = fc.oneof(fc.string(), fc.json(), fc.integer().map(String));
    fc.assert(
      fc.property(key, text, (name, value) => outcome({ [name]: value }).includes(name)),
      { examples: [['x', '']] },
    );
  });

  it('of memory is taken exactly from 128 to 10240', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 20_000 }), (memory) => {
        const isTaken = outcome({ memory: String(memory) }) === 'memory is taken';
        expect(isTaken).toBe(memory >= 128 && memory <= 10_240);
      }),
    );
  });
});

/** The refusal, or which settings are taken. */
function outcome(settings: Values): string {
  try {
    read(settings);
    return `${Object.keys(settings).join()} is taken`;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
