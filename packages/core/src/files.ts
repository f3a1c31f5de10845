export { filesSource, type FilesSourceOptions } from './source/files/files-source.ts';
export type { SkippedFile } from './source/files/find-log-files.ts';
