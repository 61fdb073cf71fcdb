// Starts a program as a child with an open standard input, and tells its process id. Usage: node parent.mjs <program> <arguments>
import { spawn } from "node:child_process";

const child = spawn(process.argv[2], process.argv.slice(3), { stdio: ["pipe", "ignore", "ignore"] });
console.log(child.pid);
