import { describe, expect, it } from 'vitest';

import { readCommandLine } from './command-line.ts';

describe('the command line', () => {
  it('has the defaults of the documentation', () => {
    expect(readCommandLine(['logs/'], {})).toEqual({
      kind: 'serve',
      paths: ['logs/'],
      stdio: false,
      host: '127.0.0.1',
      port: 3000,
      pricesPath: undefined,
      timeZone: undefined,
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
      BEDROCK_SPEND_LOG_LEVEL: 'debug',
      BEDROCK_SPEND_LOG_FILE: 'server.log',
    };

    expect(readCommandLine(['--port', '0', '--time-zone=UTC', 'a', 'b'], env)).toEqual({
      kind: 'serve',
      paths: ['a', 'b'],
      stdio: false,
      host: 'localhost',
      port: 0,
      pricesPath: 'own.json',
      timeZone: 'UTC',
      logLevel: 'debug',
      logPath: 'server.log',
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
    [['--source', 's3', 'logs/'], 'The source must be files, not "s3".'],
    [
      ['--log-level', 'loud', 'logs/'],
      'The log level must be one of debug, info, warn, error, silent, not "loud".',
    ],
    [[], 'Give the log files or folders to read: bedrock-spend-mcp --source files logs/'],
    [['-'], 'A server reads its logs again for each report: give files instead of stdin.'],
  ])('%j is refused in one sentence', (words, sentence) => {
    expect(() => readCommandLine(words, {})).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', message: sentence }) as Error,
    );
  });
});
