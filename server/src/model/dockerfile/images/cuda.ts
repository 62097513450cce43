import { rootBase, type Stage } from "../dockerfile.ts";

/** An image of NVIDIA's CUDA that a stage is built on. */
export interface CudaBase {
  /** `base` has the bare minimum, `runtime` the libraries, `devel` the compilers as well. */
  readonly flavor: "base" | "runtime" | "devel";
  /** Major and minor version: `12.4`. */
  readonly version: string | undefined;
}

export function cudaBase(stage: Stage): CudaBase | undefined {
  const base = rootBase(stage);
  if (base.kind !== "image" || !/^(?:nvidia\/)?cuda$|(?:^|\/)nvidia\/cuda$/.test(base.ref.repository)) return undefined;
  const tag = base.ref.tag ?? "";
  const flavor = /(?:^|-)(devel|runtime|base)(?:-|$)/.exec(tag)?.[1] as CudaBase["flavor"] | undefined;
  return flavor && { flavor, version: /^(\d+\.\d+)/.exec(tag)?.[1] };
}
