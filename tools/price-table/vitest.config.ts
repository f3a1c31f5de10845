import { testProject } from '../../vitest.shared.ts';

export default testProject('price-table');
