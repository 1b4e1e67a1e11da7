/** Scenarios from files, by name or path: what a script in Node needs beside `marketlab`, and a browser has not. */
export { readScenario, resized, scenarioNames } from "./files.ts"
