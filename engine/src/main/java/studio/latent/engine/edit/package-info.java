/// Algebra on latents: paths between them, arithmetic, mixing planes, moves along principal axes.
///
/// Everything here is plain arithmetic on `float[]` and `double[]`, without native code. Only additions,
/// multiplications, divisions, square roots and `StrictMath` are used, so that every JVM gives the same
/// latents and with them the same pictures.
@NullMarked
package studio.latent.engine.edit;

import org.jspecify.annotations.NullMarked;
