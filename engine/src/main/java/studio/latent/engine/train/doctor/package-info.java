/// What the numbers of a run say about its health: findings, what they mean, what helps. No tensors, no files.
@NullMarked
package studio.latent.engine.train.doctor;

import org.jspecify.annotations.NullMarked;
