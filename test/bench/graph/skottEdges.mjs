// Prints skott's graph as JSON: its command line has no option for that. Runs in the code base's folder.
const [entry, tsConfigPath] = process.argv.slice(2);
const { default: skott } = await import(entry);
const instance = await skott({ tsConfigPath });
process.stdout.write(JSON.stringify(instance.getStructure().graph));
