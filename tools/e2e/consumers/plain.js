// A program in plain JavaScript that has the packages installed: `node plain.js <log file>`.
import { createReport, present } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';

const report = await createReport(filesSource([process.argv[2]]), {
  days: 17,
  until: '2025-04-22',
  regions: ['us-east-1'],
});
process.stdout.write(present(report, { format: 'classic' }));
