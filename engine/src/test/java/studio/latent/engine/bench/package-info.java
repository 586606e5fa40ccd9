/// Benchmarks that anyone can run: see `docs/benchmarks.md`. They are programs, not tests.
@NullMarked
package studio.latent.engine.bench;

import org.jspecify.annotations.NullMarked;
