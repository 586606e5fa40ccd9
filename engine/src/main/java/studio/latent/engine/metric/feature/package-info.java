/// Networks that turn images into vectors whose statistics are compared.
@NullMarked
package studio.latent.engine.metric.feature;

import org.jspecify.annotations.NullMarked;
