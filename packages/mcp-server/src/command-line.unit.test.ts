import { describe, expect, it } from 'vitest';

import { readCommandLine } from './command-line.ts';

describe('the command line', () => {
  it('has the defaults of the documentation', () => {
    expect(readCommandLine(['logs/'], {})).toEqual({
      kind: 'serve',
      source: { kind: 'files', paths: ['logs/'] },
      defaults: {},
      stdio: false,
      host: '127.0.0.1',
      port: 3000,
      pricesPath: undefined,
      logLevel: 'info',
      logPath: undefined,
    });
  });

  it('takes the environment where a flag is left out, and the flag where it is not', () => {
    const env = {
      PORT: '4000',
      HOST: 'localhost',
      BEDROCK_SPEND_PRICES: 'own.json',
      BEDROCK_SPEND_TIME_ZONE: 'Europe/Berlin',
      BEDROCK_SPEND_ACCOUNTS: '111122223333, 444455556666',
      BEDROCK_SPEND_REGIONS: 'us-east-1,eu-west-1',
      BEDROCK_SPEND_LOG_LEVEL: 'debug',
      BEDROCK_SPEND_LOG_FILE: 'server.log',
    };

    expect(readCommandLine(['--port', '0', '--time-zone=UTC', 'a', 'b'], env)).toEqual({
      kind: 'serve',
      source: { kind: 'files', paths: ['a', 'b'] },
      defaults: {
        timeZone: 'UTC',
        accounts: ['111122223333', '444455556666'],
        regions: ['us-east-1', 'eu-west-1'],
      },
      stdio: false,
      host: 'localhost',
      port: 0,
      pricesPath: 'own.json',
      logLevel: 'debug',
      logPath: 'server.log',
    });
  });

  it('reads CloudWatch where no paths are given', () => {
    expect(readCommandLine([], {})).toMatchObject({
      source: { kind: 'cloudwatch', keepDays: true },
      defaults: {},
    });
  });

  it('takes flags of CloudWatch before the environment', () => {
    const env = {
      BEDROCK_SPEND_SOURCE: 'cloudwatch',
      BEDROCK_SPEND_ENGINE: 'insights',
      BEDROCK_SPEND_ROLE_NAME: 'Reader',
      BEDROCK_SPEND_EXTERNAL_ID: 'secret',
      BEDROCK_SPEND_LOG_GROUPS: '/a,/b',
      BEDROCK_SPEND_REGIONS: 'ap-northeast-1',
    };
    const words = ['--engine', 'filter', '--region=us-east-1,eu-west-1', '--region', 'us-west-2'];

    expect(readCommandLine([...words, '--profile=dev', '--no-cache'], env)).toMatchObject({
      source: {
        kind: 'cloudwatch',
        engine: 'filter',
        profile: 'dev',
        roleName: 'Reader',
        externalId: 'secret',
        keepDays: false,
      },
      defaults: {
        regions: ['us-east-1', 'eu-west-1', 'us-west-2'],
        logGroups: ['/a', '/b'],
      },
    });
  });

  it('takes an empty environment variable for one that is not set', () => {
    expect(readCommandLine(['logs/'], { PORT: '', HOST: '' })).toMatchObject({ port: 3000 });
  });

  it.each([['--help'], ['-h'], ['--version'], ['-V']])('needs no paths for %s', (flag) => {
    expect(readCommandLine([flag], {}).kind).not.toBe('serve');
  });

  it.each([
    [['--prot', '1', 'logs/'], 'Unknown option --prot: did you mean --port?'],
    [['--frobnicate', 'logs/'], 'Unknown option --frobnicate; --help lists what there is.'],
    [['-x', 'logs/'], 'Unknown option -x; --help lists what there is.'],
    [['logs/', '--port'], 'Option --port needs a value.'],
    [['logs/', '--stdio=yes'], 'Option --stdio takes no value.'],
    [['--port', '70000', 'logs/'], 'The port must be a number from 0 to 65535, not "70000".'],
    [['--port', 'http', 'logs/'], 'The port must be a number from 0 to 65535, not "http".'],
    [['--port=-1', 'logs/'], 'The port must be a number from 0 to 65535, not "-1".'],
    [
      ['--stdio', '--port', '3000', 'logs/'],
      '--port and --host are for HTTP: leave them out, or leave --stdio out.',
    ],
    [['--source', 's3', 'logs/'], 'The source must be files or cloudwatch, not "s3".'],
    [
      ['--source', 'cloudwatch', 'logs/'],
      'Give either paths of log files or --source cloudwatch, not both.',
    ],
    [
      ['--engine', 'filter', 'logs/'],
      '--engine is for --source cloudwatch: leave it out when reading files.',
    ],
    [
      ['--log-group=/a', 'logs/'],
      '--log-group is for --source cloudwatch: leave it out when reading files.',
    ],
    [['--engine', 'fast'], 'The engine must be one of auto, insights, filter, not "fast".'],
    [
      ['--log-level', 'loud', 'logs/'],
      'The log level must be one of debug, info, warn, error, silent, not "loud".',
    ],
    [
      ['--source=files'],
      'Give the log files or folders to read: bedrock-spend-mcp --source files logs/',
    ],
    [['-'], 'A server reads its logs again for each report: give files instead of stdin.'],
  ])('%j is refused in one sentence', (words, sentence) => {
    expect(() => readCommandLine(words, {})).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', message: sentence }) as Error,
    );
  });
});
