import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { loadSettings, type Settings } from './load-settings.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-settings-'));
  // The folder of the user's configuration, as Linux has it.
  vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'config'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function settingsOf(config: unknown, env: Terminal['env'] = {}): Promise<Settings> {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  await writeFile(join(folder, 'bedrock-spend.config.json'), text);
  return loadSettings({ env, workingDirectory: folder } as Terminal);
}

describe('settings', () => {
  it('come from the file, with lists as lists and paths from where the file is', async () => {
    expect(
      await settingsOf({
        paths: 'logs',
        region: ['us-east-1'],
        account: '123456789012',
        prices: 'p.json',
      }),
    ).toEqual({
      paths: [join(folder, 'logs')],
      region: ['us-east-1'],
      account: ['123456789012'],
      prices: join(folder, 'p.json'),
    });
  });

  it('let the environment come before the file', async () => {
    const env = {
      BEDROCK_SPEND_TIME_ZONE: 'Asia/Tokyo',
      BEDROCK_SPEND_ACCOUNTS: '1, 2',
      BEDROCK_SPEND_REGIONS: 'us-east-1,eu-west-1',
    };
    const config = { timeZone: 'Europe/Berlin', region: 'us-west-2', days: 30 };
    expect(await settingsOf(config, env)).toEqual({
      timeZone: 'Asia/Tokyo',
      region: ['us-east-1', 'eu-west-1'],
      account: ['1', '2'],
      days: 30,
    });
  });

  it('of the file say how AWS is asked', async () => {
    const config = {
      source: 'cloudwatch',
      engine: 'filter',
      logGroup: 'one',
      profile: 'billing',
      roleName: 'Reader',
      externalId: 'x',
      cache: 'kept/cells.sqlite',
    };
    expect(await settingsOf(config)).toEqual({
      ...config,
      logGroup: ['one'],
      cache: join(folder, 'kept', 'cells.sqlite'),
    });
  });

  it('take an empty variable for one that is not set', async () => {
    expect(await settingsOf({ timeZone: 'UTC' }, { BEDROCK_SPEND_TIME_ZONE: '' })).toEqual({
      timeZone: 'UTC',
    });
  });

  it.runIf(process.platform === 'linux')(
    'take the file here before the one of the user',
    async () => {
      await mkdir(join(folder, 'config', 'bedrock-spend'), { recursive: true });
      const users = JSON.stringify({ days: 90, top: 5 });
      await writeFile(join(folder, 'config', 'bedrock-spend', 'bedrock-spend.config.json'), users);
      expect(await settingsOf({ days: 30 })).toEqual({ days: 30, top: 5 });
    },
  );

  it.each([
    [{ timezone: 'UTC' }, /^Unknown key 'timezone' in .*config\.json: did you mean 'timeZone'\?$/],
    [{ nonsense: 1 }, /^Unknown key 'nonsense' in .*bedrock-spend\.config\.json\.$/],
    [{ days: '7' }, /^'days' in .*bedrock-spend\.config\.json is wrong: /],
    [{ days: 0 }, /^'days' in .*config\.json is wrong: the least is 1\.$/],
    [{ discount: 'half' }, /is wrong: it does not have the form of this setting\.$/],
    [{ engine: 'fast' }, /^'engine' in .*config\.json is wrong: /],
    [{ cache: 7 }, /^'cache' in .*config\.json is wrong: /],
    [{ profile: '' }, /^'profile' in .*config\.json is wrong: /],
    ['{', /^The configuration file .*bedrock-spend\.config\.json is not JSON: /],
    [[], /^The configuration file .*config\.json must hold one JSON object\.$/],
  ])('refuse %j in one sentence that names the file', async (config, sentence) => {
    await expect(settingsOf(config)).rejects.toThrow(sentence);
  });
});

describe('the environment', () => {
  it.each([
    ['BEDROCK_SPEND_SOURCE', 'cloudwatch', { source: 'files' }, { source: 'cloudwatch' }],
    ['BEDROCK_SPEND_ENGINE', 'filter', { engine: 'insights' }, { engine: 'filter' }],
    [
      'BEDROCK_SPEND_ACCOUNTS',
      '111122223333, 444455556666',
      { account: '777788889999' },
      { account: ['111122223333', '444455556666'] },
    ],
    ['BEDROCK_SPEND_LOG_GROUPS', 'a,b', { logGroup: ['c'] }, { logGroup: ['a', 'b'] }],
    ['BEDROCK_SPEND_ROLE_NAME', 'Reader', { roleName: 'Other' }, { roleName: 'Reader' }],
    ['BEDROCK_SPEND_EXTERNAL_ID', 'x-1', { externalId: 'y' }, { externalId: 'x-1' }],
    ['BEDROCK_SPEND_TIME_ZONE', 'Asia/Tokyo', { timeZone: 'UTC' }, { timeZone: 'Asia/Tokyo' }],
    ['BEDROCK_SPEND_PRICES', 'own.json', { prices: '/p.json' }, { prices: 'own.json' }],
    ['BEDROCK_SPEND_CACHE', 'here.sqlite', { cache: false }, { cache: 'here.sqlite' }],
    ['BEDROCK_SPEND_CACHE', 'false', { cache: true }, { cache: false }],
  ])(
    '%s=%s comes before the file, which holds where it is empty',
    async (name, value, config, set) => {
      expect(await settingsOf(config, { [name]: value })).toEqual(set);
      const ofFile = await settingsOf(config);
      expect(await settingsOf(config, { [name]: '' })).toEqual(ofFile);
      expect(ofFile).not.toEqual(set);
    },
  );

  it('refuses an engine that is none', async () => {
    await expect(settingsOf({}, { BEDROCK_SPEND_ENGINE: 'fast' })).rejects.toThrow(
      "BEDROCK_SPEND_ENGINE takes auto, insights or filter, not 'fast'.",
    );
  });

  it('refuses a source that is none', async () => {
    await expect(settingsOf({}, { BEDROCK_SPEND_SOURCE: 'disk' })).rejects.toThrow(
      "BEDROCK_SPEND_SOURCE takes files or cloudwatch, not 'disk'.",
    );
  });
});
