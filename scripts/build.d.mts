/** Bundles what is shipped into dist/. */
export function buildAll(): Promise<void>;
