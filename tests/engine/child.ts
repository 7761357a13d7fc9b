import { startEngine, type EngineOptions } from '../../sql/engine/engine.ts';

// A program with an engine: tells its address, then lives until it is told to stop or killed.
startEngine(JSON.parse(process.argv[2]!) as EngineOptions).then(
  (engine) => {
    process.stdout.write(`${JSON.stringify(engine)}\n`);
    process.on('SIGTERM', () => void engine.stop().then(() => process.exit(0)));
    setInterval(() => undefined, 1_000);
  },
  (error: Error) => {
    process.stderr.write(error.message);
    process.exit(1);
  },
);
