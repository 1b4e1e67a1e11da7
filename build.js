// Compiles the kernel (SIMD and scalar) into a module of base64 text, and stamps the version with a hash of the sources.
import { createHash } from "node:crypto"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import asc from "assemblyscript/asc"

const kernel = new URL("./sim/kernel/", import.meta.url)

async function compile(lanes) {
  let wasm
  const { error, stderr } = await asc.main(
    [
      "index.ts",
      "--outFile",
      "kernel.wasm",
      "-O3",
      "--runtime",
      "stub",
      "--noAssert",
      "--importMemory",
      "--initialMemory",
      "1",
      "--memoryBase",
      "8192",
      "--use",
      "abort=",
      ...(lanes === "simd" ? ["--enable", "simd"] : ["--disable", "simd"]),
    ],
    {
      readFile: (name) => {
        const file = name.replace(/lanes\.ts$/, `lanes.${lanes}.ts`)
        try {
          return readFileSync(new URL(file, kernel), "utf8")
        } catch {
          return null
        }
      },
      writeFile: (name, data) => {
        if (name.endsWith(".wasm")) wasm = data
      },
      listFiles: () => [],
    },
  )
  if (error) throw new Error(`${stderr}`)
  return Buffer.from(wasm).toString("base64")
}

const [simd, scalar] = [await compile("simd"), await compile("scalar")]
writeFileSync(
  new URL("./sim/kernel.generated.ts", import.meta.url),
  `// Made by build.js from sim/kernel.\nexport const simd =\n  "${simd}"\nexport const scalar =\n  "${scalar}"\n`,
)

const { version } = JSON.parse(readFileSync("package.json", "utf8"))
const hash = createHash("sha256")
for (const room of ["sim", "scenarios", "policies", "bench"])
  for (const file of readdirSync(room, { recursive: true }).map(String).sort())
    if (/\.(ts|yaml)$/.test(file) && !/generated/.test(file)) hash.update(file).update(readFileSync(`${room}/${file}`))
writeFileSync(
  new URL("./bench/version.generated.ts", import.meta.url),
  `// Made by build.js.\nexport const version = "${version}"\n/** First twelve hex digits of the sources' SHA-256: results of other sources are never taken up again. */\nexport const sources = "${hash.digest("hex").slice(0, 12)}"\n`,
)
