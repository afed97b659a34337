// How property tests run: the same cases each time, more of them on demand. A failure prints its seed and path.
//   FC_RUNS=20000 npm test            more cases
//   FC_SEED=1234 npm test             other cases
import fc from 'fast-check';

fc.configureGlobal({
  numRuns: Number(process.env.FC_RUNS ?? 100),
  seed: Number(process.env.FC_SEED ?? 20_261_124),
  verbose: fc.VerbosityLevel.None,
});
