import type { BulkProfile } from '@bedrock-spend/sample-logs/bulk-lines';
import type { FileContenderName } from './file-contenders.ts';

/** Some files and who reads them. */
export interface FileCase {
  name: string;
  profile: BulkProfile;
  /** Folder of the data set. */
  folder: string;
  contenders: readonly FileContenderName[];
}

const plain: readonly FileContenderName[] = ['cat', 'naive', 'ours'];
const gzip: readonly FileContenderName[] = ['inflate', 'zcat', 'naive', 'ours'];

export const fileCases: readonly FileCase[] = [
  { name: 'A, 16 files', profile: 'A', folder: 'plain-16', contenders: plain },
  { name: 'A, one file', profile: 'A', folder: 'plain-1', contenders: plain },
  { name: 'A.gz, 16 files', profile: 'A', folder: 'gzip-16', contenders: gzip },
  { name: 'A.gz, one file', profile: 'A', folder: 'gzip-1', contenders: gzip },
  { name: 'B, 16 files', profile: 'B', folder: 'plain-16', contenders: plain },
  { name: 'B, one file', profile: 'B', folder: 'plain-1', contenders: plain },
  { name: 'B.gz, 16 files', profile: 'B', folder: 'gzip-16', contenders: gzip },
  { name: 'B.gz, one file', profile: 'B', folder: 'gzip-1', contenders: gzip },
  {
    name: 'C, small objects',
    profile: 'C',
    folder: 'objects',
    contenders: ['inflate', 'zcat', 'zcatEach', 'naive', 'ours'],
  },
];
