import { serverLogLevels } from './logger.ts';

/** What `--help` prints. */
export const help = `Usage: bedrock-spend-mcp [options] [path...]

Serves what Amazon Bedrock usage costs to MCP clients, from invocation logs in
files or in CloudWatch Logs of AWS. Paths are files, folders or globs: JSON or
NDJSON, plain, gzip or zstd.

Options:
  --source <name>      files or cloudwatch (BEDROCK_SPEND_SOURCE; default: files
                       when paths are given, else cloudwatch)
  --stdio              serve the program that started this one, over stdin and stdout
  --port <n>           port of the HTTP server, 0 for any free one (PORT; default: 3000)
  --host <name>        address to listen on; any but loopback needs keys or
                       tokens in the settings (HOST; default: 127.0.0.1)
  --settings <file>    who may call, what may be read, how much; a file of JSON, or the
                       JSON itself (BEDROCK_SPEND_SERVER_SETTINGS)
  --create-key <name>  make an API key for the settings, print it, and end
  --prices <file>      your own prices (BEDROCK_SPEND_PRICES)
  --time-zone <name>   where days begin, such as Europe/Berlin (BEDROCK_SPEND_TIME_ZONE; default: UTC)
  --region <name>      regions that calls may leave out; repeat or use commas; all
                       (BEDROCK_SPEND_REGIONS; default: files: all; cloudwatch: AWS_REGION,
                       else the profile's)
  --account <id>       accounts that calls may leave out (BEDROCK_SPEND_ACCOUNTS)
  --log-level <level>  ${serverLogLevels.join(', ')} (BEDROCK_SPEND_LOG_LEVEL; default: info)
  --log-file <path>    file for the server's log (BEDROCK_SPEND_LOG_FILE; default: stderr)

Options of cloudwatch:
  --log-group <name>   (BEDROCK_SPEND_LOG_GROUPS; default: /aws/bedrock/modelinvocations)
  --profile <name>     AWS profile, SSO included (AWS_PROFILE)
  --role-name <name>   role in other accounts (BEDROCK_SPEND_ROLE_NAME; default: BedrockSpendReader)
  --external-id <id>   what the trust policies of those roles ask for (BEDROCK_SPEND_EXTERNAL_ID)
  --engine <name>      auto, insights or filter (BEDROCK_SPEND_ENGINE; default: auto)
  --no-cache           read past days again for each report

Secrets, from the environment only:
  BEDROCK_SPEND_SECRETS        ARN of a secret of Secrets Manager, or of a SecureString of the
                               Parameter Store, that holds those below as JSON:
                               {"sessionKeys": "ID:BASE64", "pseudonymKey": "BASE64"}
  BEDROCK_SPEND_SESSION_KEYS   ID:BASE64 of 32 bytes or more, the one that signs first;
                               instances that share them share their sessions
  BEDROCK_SPEND_PSEUDONYM_KEY  BASE64 of 32 bytes or more: people are shown under pseudonyms

  -h, --help           this text
  -V, --version        version of the server

Exit status: 0 done, 1 failed, 2 wrong usage.
`;
