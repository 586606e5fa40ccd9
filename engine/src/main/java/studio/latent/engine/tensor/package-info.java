/// Arrays on a device: lanes, scopes, scripts, seeded noise. The only room that touches the PyTorch engine.
@NullMarked
package studio.latent.engine.tensor;

import org.jspecify.annotations.NullMarked;
