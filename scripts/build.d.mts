/** Bundles what is shipped into dist/. `chunkLifetime`: how many milliseconds chunks of earlier builds stay. */
export function buildAll(options?: { readonly chunkLifetime?: number }): Promise<void>;
